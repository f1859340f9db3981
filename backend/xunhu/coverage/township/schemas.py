"""What lies under `/coverage/{township}`: what it takes and gives."""

from marshmallow import fields, validate

from xunhu.coverage.schemas import ChoosingQuery
from xunhu.coverage.township.evidence import METRICS
from xunhu.coverage.township.states import State
from xunhu.schemas import StrictSchema, one_of
from xunhu.targets.models import Layer


class TargetsQuery(ChoosingQuery):
    """The same range and patrols, and perhaps one layer."""

    layer = one_of(Layer)


class EvidenceQuery(ChoosingQuery):
    """The same range and patrols, and a number of `/coverage` by its name."""

    metric = fields.String(required=True, validate=validate.OneOf(list(METRICS)))


class RecordBehindSchema(StrictSchema):
    kind = fields.String(required=True)
    record = fields.UUID(
        required=True,
        allow_none=True,
        metadata={"description": "Null where only counts are told: sittings of a clinic"},
    )
    on = fields.Date(required=True)
    counts = fields.Dict(fields.String(), fields.Float(), required=True)
    readable = fields.Boolean(
        required=True, metadata={"description": "Whether you may open the record"}
    )


class EvidenceSchema(StrictSchema):
    township = fields.String(required=True)
    metric = fields.String(required=True)
    items = fields.List(fields.Nested(RecordBehindSchema), required=True)
    rules = fields.Integer(required=True)
    as_of = fields.String(required=True)


class WhenSchema(StrictSchema):
    last_visited_on = fields.Date(required=True, allow_none=True)
    days_since = fields.Integer(
        required=True,
        allow_none=True,
        metadata={"description": "At the end of the range or today, whichever is earlier"},
    )
    state = one_of(State, required=True)


class StretchSchema(WhenSchema):
    from_m = fields.Float(required=True, metadata={"description": "Chainage: K12+300 is 12300"})
    to_m = fields.Float(required=True)
    from_post = fields.String(required=True, metadata={"description": "The same in words: K12+300"})
    to_post = fields.String(required=True)
    covered = fields.Boolean(required=True, metadata={"description": "In the range, all of it"})


class TargetStandingSchema(WhenSchema):
    """A line also has its metres and stretches in the township, and the state of its worst."""

    id = fields.UUID(required=True)
    layer = fields.String(required=True)
    name = fields.String(required=True)
    code = fields.String(required=True, allow_none=True)
    interval_days = fields.Integer(required=True, allow_none=True)
    status = fields.String(required=True)
    status_reason = fields.String(required=True, allow_none=True)
    status_until_on = fields.Date(required=True, allow_none=True)
    approximate = fields.Boolean(required=True)
    visits = fields.Integer(
        required=True,
        metadata={"description": "Days of the range on which it was visited, a line anywhere here"},
    )
    length_m = fields.Float()
    covered_m = fields.Float()
    never_m = fields.Float()
    oldest_days = fields.Integer(allow_none=True)
    stretches = fields.List(fields.Nested(StretchSchema))


class TownshipTargetsSchema(StrictSchema):
    township = fields.String(required=True)
    items = fields.List(fields.Nested(TargetStandingSchema), required=True)
    judged_on = fields.Date(required=True)
    rules = fields.Integer(required=True)
    as_of = fields.String(required=True)
