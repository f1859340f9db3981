"""Files from the desk: a recording that is added to a patrol."""

from typing import Any
from uuid import UUID

from marshmallow import fields

from xunhu.auth.who import current_user, roles
from xunhu.db import utcnow
from xunhu.files.datum import Datum
from xunhu.files.text import MAX_BYTES
from xunhu.imports.added import Added, add
from xunhu.imports.reach import patrol_in_reach
from xunhu.records.roles import Role
from xunhu.schemas import StrictSchema, one_of
from xunhu.wire import Blueprint, decoded_pieces

MEDIA_TYPES = (
    "application/gpx+xml",
    "application/vnd.google-earth.kml+xml",
    "text/csv",
    "application/geo+json",
    "application/octet-stream",
)
BODY = {
    "required": True,
    "content": {name: {"schema": {"type": "string", "format": "binary"}} for name in MEDIA_TYPES},
    "description": "A GPX, KML, CSV or GeoJSON file with times; told by its content, not by its "
    "type; at most 32 MiB",
}

bp = Blueprint("files", __name__, url_prefix="/api/v1/patrols", description="轨迹文件 track files")


class DatumQuery(StrictSchema):
    datum = one_of(
        Datum,
        metadata={
            "description": "What the coordinates are measured in. Without it WGS-84 is read, and "
            "compared with the patrol's own fixes"
        },
    )


class AddedSchema(StrictSchema):
    patrol = fields.UUID(required=True)
    segment_count = fields.Integer(required=True)
    fix_count = fields.Integer(required=True)
    untimed_count = fields.Integer(
        required=True, metadata={"description": "Left out: without a time"}
    )
    invalid_count = fields.Integer(
        required=True, metadata={"description": "Left out: with an impossible accuracy"}
    )
    is_known = fields.Boolean(
        required=True, metadata={"description": "Whether all of it was there before"}
    )


@bp.post("/<uuid:patrol>/files")
@roles(Role.TOWNSHIP_SUPERVISOR, Role.ADMINISTRATOR)
@bp.arguments(DatumQuery, location="query")
@bp.doc(requestBody=BODY)
@bp.response(201, AddedSchema)
@bp.alt_response(200, schema=AddedSchema, description="It was there before")
@bp.alt_response(422, "UNPROCESSABLE_ENTITY")
def add_file(query: dict[str, Any], patrol: UUID) -> tuple[Added, int]:
    """Add the fixes of a file to a patrol, in the name of who drove; the same file counts once.

    422 `bad-file`: it can't be read, with the place. 422 `in-doubt`: it looks shifted (`/datum`),
    of another time, or is wholly outside the district.
    """
    who = current_user()
    found = patrol_in_reach(who, patrol)
    raw = b"".join(decoded_pieces(MAX_BYTES, MEDIA_TYPES))
    added = add(who, found, raw, query.get("datum"), utcnow())
    return added, 200 if added.is_known else 201
