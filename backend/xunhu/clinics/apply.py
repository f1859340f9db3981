"""A sitting's record into rows; registers the kind."""

from uuid import UUID

from xunhu.clinics.models import ClinicSession, Consultation
from xunhu.clinics.schemas import ClinicSessionSchema
from xunhu.db import db
from xunhu.records.kinds import Kind, Sealed, register
from xunhu.records.roles import Reach, Role
from xunhu.schemas import shanghai_day


def apply_session(sealed: Sealed) -> None:
    """A clinic record becomes a sitting and its consultations."""
    db.session.add(
        ClinicSession(
            district=sealed.district,
            id=sealed.id,
            township=sealed.township,
            author=sealed.author,
            clinic=sealed.refs["clinic"],
            occurred_at=sealed.occurred_at,
            occurred_on=shanghai_day(sealed.occurred_at),
            ended_at=sealed.content["ended_at"],
            staff_count=sealed.content["staff_count"],
            consultations=[
                _consultation(sealed, number)
                for number in range(len(sealed.content["consultations"]))
            ],
        )
    )


def _consultation(sealed: Sealed, number: int) -> Consultation:
    told = sealed.content["consultations"][number]
    band = told.get("age_band")
    return Consultation(
        district=sealed.district,
        session=sealed.id,
        number=number,
        topic=told["topic"].value,
        outcome=told["outcome"].value,
        minutes=told["minutes"],
        age_band=band.value if band else None,
    )


def withdraw_session(district: str, sitting: UUID) -> None:
    """Take a sitting away, with its consultations."""
    row = db.session.get(ClinicSession, (district, sitting))
    if row is not None:
        db.session.delete(row)
        db.session.flush()


def register_kinds() -> None:
    """Make `clinic_session` known."""
    register(KIND)


KIND = Kind(
    name="clinic_session",
    schema=ClinicSessionSchema,
    geometries=frozenset({None}),
    refs={"clinic": True},
    layers={"clinic": "clinic"},
    push=frozenset({Role.CLINIC_VOLUNTEER}),
    read={Role.CLINIC_VOLUNTEER: Reach.OWN},  # a client's trouble may be with the township
    apply=apply_session,
    withdraw=withdraw_session,
)
