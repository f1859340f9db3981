"""What sync takes and gives."""

from marshmallow import fields, validate

from xunhu.records.keep import Status
from xunhu.schemas import StrictSchema


class PullQuery(StrictSchema):
    cursor = fields.String()
    limit = fields.Integer(load_default=200, validate=validate.Range(min=1, max=1000))


class ResultSchema(StrictSchema):
    n = fields.Integer(required=True)
    id = fields.UUID(required=True, allow_none=True)
    digest = fields.String(required=True)
    status = fields.Enum(Status, by_value=fields.String(), required=True)
    seq = fields.Integer()
    received_at = fields.String()
    problem = fields.Dict()
    retry_after = fields.Integer()


class PushAnswerSchema(StrictSchema):
    epoch = fields.UUID(required=True)
    server_time = fields.String(required=True)
    durable_seq = fields.Integer(required=True)
    results = fields.List(fields.Nested(ResultSchema), required=True)


class PageSchema(StrictSchema):
    type = fields.Constant("FeatureCollection", required=True)
    features = fields.List(fields.Dict(), required=True)
    tombstones = fields.List(fields.UUID(), required=True)
    next = fields.String(required=True)
    more = fields.Boolean(required=True)
    epoch = fields.UUID(required=True)
