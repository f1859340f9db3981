"""What sync takes and gives."""

from typing import Any

from marshmallow import fields, post_load, validate

from xunhu.problems import TooLarge
from xunhu.records.keep import Status
from xunhu.schemas import Digest, StrictSchema, WholeNumber

MAX_PULLED = 1000
MAX_VERIFIED = 500


class PullQuery(StrictSchema):
    cursor = fields.String()
    limit = WholeNumber(load_default=200, validate=validate.Range(min=1, max=MAX_PULLED))


class ResultSchema(StrictSchema):
    n = fields.Integer(required=True)
    id = fields.UUID(required=True, allow_none=True)
    digest = fields.String(required=True)
    status = fields.Enum(Status, by_value=fields.String(), required=True)
    seq = fields.Integer()
    received_at = fields.String()
    problem = fields.Dict()
    retry_after = fields.Integer()


class StandingSchema(StrictSchema):
    epoch = fields.UUID(
        required=True, metadata={"description": "Changes when the server was restored"}
    )
    server_time = fields.String(required=True)
    durable_seq = fields.Integer(
        required=True,
        metadata={"description": "The last number that a backup holds; 0 without backups"},
    )


class PushAnswerSchema(StandingSchema):
    results = fields.List(fields.Nested(ResultSchema), required=True)


class ClaimSchema(StrictSchema):
    id = fields.UUID(required=True)
    digest = Digest(required=True)


class VerifySchema(StrictSchema):
    records = fields.List(
        fields.Nested(ClaimSchema), required=True, metadata={"description": "At most 500"}
    )

    @post_load
    def counted(self, asked: dict[str, Any], **_kwargs: Any) -> dict[str, Any]:
        """Raises TooLarge over the limit."""
        if len(asked["records"]) > MAX_VERIFIED:
            raise TooLarge(f"{len(asked['records'])} > {MAX_VERIFIED} records")
        return asked


class VerifiedSchema(StrictSchema):
    """A claim's status; what is stored comes with its receipt, what is parked with its problem."""

    problem = fields.Dict()
    seq = fields.Integer()
    received_at = fields.String()
    id = fields.UUID(required=True)
    status = fields.String(
        required=True,
        validate=validate.OneOf(["stored", "parked", "erased", "mismatch", "unknown"]),
    )


class VerifyAnswerSchema(StandingSchema):
    results = fields.List(fields.Nested(VerifiedSchema), required=True)


class DecisionSchema(StrictSchema):
    """What was decided about a parked record; `seq` is its number, or that of its discarding."""

    id = fields.UUID(required=True)
    digest = fields.String(required=True)
    decision = fields.String(required=True, validate=validate.OneOf(["accepted", "discarded"]))
    reason = fields.String(required=True)
    decided_at = fields.String(required=True)
    seq = fields.Integer(required=True)
    received_at = fields.String(required=True)


class PageSchema(StrictSchema):
    type = fields.Constant("FeatureCollection", required=True)
    features = fields.List(fields.Dict(), required=True)
    tombstones = fields.List(fields.UUID(), required=True)
    decisions = fields.List(fields.Nested(DecisionSchema), required=True)
    next = fields.String(required=True)
    more = fields.Boolean(required=True)
    epoch = fields.UUID(required=True)
