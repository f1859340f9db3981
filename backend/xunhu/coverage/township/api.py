"""Coverage of one township: its targets, and the records behind its numbers."""

from typing import Any

from flask import Response

from xunhu.auth.who import current_user, signed_in
from xunhu.coverage.township.evidence import Asked, evidence
from xunhu.coverage.township.reach import days_asked, with_readable
from xunhu.coverage.township.schemas import (
    EvidenceQuery,
    EvidenceSchema,
    TargetsQuery,
    TownshipTargetsSchema,
)
from xunhu.coverage.township.standing import standing
from xunhu.db import db, utcnow
from xunhu.patrols.track import RULES_VERSION
from xunhu.schemas import rfc3339, shanghai_day
from xunhu.wire import Blueprint

bp = Blueprint(
    "township-coverage",
    __name__,
    url_prefix="/api/v1/coverage/<township>",
    description="覆盖 coverage",
)


@bp.get("/targets")
@signed_in
@bp.arguments(TargetsQuery, location="query")
@bp.response(200, TownshipTargetsSchema)
@bp.alt_response(304, "NOT_MODIFIED", success=True)
def read_targets(asked: dict[str, Any], township: str) -> Response:
    """Each target of a township: how often it was visited, when last, and how it stands.

    A line comes with its covered and uncovered stretches in the township, by chainage. Another
    township's are not found by those who belong to one. `purpose` and `fleet` as in `/coverage`.
    `as_of` is when it was worked out; whoever asks with its ETag hears 304 while it holds.
    """
    days = days_asked(current_user(), township, asked)
    layer = asked["layer"].value if "layer" in asked else None
    return standing(days, township, layer, utcnow())


@bp.get("/evidence")
@signed_in
@bp.arguments(EvidenceQuery, location="query")
@bp.response(200, EvidenceSchema)
def read_evidence(asked: dict[str, Any], township: str) -> dict[str, Any]:
    """The records behind a number of a township, day by day, and what each adds to it.

    Of clinic sittings only counts are told; of no record who made it. What several patrols covered
    each tells whole: the number is what they cover together. `purpose` and `fleet` as in
    `/coverage`.
    """
    who, now = current_user(), utcnow()
    days = days_asked(who, township, asked)
    found = evidence(Asked(db.session(), days, township, shanghai_day(now)), asked["metric"])
    return {
        "township": township,
        "metric": asked["metric"],
        "items": with_readable(db.session(), who, found),
        "rules": RULES_VERSION,
        "as_of": rfc3339(now),
    }
