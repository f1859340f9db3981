"""Events and sittings of a township in a range of days."""

from collections.abc import Iterator, Sequence
from datetime import date

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from xunhu.clinics.models import ClinicSession, Consultation
from xunhu.coverage.ranges import Range
from xunhu.outreach.models import OutreachEvent


def events(session: Session, days: Range, township: str) -> Sequence[OutreachEvent]:
    """In no particular order."""
    asked = select(OutreachEvent).where(
        OutreachEvent.district == days.district,
        OutreachEvent.township == township,
        OutreachEvent.occurred_on.between(days.from_on, days.to_on),
    )
    return session.scalars(asked).all()


def sittings(session: Session, days: Range, township: str) -> Iterator[tuple[date, int, int]]:
    """Day by day how many sittings, and how many consultations in them."""
    sitting = ClinicSession
    asked = select(sitting.occurred_on, func.count()).where(
        sitting.district == days.district,
        sitting.township == township,
        sitting.occurred_on.between(days.from_on, days.to_on),
    )
    held = asked.group_by(sitting.occurred_on)
    of = (Consultation.district == sitting.district) & (Consultation.session == sitting.id)
    consultations = dict(session.execute(held.join(Consultation, of)).all())
    for day, count in session.execute(held):
        yield day, count, consultations.get(day, 0)
