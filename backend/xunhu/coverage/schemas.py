"""What `/coverage` takes and gives."""

from typing import ClassVar

from marshmallow import fields, validate

from xunhu.patrols.schemas import Purpose
from xunhu.problems import Problem
from xunhu.schemas import Day, DayRange, StrictSchema, one_of


class BadRange(Problem):
    """A range that is missing, reversed or no range of days."""

    status, code = 422, "bad-range"


class RangeQuery(DayRange):
    """A range of calendar days in Asia/Shanghai; both ends count."""

    refusals: ClassVar = {"/from": BadRange, "/to": BadRange}

    from_on = Day(data_key="from", required=True)
    to_on = Day(data_key="to", required=True)


class ChoosingQuery(RangeQuery):
    """The range, and of which patrols; all of them unless told."""

    purpose = one_of(Purpose, metadata={"description": "Of patrols only those with this purpose"})
    fleet = fields.String(
        validate=validate.Regexp(r"(any|none|[0-9]{9})\Z"),
        metadata={
            "description": "Of patrols only those with a vehicle, without one, or with one of the "
            "township of this code"
        },
    )


class CoverageQuery(ChoosingQuery):
    """The same, and whether boundaries are drawn."""

    geometry = fields.String(load_default="full", validate=validate.OneOf(["full", "none"]))


class LineSchema(StrictSchema):
    length_m = fields.Float(required=True)
    covered_m = fields.Float(required=True)
    share = fields.Float(required=True, allow_none=True)
    oldest_days = fields.Integer(required=True, allow_none=True)
    never_m = fields.Float(required=True)
    approximate = fields.Boolean(required=True)


class PlacesSchema(StrictSchema):
    count = fields.Integer(required=True)
    visited = fields.Integer(required=True)
    share = fields.Float(required=True)
    oldest_days = fields.Integer(required=True, allow_none=True)
    never = fields.Integer(required=True)
    approximate = fields.Boolean(required=True)


class OutreachSumSchema(StrictSchema):
    events = fields.Integer(required=True)
    reached = fields.Integer(required=True)
    materials = fields.Integer(required=True)


class ClinicSumSchema(StrictSchema):
    sessions = fields.Integer(required=True)
    consultations = fields.Integer(required=True)


class HazardSumSchema(StrictSchema):
    opened = fields.Integer(required=True)
    open = fields.Integer(required=True)
    overdue = fields.Integer(required=True)
    closed = fields.Integer(required=True)


class TotalsSchema(StrictSchema):
    approximate = fields.Boolean(required=True)
    patrols = fields.Integer(required=True)
    distance_m = fields.Float(required=True)
    recorded_s = fields.Float(required=True)
    active_days = fields.Integer(required=True)
    railway = fields.Nested(LineSchema, required=True, allow_none=True)
    road = fields.Nested(LineSchema, required=True, allow_none=True)
    village = fields.Nested(PlacesSchema, required=True, allow_none=True)
    school = fields.Nested(PlacesSchema, required=True, allow_none=True)
    crossing = fields.Nested(PlacesSchema, required=True, allow_none=True)
    enterprise = fields.Nested(PlacesSchema, required=True, allow_none=True)
    outreach = fields.Nested(OutreachSumSchema, required=True)
    clinic = fields.Nested(ClinicSumSchema, required=True)
    hazards = fields.Nested(HazardSumSchema, required=True)
    last_activity_on = fields.Date(required=True, allow_none=True)


class TownshipCoverageSchema(TotalsSchema):
    code = fields.String(required=True)
    name = fields.String(required=True)


class TownshipCoverageFeatureSchema(StrictSchema):
    type = fields.Constant("Feature", required=True)
    id = fields.String(required=True)
    geometry = fields.Dict(required=True, allow_none=True)
    properties = fields.Nested(TownshipCoverageSchema, required=True)


class CoverageSchema(StrictSchema):
    type = fields.Constant("FeatureCollection", required=True)
    features = fields.List(fields.Nested(TownshipCoverageFeatureSchema), required=True)
    totals = fields.Nested(TotalsSchema, required=True)
    rules = fields.Integer(required=True)
    as_of = fields.String(required=True)
