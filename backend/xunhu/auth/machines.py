"""Machines that read: a token in the place of a session, for what its scopes open and no more.

It sees what a district viewer sees: everything of the district but clinic sessions and raw tracks.
"""

from flask import g, request

from xunhu.auth.models import MachineToken
from xunhu.auth.tokens import MARK, Scope, valid_token
from xunhu.auth.who import Who
from xunhu.problems import Forbidden
from xunhu.records.roles import Role

SAFE_METHODS = {"GET", "HEAD"}
OPENS = {
    Scope.READ_COVERAGE: ("/api/v1/townships", "/api/v1/targets", "/api/v1/coverage"),
    Scope.READ_RECORDS: ("/api/v1/records", "/api/v1/sync/pull"),
}
BY_TRACKERS = "/api/v1/trackers/"  # these look at their tokens themselves


def recognise() -> None:
    """Before every request without a session: which machine is asking, and may it ask that?

    Raises NoToken for a token that isn't valid any more, Forbidden for what its scopes don't open.
    """
    told = request.authorization
    secret = told.token if told is not None and told.type == "bearer" else None
    if secret is None or not secret.startswith(MARK) or "who" in g:
        return
    if not request.path.startswith("/api/") or request.path.startswith(BY_TRACKERS):
        return
    token = valid_token(secret)
    if request.method not in SAFE_METHODS or not _opens(token, request.path):
        raise Forbidden
    g.who = Who(token.district, f"token:{token.id}", token.name, Role.DISTRICT_VIEWER, (), ())


def _opens(token: MachineToken, path: str) -> bool:
    opened = [start for scope, starts in OPENS.items() if scope in token.scopes for start in starts]
    return any(path == start or path.startswith(f"{start}/") for start in opened)
