"""What a phone may say of itself in a hello, and what it is told."""

import re
from collections.abc import Mapping
from typing import Any

from marshmallow import ValidationError, fields, post_load, validate

from xunhu.schemas import Instant, StrictSchema, rfc3339
from xunhu.sync.schemas import StandingSchema


class KindCounts(fields.Field[dict[str, int]]):
    """How many by kind, as `patrol:1,track_segment:12`; loads to an object."""

    PATTERN = r"[a-z_]{1,40}:[0-9]{1,6}(,[a-z_]{1,40}:[0-9]{1,6}){0,19}"  # at most 20 kinds

    def _deserialize(
        self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **_kwargs: Any
    ) -> dict[str, int]:
        if not re.fullmatch(self.PATTERN, value):
            raise ValidationError("bad-field")
        pairs = [part.split(":") for part in value.split(",")]
        counts = {kind: int(count) for kind, count in pairs}
        if len(counts) < len(pairs):
            raise ValidationError("bad-field")
        return counts


def _unsent_count(description: str) -> fields.Integer:
    return fields.Integer(
        validate=validate.Range(min=0, max=1_000_000), metadata={"description": description}
    )


class HelloQuery(StrictSchema):
    """What the phone says is still on it; loads to nothing when it says nothing."""

    waiting = _unsent_count("Records on the phone that are to be sent")
    attention = _unsent_count("Records on the phone that somebody has to look at")
    photos = _unsent_count("Photos on the phone that are to be sent")
    oldest_at = Instant(
        metadata={"type": "string", "format": "date-time", "description": "When the oldest began"}
    )
    kinds = KindCounts(
        metadata={
            "type": "string",
            "pattern": f"^{KindCounts.PATTERN}$",
            "description": "The records by kind, at most 20 kinds",
        }
    )

    epoch = fields.UUID(
        metadata={"description": "The epoch in which the rest is stored; the current one if absent"}
    )
    number = fields.Integer(
        validate=validate.Range(min=1, max=1_000_000_000),
        metadata={
            "description": "Higher in each report of a device that says something else: "
            "one that comes late is passed over"
        },
    )

    @post_load
    def complete(self, given: dict[str, Any], **_kwargs: Any) -> dict[str, Any]:
        """With nothing for what was left out, and times as texts."""
        if not given.keys() - {"epoch", "number"}:
            return {}
        oldest_at = given.get("oldest_at")
        told = {**given, "oldest_at": rfc3339(oldest_at) if oldest_at else None}
        return {"waiting": 0, "attention": 0, "photos": 0, "kinds": {}, "epoch": None, **told}


class LimitsSchema(StrictSchema):
    records = fields.Integer(required=True, metadata={"description": "Most records of a push"})
    bytes = fields.Integer(required=True, metadata={"description": "Most bytes of a push"})
    record_bytes = fields.Integer(required=True, metadata={"description": "Most of one record"})
    pull_records = fields.Integer(required=True, metadata={"description": "Most of one pull"})
    verify_records = fields.Integer(required=True, metadata={"description": "Most of one verify"})
    attachment_bytes = fields.Integer(
        required=True, metadata={"description": "Most bytes of one image"}
    )


class HelloSchema(StandingSchema):
    limits = fields.Nested(LimitsSchema, required=True)
    schema_versions = fields.List(fields.Integer(), required=True)
    minimum_client = fields.String(required=True)
    duty_phone = fields.String(
        required=True, metadata={"description": "The duty room's number; empty without one"}
    )
