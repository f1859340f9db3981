"""What the database knows of a range of days, as the plain values that `measure` takes."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from pyroaring import BitMap
from sqlalchemy import Select, func, select, true
from sqlalchemy.orm import Session

from xunhu.check_ins.models import CheckIn
from xunhu.check_ins.schemas import Method
from xunhu.clinics.models import ClinicSession, Consultation
from xunhu.coverage.ground import Ground
from xunhu.coverage.measure import Sums
from xunhu.coverage.models import PatrolDay, PatrolDaySum
from xunhu.hazards.history import hazards_between
from xunhu.outreach.models import OutreachEvent
from xunhu.patrols.models import Patrol

# rule 5: what visits the place that it names, with what it takes to count
NAMING = (
    (OutreachEvent, OutreachEvent.target, true()),
    (ClinicSession, ClinicSession.clinic, true()),
    (CheckIn, CheckIn.target, CheckIn.method != Method.MANUAL.value),
)


@dataclass(frozen=True)
class Range:
    """Calendar days of one district; both ends count."""

    district: str
    from_on: date
    to_on: date


def visits(session: Session, days: Range, ground: Ground) -> Iterator[tuple[date, Any]]:
    """Every visit up to the end of the range, however far back: a day and piece numbers."""
    asked = select(PatrolDay.day, PatrolDay.reached).where(
        PatrolDay.district == days.district, PatrolDay.day <= days.to_on
    )
    by_day: dict[date, list[BitMap]] = defaultdict(list)
    for day, reached in session.execute(asked):
        by_day[day].append(BitMap.deserialize(reached))
    for day, sets in by_day.items():
        yield day, BitMap.union(*sets)
    for table, column, counts in NAMING:
        named = select(table.occurred_on, column).where(
            table.district == days.district, table.occurred_on <= days.to_on
        )
        named = named.where(column.is_not(None), counts)
        for day, target in session.execute(named.distinct()):
            if target is not None and target in ground.whole:
                yield day, [ground.whole[target]]


def sums(session: Session, days: Range) -> dict[str, Sums]:
    """What adds up in each township in the range."""
    found: dict[str, Sums] = defaultdict(Sums)
    for row in session.execute(_patrol_sums(days)):
        township = found[row.township]
        township.distance_mm += row.distance_mm
        township.recorded_ms += row.recorded_ms
        if row.step_count:
            township.patrols.add(row.patrol)
            township.active_on.add(row.day)
    for code, patrol in session.execute(_patrols_without_steps(days)):
        found[code].patrols.add(patrol)
    _add_events(session, days, found)
    _add_sessions(session, days, found)
    _add_hazards(session, days, found)
    return found


def _patrol_sums(days: Range) -> Select[*tuple[Any, ...]]:
    rows = PatrolDaySum
    return select(
        rows.township, rows.patrol, rows.day, rows.distance_mm, rows.recorded_ms, rows.step_count
    ).where(rows.district == days.district, rows.day.between(days.from_on, days.to_on))


def _patrols_without_steps(days: Range) -> Select[*tuple[Any, ...]]:
    """Rule 6: they count in their own township on the day they began."""
    stepped = select(PatrolDaySum.patrol).where(
        PatrolDaySum.district == days.district,
        PatrolDaySum.patrol == Patrol.id,
        PatrolDaySum.step_count > 0,
    )
    return select(Patrol.township, Patrol.id).where(
        Patrol.district == days.district,
        Patrol.began_on.between(days.from_on, days.to_on),
        ~stepped.exists(),
    )


def _add_events(session: Session, days: Range, found: dict[str, Sums]) -> None:
    event = OutreachEvent
    asked = select(
        event.township,
        event.occurred_on,
        func.count(),
        func.sum(event.reached_count),
        func.sum(event.materials_count),
    ).where(event.district == days.district, event.occurred_on.between(days.from_on, days.to_on))
    for code, day, count, reached, materials in session.execute(
        asked.group_by(event.township, event.occurred_on)
    ):
        township = found[code]
        township.events += count
        township.reached += int(reached)
        township.materials += int(materials)
        township.active_on.add(day)


def _add_sessions(session: Session, days: Range, found: dict[str, Sums]) -> None:
    sitting = ClinicSession
    in_range = (sitting.district == days.district) & sitting.occurred_on.between(
        days.from_on, days.to_on
    )
    asked = select(sitting.township, sitting.occurred_on, func.count()).where(in_range)
    for code, day, count in session.execute(asked.group_by(sitting.township, sitting.occurred_on)):
        found[code].sessions += count
        found[code].active_on.add(day)
    joined = (Consultation.district == sitting.district) & (Consultation.session == sitting.id)
    questions = select(sitting.township, func.count()).join(Consultation, joined).where(in_range)
    for code, count in session.execute(questions.group_by(sitting.township)):
        found[code].consultations += count


def _add_hazards(session: Session, days: Range, found: dict[str, Sums]) -> None:
    for hazard in hazards_between(session, days.district, days.from_on, days.to_on):
        counts = found[hazard.township].hazards
        counts.count(hazard.opened_on, hazard.stands, days.from_on, days.to_on)
