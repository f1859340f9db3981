"""The images of records: sent after them, cleaned, and given out again."""

from typing import Any
from uuid import UUID

from werkzeug.wrappers import Response

from xunhu.attachments.arriving import Arrival, take
from xunhu.attachments.missing import missing_for
from xunhu.attachments.schemas import (
    BYTES,
    DIGEST,
    IMAGE,
    ArrivalSchema,
    MissingList,
    MissingQuery,
)
from xunhu.attachments.sent import sent_image
from xunhu.attachments.serving import served
from xunhu.auth.who import current_user, roles, signed_in
from xunhu.db import db
from xunhu.records.roles import TOWNSHIP_ROLES
from xunhu.wire import Blueprint

bp = Blueprint(
    "attachments", __name__, url_prefix="/api/v1/attachments", description="照片 attachments"
)


@bp.put("/<uuid:record>/<path:slot>")
@roles(*TOWNSHIP_ROLES)
@bp.doc(requestBody=IMAGE, parameters=[DIGEST])
@bp.response(200, ArrivalSchema, description="It had come before")
@bp.alt_response(201, schema=ArrivalSchema, success=True, description="Kept")
@bp.alt_response(422, "UNPROCESSABLE_ENTITY")
def send(record: UUID, slot: str) -> tuple[Arrival, int]:
    """Keep the image of a slot that a stored record declares.

    It is made anew from its pixels, upright, in sRGB and without metadata. 400 `unreadable`: no
    readable Content-Digest. 422 `digest-mismatch`: the bytes are not those of the header, or not
    those that the record declares. 422 `bad-image`: not an image of that type, damaged, or too
    large. 503 `busy`, `storage-full`: nothing was decided; ask again after Retry-After.
    """
    arrival = take(current_user(), record, slot, sent_image())
    return arrival, 201 if arrival.is_new else 200


@bp.get("/<uuid:record>/<path:slot>")
@signed_in
@bp.response(200, BYTES, content_type="image/jpeg", description="The cleaned image")
@bp.alt_response(200, schema=BYTES, content_type="image/png", success=True)
@bp.alt_response(200, schema=BYTES, content_type="image/webp", success=True)
@bp.alt_response(304, "NOT_MODIFIED", success=True)
def read(record: UUID, slot: str) -> Response:
    """The image of a record that this user may see, once it has come."""
    return served(current_user(), record, slot)


@bp.get("/missing")
@signed_in
@bp.arguments(MissingQuery, location="query")
@bp.response(200, MissingList)
def missing(query: dict[str, Any]) -> dict[str, Any]:
    """Images that records of this user's scope declare and that have not come."""
    page = missing_for(db.session(), current_user(), query)
    return {"items": page.rows, "next": page.next}
