"""Tokens of machines: an administrator issues, lists and shuts them out."""

from typing import Any
from uuid import UUID

from sqlalchemy import select

from xunhu.auth.models import MachineToken
from xunhu.auth.tokens import revoke
from xunhu.auth.who import current_user, roles
from xunhu.db import db, utcnow, writing
from xunhu.feeds.schemas import IssuedSchema, NewTokenSchema, TokenList, TokenQuery, TokenSchema
from xunhu.feeds.tokens.issuing import issue_for
from xunhu.paging import page_of
from xunhu.records.roles import Role
from xunhu.wire import Blueprint

bp = Blueprint("tokens", __name__, url_prefix="/api/v1/auth/tokens", description="令牌 tokens")


@bp.post("")
@roles(Role.ADMINISTRATOR)
@bp.arguments(NewTokenSchema)
@bp.response(201, IssuedSchema)
def issue_one(wanted: dict[str, Any]) -> dict[str, Any]:
    """A token for a machine; its secret is told this once.

    It comes as `Authorization: Bearer`. `write:positions` opens the two feeds. `read:coverage`
    opens townships, targets and `/coverage` with all below it, `read:records` the records and
    `/sync/pull`, both as a district viewer sees them: no clinic sessions, no raw tracks. Elsewhere
    a token is answered 403, and 401 once it is revoked or over.
    """
    who = current_user()
    with writing() as session:
        token, secret = issue_for(session, who.district, who.username, wanted, utcnow())
    return {"id": token.id, "token": secret}


@bp.get("")
@roles(Role.ADMINISTRATOR)
@bp.arguments(TokenQuery, location="query")
@bp.response(200, TokenList)
def tokens(query: dict[str, Any]) -> dict[str, Any]:
    """All tokens of the district, those that were shut out too."""
    asked = select(MachineToken).where(MachineToken.district == current_user().district)
    page = page_of(db.session(), asked, MachineToken.id, query)
    return {"items": page.rows, "next": page.next}


@bp.post("/<uuid:token>/revoke")
@roles(Role.ADMINISTRATOR)
@bp.response(200, TokenSchema)
def shut_out(token: UUID) -> MachineToken:
    """Shut a token out from its next use on; what came with it stays."""
    with writing() as session:
        return revoke(session, current_user().district, token, utcnow())
