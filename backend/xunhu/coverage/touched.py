"""Coverage after a target changed: what it touches is worked out anew, and nothing else."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from pyroaring import BitMap
from sqlalchemy import select
from sqlalchemy.orm import Session

from xunhu.coverage.around import Progress, patrols_reaching
from xunhu.coverage.ground import reacher_of
from xunhu.coverage.kept import carry_over, forget
from xunhu.coverage.leaves import NAMING
from xunhu.coverage.models import PatrolDay
from xunhu.coverage.rows import reached_by_day
from xunhu.coverage.sets import NO_SET, either, packed_set
from xunhu.patrols.track import RULES_VERSION, clean
from xunhu.targets.apply import Touched, pieces_of


def follow_targets(
    session: Session, district: str, touched: Touched, before: int, progress: Progress
) -> None:
    """Bring the days of patrols up to date with targets; the district's clock is locked.

    `before` is the reference version that the kept blocks of days were worked out on: those of
    which nothing changed still hold.
    """
    pieces = pieces_of(session, district, touched.targets)
    days = _strip(session, district, BitMap([*touched.gone, *(p.number for p, _ in pieces)]))
    reacher = reacher_of(pieces)
    for patrol, fixes in patrols_reaching(session, district, reacher.shapes, progress):
        days |= _add(session, district, patrol, reached_by_day(clean(fixes), reacher))
    days |= _named_days(session, district, touched)
    session.flush()
    forget(session, district, {day.toordinal() for day in days})
    carry_over(session, district, before)


def _strip(session: Session, district: str, numbers: BitMap) -> set[date]:
    """Take pieces out of every row; gives the days of the rows that had one of them."""
    days = set()
    for row in session.scalars(select(PatrolDay).where(PatrolDay.district == district)):
        reached = BitMap.deserialize(row.reached)
        if reached.intersect(numbers):
            days.add(row.day)
            _keep(session, row, reached - numbers)
    session.flush()
    return days


def _keep(session: Session, row: PatrolDay, reached: BitMap) -> None:
    """As a rebuild would have it: a day on which nothing was reached or crossed has no row."""
    row.reached = packed_set(reached)
    if row.reached == row.crossed == NO_SET:
        session.delete(row)


def _add(session: Session, district: str, patrol: UUID, found: Mapping[date, BitMap]) -> set[date]:
    for day, reached in found.items():
        row = session.get(PatrolDay, (district, day, patrol))
        if row is None:
            row = PatrolDay(district=district, day=day, patrol=patrol, rules=RULES_VERSION)
            row.reached = row.crossed = NO_SET
            session.add(row)
        row.reached = either(row.reached, packed_set(reached))
    return set(found)


def _named_days(session: Session, district: str, touched: Touched) -> set[date]:
    """The days of what visits a target because it names it (rule 5)."""
    days: set[date] = set()
    for table, target, counts in NAMING:
        here = (table.district == district) & target.in_(touched.targets) & counts
        days |= set(session.scalars(select(table.occurred_on).where(here)))
    return days
