"""What may come in as a hazard and as a step on its way to being gone (contract section 4)."""

from enum import StrEnum

from xunhu.schemas import Day, StrictSchema, one_of, text


class Category(StrEnum):
    """What kind of danger it is."""

    RAIL_FENCE = "rail_fence"
    RAIL_CROSSING = "rail_crossing"
    RAIL_ENCROACHMENT = "rail_encroachment"
    LIGHT_OBJECT = "light_object"
    SUBGRADE = "subgrade"
    STACKED_GOODS = "stacked_goods"
    FIRE = "fire"
    ROAD = "road"
    FLOOD = "flood"
    LANDSLIDE = "landslide"
    ELECTRICITY = "electricity"
    SCHOOL = "school"
    OTHER = "other"


class Severity(StrEnum):
    """How soon somebody has to act."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    URGENT = "urgent"


class Action(StrEnum):
    """What was done about a hazard."""

    ASSIGNED = "assigned"
    MEASURE = "measure"
    RECTIFIED = "rectified"
    VERIFIED = "verified"
    REOPENED = "reopened"


class HazardSchema(StrictSchema):
    category = one_of(Category, required=True)
    severity = one_of(Severity, required=True)
    description = text(1000, least=1, required=True)


class HazardStepSchema(StrictSchema):
    action = one_of(Action, required=True)
    responsible_unit = text(120, least=1)
    due_on = Day()
    note = text(500)
