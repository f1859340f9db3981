"""What may come in as an outreach event (contract section 4)."""

from enum import StrEnum

from marshmallow import fields, validate

from xunhu.schemas import Count, Instant, StrictSchema, one_of, text


class Activity(StrEnum):
    """What was held."""

    RAILWAY_SAFETY = "railway_safety"
    LEGAL_LECTURE = "legal_lecture"
    ANTI_FRAUD = "anti_fraud"
    FIRE_SAFETY = "fire_safety"
    SCHOOL_VISIT = "school_visit"
    ENTERPRISE_VISIT = "enterprise_visit"
    OTHER = "other"


class Audience(StrEnum):
    """Who was there."""

    VILLAGERS = "villagers"
    PUPILS = "pupils"
    TEACHERS = "teachers"
    WORKERS = "workers"
    MERCHANTS = "merchants"
    PASSENGERS = "passengers"
    DRIVERS = "drivers"
    ELDERS = "elders"
    OTHER = "other"


class OutreachEventSchema(StrictSchema):
    activity = one_of(Activity, required=True)
    ended_at = Instant(required=True)
    venue = text(120, least=1, required=True)
    audience = fields.List(one_of(Audience), required=True, validate=validate.Length(max=9))
    reached_count = Count(required=True)
    materials_count = Count()
    staff_count = Count(most=1000, required=True)
    partners = fields.List(text(120, least=1), validate=validate.Length(max=20))
    note = text(500)
