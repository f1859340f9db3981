"""The files that a request brings: parts of a form, or one file as the body itself."""

from io import BytesIO

from flask import request
from werkzeug.formparser import MultiPartParser

from xunhu.files.text import MAX_BYTES
from xunhu.imports.features import Source
from xunhu.problems import InvalidInput, Unreadable, fault_at
from xunhu.wire import decoded_body_of

FORM, PART = "multipart/form-data", "file"
MOST_FILES = 20
RAW = (
    "application/octet-stream",
    "application/geo+json",
    "application/json",
    "application/gpx+xml",
    "application/vnd.google-earth.kml+xml",
    "application/vnd.google-earth.kmz",
    "application/zip",
    "application/x-zip-compressed",
    "text/csv",
)
BINARY = {"type": "string", "format": "binary"}
PARTS = {"type": "array", "items": BINARY, "minItems": 1, "maxItems": MOST_FILES}
BODY = {
    "required": True,
    "description": "GeoJSON, GPX, KML or KMZ, CSV, or a zipped Shapefile, in UTF-8 or GBK, told by "
    "content; at most 32 MiB, also unpacked",
    "content": {
        FORM: {"schema": {"type": "object", "required": [PART], "properties": {PART: PARTS}}},
        **{media_type: {"schema": BINARY} for media_type in RAW},
    },
}


def sent_files() -> list[Source]:
    """This request's files; raises TooLarge, WrongType, Unreadable, InvalidInput without one."""
    if request.mimetype != FORM:
        return [Source("file", decoded_body_of(MAX_BYTES, RAW))]
    body = decoded_body_of(MAX_BYTES, (FORM,))
    boundary = request.mimetype_params.get("boundary", "").encode()
    parser = MultiPartParser(
        stream_factory=_in_memory, max_form_memory_size=MAX_BYTES, max_form_parts=MOST_FILES
    )
    if not boundary:
        raise Unreadable(FORM)
    try:
        _, files = parser.parse(BytesIO(body), boundary, len(body))
    except ValueError as wrong:
        raise Unreadable(FORM) from wrong
    parts = files.getlist(PART)
    if not parts:
        raise InvalidInput("", [fault_at(f"/{PART}", "required")])
    return [Source(part.filename or PART, part.stream.read()) for part in parts]


def _in_memory(*_told: object, **_named: object) -> BytesIO:
    """Where a part goes: the body is in memory, and no larger than it may be."""
    return BytesIO()
