"""What the attachments lane takes and gives."""

from typing import Any

from marshmallow import fields

from xunhu.attachments.apart import FORMATS
from xunhu.paging import PageQuery
from xunhu.schemas import Instant, StrictSchema

BYTES: dict[str, Any] = {"type": "string", "format": "binary"}
IMAGE: dict[str, Any] = {
    "required": True,
    "content": {media_type: {"schema": BYTES} for media_type in FORMATS},
    "description": "The bytes that the record declares, at most 5 MiB, under the media type that "
    "it declares; may be gzipped. A JPEG over 5 megapixels is kept at a half, a quarter or an "
    "eighth of its width, a PNG over 8.3 megapixels at a half. One over 100 megapixels, a PNG over "
    "16, or an image that takes over 64 MB of memory to decode (about 9 megapixels of progressive "
    "JPEG, of interlaced PNG or of PNG with 16 bits a colour, 2.5 of WebP) is no good image.",
}
DIGEST: dict[str, Any] = {
    "in": "header",
    "name": "Content-Digest",
    "required": True,
    "schema": {
        "type": "string",
        "example": "sha-256=:X48E9qOokqqrvdts8nOJRJN3OWDUoyWxBf7kbu9DBPE=:",
    },
    "description": "RFC 9530, of the image's bytes before any Content-Encoding; other algorithms "
    "beside sha-256 are not looked at",
}


class ArrivalSchema(StrictSchema):
    """An image that has come; `sha256`, `size` and `media_type` are those that were declared."""

    record = fields.UUID(required=True)
    slot = fields.String(required=True)
    sha256 = fields.String(required=True)
    size = fields.Integer(required=True)
    media_type = fields.String(required=True)
    received_at = Instant(required=True)
    seq = fields.Integer(
        required=True,
        metadata={"description": "Its number; durable once `durable_seq` has reached it"},
    )


class MissingQuery(PageQuery):
    township = fields.String()


class MissingSchema(StrictSchema):
    """An image that a stored record declares and that has not come."""

    record = fields.UUID(required=True)
    slot = fields.String(required=True)
    size = fields.Integer(required=True)
    media_type = fields.String(required=True)
    kind = fields.String(required=True)
    township = fields.String(required=True)
    author = fields.String(required=True)
    sender = fields.String(required=True)
    device = fields.UUID(required=True, allow_none=True)
    occurred_at = Instant(required=True)
    received_at = Instant(required=True, metadata={"description": "When the record came"})


class MissingList(StrictSchema):
    items = fields.List(fields.Nested(MissingSchema), required=True)
    next = fields.String(required=True, allow_none=True)
