"""Push and pull: carries records, knows no feature."""

from typing import Any

from flask import Response

from xunhu.auth.who import current_user, roles, signed_in
from xunhu.db import db, utcnow
from xunhu.records.roles import TOWNSHIP_ROLES
from xunhu.sync.accept import accept
from xunhu.sync.answers import hello, push_answer
from xunhu.sync.frame import MAX_BYTES, MEDIA_TYPE, unframe
from xunhu.sync.pull import pull
from xunhu.sync.schemas import HelloSchema, PageSchema, PullQuery, PushAnswerSchema
from xunhu.wire import GEOJSON, Blueprint, decoded_body, json_answer

bp = Blueprint("sync", __name__, url_prefix="/api/v1/sync", description="同步 sync")

SEQUENCE = {
    "required": True,
    "content": {MEDIA_TYPE: {"schema": {"type": "string", "format": "binary"}}},
    "description": "RFC 8142: RS, one Feature, LF; at most 50 records and 1 MiB, 256 KiB each; "
    "may be gzipped",
}


@bp.post("/push")
@roles(*TOWNSHIP_ROLES)
@bp.doc(requestBody=SEQUENCE)
@bp.response(200, PushAnswerSchema)
def push() -> Response:
    """Keep sealed records; every record gets its own answer, after its commit."""
    who, now = current_user(), utcnow()
    outcomes = accept(unframe(decoded_body(MAX_BYTES, MEDIA_TYPE)), who, now)
    return json_answer(push_answer(db.session(), who.district, outcomes))


@bp.get("/hello")
@signed_in
@bp.response(200, HelloSchema)
def greet() -> dict[str, Any]:
    """The server's clock and limits; asks for nothing and changes nothing."""
    return hello(db.session(), current_user().district)


@bp.get("/pull")
@signed_in
@bp.arguments(PullQuery, location="query")
@bp.response(200, PageSchema, content_type=GEOJSON)
def read_newer(asked: dict[str, Any]) -> Response:
    """Records that this user may see, newer than the cursor."""
    page = pull(db.session(), current_user(), asked.get("cursor"), asked["limit"])
    return json_answer(page, GEOJSON)
