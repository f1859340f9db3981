"""What `/patrols/{id}/track` gives."""

from marshmallow import fields

from xunhu.schemas import StrictSchema


class GapSchema(StrictSchema):
    from_at = fields.String(required=True, data_key="from")
    to_at = fields.String(required=True, data_key="to")
    duration_s = fields.Float(required=True)
    from_position = fields.List(fields.Float(), required=True)
    to_position = fields.List(fields.Float(), required=True)
    reason = fields.String(
        required=True,
        allow_none=True,
        metadata={"description": "What the phone said of that time; null when it said nothing"},
    )


class TrackProperties(StrictSchema):
    patrol = fields.UUID(required=True)
    township = fields.String(required=True)
    rules = fields.Integer(required=True)
    fix_count = fields.Integer(required=True, metadata={"description": "Kept by rules 1 and 2"})
    distance_m = fields.Float(required=True)
    recorded_s = fields.Float(required=True)
    recorded_share = fields.Float(required=True, allow_none=True)
    thinned = fields.Boolean(
        required=True,
        metadata={"description": "Its positions were let go after their time; its numbers stay"},
    )
    gaps = fields.List(fields.Nested(GapSchema), required=True)


class TrackFeature(StrictSchema):
    type = fields.Constant("Feature", required=True)
    id = fields.UUID(required=True)
    geometry = fields.Dict(required=True)
    properties = fields.Nested(TrackProperties, required=True)

    PROPERTIES = TrackProperties()
