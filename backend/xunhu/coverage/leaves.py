"""Days as spans, worked out from the rows of patrols, events, sittings and check-ins."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
from pyroaring import BitMap
from sqlalchemy import ColumnElement, Select, and_, func, select, true
from sqlalchemy.orm import Session

from xunhu.check_ins.models import CheckIn
from xunhu.check_ins.schemas import Method
from xunhu.clinics.models import ClinicSession, Consultation
from xunhu.coverage.ground import Ground, ground
from xunhu.coverage.models import PatrolDay, PatrolDaySum
from xunhu.coverage.span import ADDED, Span, nothing
from xunhu.outreach.models import OutreachEvent
from xunhu.patrols.models import Patrol
from xunhu.townships.locate import places_of

# rule 5: what visits the place that it names, with what it takes to count
NAMING: tuple[tuple[Any, Any, ColumnElement[bool]], ...] = (
    (OutreachEvent, OutreachEvent.target, true()),
    (ClinicSession, ClinicSession.clinic, true()),
    (CheckIn, CheckIn.target, CheckIn.method != Method.MANUAL.value),
)
DATED = (
    PatrolDay.day,
    PatrolDaySum.day,
    Patrol.began_on,
    OutreachEvent.occurred_on,
    ClinicSession.occurred_on,
    CheckIn.occurred_on,
)


@dataclass
class _Day:
    """A day while it is added up; keys are places in the order of the townships."""

    reached: BitMap = field(default_factory=BitMap)
    sums: dict[int, dict[str, int]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(int))
    )
    patrols: dict[int, BitMap] = field(default_factory=lambda: defaultdict(BitMap))
    active: set[int] = field(default_factory=set)

    def span(self, ordinal: int, places: int) -> Span:
        """The day as a span over so many townships."""
        last = np.zeros(self.reached.max() + 1 if self.reached else 0, dtype=np.int32)
        last[np.array(self.reached, dtype=np.int64)] = ordinal
        sums = np.zeros((places + 1, len(ADDED)), dtype=np.int64)
        active_on = np.zeros(places + 1, dtype=np.int32)
        for place, added in self.sums.items():
            sums[place] = [added[name] for name in ADDED]
        for place in (*self.active, *([places] if self.active else [])):
            sums[place, ADDED.index("active_days")] = 1
            active_on[place] = ordinal
        return Span(last, sums, active_on, [self.patrols.get(n) or BitMap() for n in range(places)])


def stepless() -> ColumnElement[bool]:
    """Whether a patrol has no step at all, on whatever day."""
    stepped = select(PatrolDaySum.patrol).where(
        PatrolDaySum.district == Patrol.district,
        PatrolDaySum.patrol == Patrol.id,
        PatrolDaySum.step_count > 0,
    )
    return ~stepped.exists()


def leaves_of(
    session: Session, district: str, version: int, which: ColumnElement[bool] | None = None
) -> "Leaves":
    """The days of a district with its townships and targets of now, which are of this version."""
    codes = [place.code for place in places_of(district, version)]
    return Leaves(session, district, codes, ground(district, version), which)


class Leaves:
    """Reads days of one district; `codes` are its townships in order.

    With `which`, of patrols only those of which it is true: what others visited, and what no
    patrol visited, is left out, and a day is active by a patrol alone. Events and sittings are all
    counted.
    """

    def __init__(
        self,
        session: Session,
        district: str,
        codes: Sequence[str],
        ground: Ground,
        which: ColumnElement[bool] | None = None,
    ) -> None:
        self.session, self.district, self.ground = session, district, ground
        self.of_all, self.which = which is None, true() if which is None else which
        self.count = len(codes)
        self.places = {code: place for place, code in enumerate(codes)}

    def ends(self) -> tuple[date | None, date | None]:
        """The first and the last day with anything."""
        asked = [
            select(end(column)).where(column.class_.district == self.district)
            for column in DATED
            for end in (func.min, func.max)
        ]
        found = self.session.execute(select(*(one.scalar_subquery() for one in asked))).one()
        days = [day for day in found if day is not None]
        return min(days, default=None), max(days, default=None)

    def nothing(self) -> Span:
        """A day without anything."""
        return nothing(self.count)

    def between(self, first: int, last: int) -> Mapping[int, Span]:
        """By ordinal, the days of a range on which there was anything, in their order."""
        days: dict[int, _Day] = defaultdict(_Day)
        self.first, self.last = date.fromordinal(first), date.fromordinal(last)
        self._add_tracks(days)
        self._add_patrols_without_steps(days)
        if self.of_all:
            self._add_named(days)
        self._add_events(days)
        self._add_sittings(days)
        return {day: days[day].span(day, len(self.places)) for day in sorted(days)}

    def _within(self, table: Any, column: Any) -> ColumnElement[bool]:
        return and_(table.district == self.district, column.between(self.first, self.last))

    def _add_tracks(self, days: dict[int, _Day]) -> None:
        reached = select(PatrolDay.day, PatrolDay.reached).where(
            self._within(PatrolDay, PatrolDay.day)
        )
        if not self.of_all:
            by = (Patrol.district == PatrolDay.district) & (Patrol.id == PatrolDay.patrol)
            reached = reached.join(Patrol, by).where(self.which)
        for day, numbers in self.session.execute(reached):
            days[day.toordinal()].reached |= BitMap.deserialize(numbers)
        rows = PatrolDaySum
        of = (Patrol.district == rows.district) & (Patrol.id == rows.patrol)
        columns = (
            rows.day,
            rows.township,
            Patrol.number,
            rows.distance_um,
            rows.recorded_ms,
            rows.step_count,
        )
        summed = select(*columns).join(Patrol, of).where(self._within(rows, rows.day), self.which)
        for day, place, number, distance_um, recorded_ms, step_count in self._placed(summed):
            into = days[day]
            into.sums[place]["distance_um"] += distance_um
            into.sums[place]["recorded_ms"] += recorded_ms
            if step_count:
                into.patrols[place].add(number)
                into.active.add(place)

    def _add_patrols_without_steps(self, days: dict[int, _Day]) -> None:
        """Rule 6: they count in their own township on the day they began."""
        asked = select(Patrol.began_on, Patrol.township, Patrol.number)
        asked = asked.where(self._within(Patrol, Patrol.began_on), stepless(), self.which)
        for day, place, number in self._placed(asked):
            days[day].patrols[place].add(number)

    def _add_named(self, days: dict[int, _Day]) -> None:
        for table, column, counts in NAMING:
            named = select(table.occurred_on, column).distinct()
            named = named.where(self._within(table, table.occurred_on), column.is_not(None), counts)
            for day, target in self.session.execute(named):
                if target is not None and target in self.ground.whole:
                    days[day.toordinal()].reached.add(self.ground.whole[target])

    def _add_events(self, days: dict[int, _Day]) -> None:
        event = OutreachEvent
        asked = select(
            event.occurred_on,
            event.township,
            func.count(),
            func.sum(event.reached_count),
            func.sum(event.materials_count),
        )
        asked = asked.where(self._within(event, event.occurred_on)).group_by(
            event.occurred_on, event.township
        )
        for day, place, count, reached, materials in self._placed(asked):
            into = days[day]
            into.active |= {place} if self.of_all else set()
            into.sums[place]["events"] += count
            into.sums[place]["reached"] += int(reached)
            into.sums[place]["materials"] += int(materials)

    def _add_sittings(self, days: dict[int, _Day]) -> None:
        sitting = ClinicSession
        group = sitting.occurred_on, sitting.township
        held = (
            select(*group, func.count())
            .where(self._within(sitting, sitting.occurred_on))
            .group_by(*group)
        )
        for day, place, count in self._placed(held):
            days[day].active |= {place} if self.of_all else set()
            days[day].sums[place]["sessions"] += count
        of = (Consultation.district == sitting.district) & (Consultation.session == sitting.id)
        for day, place, count in self._placed(held.join(Consultation, of)):
            days[day].sums[place]["consultations"] += count

    def _placed(self, asked: Select[*tuple[Any, ...]]) -> Any:
        """Rows of a day and a township: those whose township the district has."""
        for day, code, *rest in self.session.execute(asked):
            place = self.places.get(code)
            if place is not None:
                yield day.toordinal(), place, *rest
