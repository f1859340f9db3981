"""The footprint of a range of days, of all patrols or of those that somebody may see."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from pyroaring import BitMap
from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from xunhu.coverage.clocks import clocks_of
from xunhu.coverage.footprint.prints import (
    NOWHERE,
    Footprint,
    one_day,
    pack,
    together,
    unpack,
)
from xunhu.coverage.kept import Shelf
from xunhu.coverage.models import FootprintNode, PatrolDay
from xunhu.coverage.ranges import Range
from xunhu.coverage.tree import Tree
from xunhu.patrols.models import Patrol

# a year of a district is some megabytes; the days of a week are read as quickly from their rows
SHELF = Shelf(FootprintNode, pack, unpack, in_memory=48, lowest=3)


class Numbers(NamedTuple):
    """Cells by their numbers: from `first` to the one before `end`."""

    first: int
    end: int


class Crossed:
    """Where the patrols of one district were, day by day; `which` says of which patrols."""

    def __init__(
        self, session: Session, district: str, which: ColumnElement[bool] | None = None
    ) -> None:
        self.session, self.district, self.which = session, district, which

    def ends(self) -> tuple[date | None, date | None]:
        """The first and the last day with a patrol."""
        asked = select(func.min(PatrolDay.day), func.max(PatrolDay.day))
        first, last = self.session.execute(asked.where(self._here())).one()
        return first, last

    def nothing(self) -> Footprint:
        """A day without a patrol."""
        return NOWHERE

    def between(self, first: int, last: int) -> Mapping[int, Footprint]:
        """By ordinal the days of a range with a patrol, in their order."""
        days = PatrolDay.day.between(date.fromordinal(first), date.fromordinal(last))
        asked = select(PatrolDay.day, PatrolDay.crossed).where(self._here(), days)
        if self.which is not None:
            of = (Patrol.district == PatrolDay.district) & (Patrol.id == PatrolDay.patrol)
            asked = asked.join(Patrol, of).where(self.which)
        cells: dict[int, BitMap] = defaultdict(BitMap)
        for day, crossed in self.session.execute(asked.order_by(PatrolDay.day)):
            cells[day.toordinal()] |= BitMap.deserialize(crossed)
        return {day: one_day(numbers) for day, numbers in cells.items()}

    def _here(self) -> ColumnElement[bool]:
        return PatrolDay.district == self.district


def footprint(session: Session, days: Range, today: date, cells: Numbers) -> Footprint:
    """Of these cells those that patrols crossed in a range of days, and on how many days.

    Ends the transaction when blocks of days were worked out that can be kept.
    """
    stamp = clocks_of(session, days.district).of_days
    tree = Tree(session, Crossed(session, days.district), SHELF, today, stamp)
    runs = tree.runs(days.from_on.toordinal(), days.to_on.toordinal())
    found = together(run.between(*cells) for run in runs)
    tree.write_down()
    return found


def footprint_of(
    session: Session, days: Range, which: ColumnElement[bool], cells: Numbers
) -> Footprint:
    """The same of some patrols only; for a few days, which are read one by one."""
    crossed = Crossed(session, days.district, which)
    each = crossed.between(days.from_on.toordinal(), days.to_on.toordinal())
    return together(day.between(*cells) for day in each.values())
