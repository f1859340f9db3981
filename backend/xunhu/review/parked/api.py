"""What arrived but could not be accepted, and what a supervisor makes of it."""

from typing import Any
from uuid import UUID

from xunhu.auth.who import current_user, roles
from xunhu.db import db, utcnow
from xunhu.paging import page_of
from xunhu.records.roles import Role
from xunhu.review import schemas
from xunhu.review.parked.desk import accept_parked, discard_parked
from xunhu.review.parked.reach import BY_ID, listed, one_parked
from xunhu.review.parked.telling import told
from xunhu.wire import Blueprint

bp = Blueprint("parked", __name__, url_prefix="/api/v1/parked", description="待处理 parked")
DECIDING = (Role.TOWNSHIP_SUPERVISOR, Role.ADMINISTRATOR)


@bp.get("")
@roles(*DECIDING)
@bp.arguments(schemas.ParkedQuery, location="query")
@bp.response(200, schemas.ParkedList)
def parked(query: dict[str, Any]) -> dict[str, Any]:
    """What arrived but could not be accepted, oldest first."""
    who = current_user()
    page = page_of(db.session(), listed(who, query), BY_ID, query)
    return {"items": [told(row, who) for row in page.rows], "next": page.next}


@bp.get("/<uuid:record>")
@roles(*DECIDING)
@bp.response(200, schemas.ParkedSchema)
def one(record: UUID) -> dict[str, Any]:
    """One parked record, with its faults."""
    return told(one_parked(db.session(), current_user(), record), current_user())


@bp.post("/<uuid:record>/accept")
@roles(*DECIDING)
@bp.arguments(schemas.AcceptSchema)
@bp.response(200, schemas.ParkedSchema)
def accept(wanted: dict[str, Any], record: UUID) -> dict[str, Any]:
    """Seal it, corrected where needed; what was sent stays as it is, and the phone is told."""
    who = current_user()
    accept_parked(who, record, wanted, utcnow())
    return told(one_parked(db.session(), who, record), who)


@bp.post("/<uuid:record>/discard")
@roles(*DECIDING)
@bp.arguments(schemas.DiscardSchema)
@bp.response(200, schemas.ParkedSchema)
def discard(wanted: dict[str, Any], record: UUID) -> dict[str, Any]:
    """Put it aside with a reason; its bytes stay, and the phone is told."""
    who = current_user()
    discard_parked(who, record, wanted, utcnow())
    return told(one_parked(db.session(), who, record), who)
