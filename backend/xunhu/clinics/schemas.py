"""What may come in as a clinic sitting (contract section 4)."""

from enum import StrEnum

from marshmallow import fields, validate

from xunhu.schemas import Count, Instant, StrictSchema, one_of, text


class Topic(StrEnum):
    """What a question was about."""

    FAMILY = "family"
    LABOUR = "labour"
    DEBT = "debt"
    LAND_HOUSING = "land_housing"
    INJURY_TRAFFIC = "injury_traffic"
    CONSUMER = "consumer"
    NEIGHBOUR = "neighbour"
    FRAUD = "fraud"
    ADMINISTRATIVE = "administrative"
    CRIMINAL = "criminal"
    OTHER = "other"


class ConsultationOutcome(StrEnum):
    """What came of it."""

    ADVICE = "advice"
    DOCUMENT = "document"
    MEDIATION = "mediation"
    LEGAL_AID = "legal_aid"
    COURT = "court"
    FOLLOW_UP = "follow_up"
    OTHER = "other"


class AgeBand(StrEnum):
    """A coarse age; no birthday is ever asked for."""

    UNDER_18 = "under_18"
    FROM_18 = "18_35"
    FROM_36 = "36_59"
    FROM_60 = "60_plus"


class ConsultationSchema(StrictSchema):
    topic = one_of(Topic, required=True)
    outcome = one_of(ConsultationOutcome, required=True)
    minutes = Count(most=1440, required=True)
    age_band = one_of(AgeBand)


class ClinicSessionSchema(StrictSchema):
    ended_at = Instant(required=True)
    staff_count = Count(most=1000, required=True)
    consultations = fields.List(
        fields.Nested(ConsultationSchema), required=True, validate=validate.Length(max=200)
    )
    note = text(500)
