"""Events, sittings and patrols that never moved, of a township in a range of days."""

from collections.abc import Iterator, Sequence
from datetime import date
from uuid import UUID

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from xunhu.clinics.models import ClinicSession, Consultation
from xunhu.coverage.choosing import is_chosen
from xunhu.coverage.leaves import stepless
from xunhu.coverage.ranges import Range
from xunhu.outreach.models import OutreachEvent
from xunhu.patrols.models import Patrol


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


def standstills(session: Session, days: Range, township: str) -> Iterator[tuple[UUID, date]]:
    """Rule 6: the chosen patrols without any step, with the day on which each began."""
    asked = select(Patrol.id, Patrol.began_on).where(
        Patrol.district == days.district,
        Patrol.township == township,
        Patrol.began_on.between(days.from_on, days.to_on),
        stepless(),
        is_chosen(days.which, days.district),
    )
    yield from session.execute(asked)
