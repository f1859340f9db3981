"""The records behind a number of `/coverage`: whoever doubts it can open each of them.

Of clinic sittings only counts are told, and of no record who made it.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from xunhu.coverage.choosing import of_chosen
from xunhu.coverage.ground import LAYERS
from xunhu.coverage.hazard_counts import HazardCounts
from xunhu.coverage.models import PatrolDaySum
from xunhu.coverage.ranges import EVERY_PATROL, Range
from xunhu.coverage.township import happenings
from xunhu.coverage.township.passing import passing
from xunhu.hazards.history import hazards_between


class Asked(NamedTuple):
    """In which township and on which days; judged as of `today` when that is earlier."""

    session: Session
    days: Range
    township: str
    today: date


@dataclass(frozen=True)
class Evidence:
    """A record on a day, and what it adds to the number; no id where only counts are told.

    `readable` where whoever asks may open it: a patrol from next door passes here, too.
    """

    kind: str
    record: UUID | None
    on: date
    counts: Mapping[str, float]
    readable: bool = False


def evidence(asked: Asked, metric: str) -> list[Evidence]:
    """All that is behind a number, day by day; `metric` is one of METRICS."""
    return sorted(METRICS[metric](asked), key=lambda one: (one.on, one.kind, str(one.record)))


def _patrols(asked: Asked) -> Iterator[Evidence]:
    """Each once, on the first day on which it counts here."""
    told = set()
    for row in asked.session.scalars(_rows(asked).where(PatrolDaySum.step_count > 0)):
        if row.patrol not in told:
            told.add(row.patrol)
            yield Evidence("patrol", row.patrol, row.day, {"patrols": 1})
    for patrol, day in happenings.standstills(asked.session, asked.days, asked.township):
        yield Evidence("patrol", patrol, day, {"patrols": 1})


def _added(column: str, name: str, per_unit: float) -> Callable[[Asked], Iterator[Evidence]]:
    def find(asked: Asked) -> Iterator[Evidence]:
        for row in asked.session.scalars(_rows(asked)):
            if amount := getattr(row, column):
                yield Evidence("patrol", row.patrol, row.day, {name: amount / per_unit})

    return find


def _active_days(asked: Asked) -> Iterator[Evidence]:
    for row in asked.session.scalars(_rows(asked).where(PatrolDaySum.step_count > 0)):
        yield Evidence("patrol", row.patrol, row.day, {"steps": row.step_count})
    if asked.days.which == EVERY_PATROL:
        yield from _events(asked)
        yield from _sittings(asked)


def _last_activity(asked: Asked) -> Iterator[Evidence]:
    found = list(_active_days(asked))
    last = max((one.on for one in found), default=None)
    return (one for one in found if one.on == last)


def _events(asked: Asked) -> Iterator[Evidence]:
    for event in happenings.events(asked.session, asked.days, asked.township):
        counts = {"events": 1, "reached": event.reached_count, "materials": event.materials_count}
        yield Evidence("outreach_event", event.id, event.occurred_on, counts)


def _sittings(asked: Asked) -> Iterator[Evidence]:
    for day, sessions, consultations in happenings.sittings(
        asked.session, asked.days, asked.township
    ):
        counts = {"sessions": sessions, "consultations": consultations}
        yield Evidence("clinic_session", None, day, counts)


def _hazards(asked: Asked) -> Iterator[Evidence]:
    days = asked.days
    for hazard in hazards_between(asked.session, days.district, days.from_on, days.to_on):
        counts = HazardCounts()
        counts.count(hazard.opened_on, hazard.stands, days.from_on, days.to_on)
        if hazard.township == asked.township and any(asdict(counts).values()):
            yield Evidence("hazard", hazard.id, hazard.opened_on, asdict(counts))


def _passed(layer: str) -> Callable[[Asked], Iterator[Evidence]]:
    def find(asked: Asked) -> Iterator[Evidence]:
        for found in passing(asked.session, asked.days, asked.township, layer, asked.today):
            yield Evidence(*found)

    return find


def _rows(asked: Asked) -> Select[PatrolDaySum]:
    rows = PatrolDaySum
    here = (rows.district == asked.days.district) & (rows.township == asked.township)
    on = rows.day.between(asked.days.from_on, asked.days.to_on)
    found = select(rows).where(here, on).order_by(rows.day, rows.patrol)
    return of_chosen(found, rows, asked.days)


METRICS: Mapping[str, Callable[[Asked], Any]] = {
    "patrols": _patrols,
    "distance_m": _added("distance_um", "distance_m", 1e6),
    "recorded_s": _added("recorded_ms", "recorded_s", 1e3),
    "active_days": _active_days,
    "last_activity_on": _last_activity,
    "outreach": _events,
    "clinic": _sittings,
    "hazards": _hazards,
    **{layer: _passed(layer) for layer in LAYERS},
}
