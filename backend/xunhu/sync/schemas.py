"""What sync takes and gives."""

from marshmallow import fields, validate

from xunhu.records.keep import Status
from xunhu.schemas import StrictSchema

MAX_PULLED = 1000


class PullQuery(StrictSchema):
    cursor = fields.String()
    limit = fields.Integer(load_default=200, validate=validate.Range(min=1, max=MAX_PULLED))


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


class LimitsSchema(StrictSchema):
    records = fields.Integer(required=True, metadata={"description": "Most records of a push"})
    bytes = fields.Integer(required=True, metadata={"description": "Most bytes of a push"})
    record_bytes = fields.Integer(required=True, metadata={"description": "Most of one record"})
    pull_records = fields.Integer(required=True, metadata={"description": "Most of one pull"})


class HelloSchema(StandingSchema):
    limits = fields.Nested(LimitsSchema, required=True)
    schema_versions = fields.List(fields.Integer(), required=True)
    minimum_client = fields.String(required=True)


class PushAnswerSchema(StandingSchema):
    results = fields.List(fields.Nested(ResultSchema), required=True)


class PageSchema(StrictSchema):
    type = fields.Constant("FeatureCollection", required=True)
    features = fields.List(fields.Dict(), required=True)
    tombstones = fields.List(fields.UUID(), required=True)
    next = fields.String(required=True)
    more = fields.Boolean(required=True)
    epoch = fields.UUID(required=True)
