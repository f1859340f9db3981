"""All hazards of a district in columns, a row for each time in which one stood as it did."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from sqlalchemy.orm import Session

from xunhu.hazards.history import PastHazard, hazards_between
from xunhu.hazards.standing import Step, standing

FOREVER = date.max.toordinal() + 1
NO_DAY = 0

Days = NDArray[np.int32]


class Periods(NamedTuple):
    """n periods in columns, days as ordinals: a hazard stood so on `since` and up to the day before
    `until`. `township` is a place in `townships`; `closed_on` and `due_on` are NO_DAY for none.
    """

    townships: Sequence[str]
    township: Days
    opened_on: Days
    since: Days
    until: Days
    closed_on: Days
    due_on: Days


def periods_of(session: Session, district: str) -> Periods:
    """Every hazard of a district from the day on which it was seen."""
    return periods(hazards_between(session, district, date.min, date.max))


def periods(hazards: Iterable[PastHazard]) -> Periods:
    """The same of these hazards, whose steps come in the order in which they happened."""
    places: dict[str, int] = {}
    rows = [
        (places.setdefault(hazard.township, len(places)), *row)
        for hazard in hazards
        for row in _rows(hazard)
    ]
    columns = np.array(rows, dtype=np.int32).reshape(-1, 6).T
    return Periods(list(places), *columns)


def _rows(hazard: PastHazard) -> Iterable[tuple[int, int, int, int, int]]:
    """As it stands at the end of the day it was seen, and of each day with a step after it."""
    opened = hazard.opened_on.toordinal()
    later = {step.on.toordinal() for step in hazard.steps}
    begins = [opened, *sorted(day for day in later if day > opened)]
    for begin, until in zip(begins, [*begins[1:], FOREVER], strict=True):
        stands = standing(_until(hazard.steps, begin))
        yield opened, begin, until, _ordinal(stands.closed_on), _ordinal(stands.due_on)


def _until(steps: Iterable[Step], day: int) -> Iterable[Step]:
    return (step for step in steps if step.on.toordinal() <= day)


def _ordinal(day: date | None) -> int:
    return day.toordinal() if day else NO_DAY


def counts_on(found: Periods, from_on: date, to_on: date) -> Mapping[str, NDArray[np.int64]]:
    """By name how many hazards of each township were `opened` and `closed` in a range, and `open`
    and `overdue` at its end (contract section 7).
    """
    first, last = from_on.toordinal(), to_on.toordinal()
    then = (found.since <= last) & (last < found.until)
    is_open = then & (found.closed_on == NO_DAY)
    chosen = {
        "opened": then & (found.opened_on >= first),
        "open": is_open,
        "overdue": is_open & (found.due_on != NO_DAY) & (found.due_on < last),
        "closed": then & (found.closed_on >= first) & (found.closed_on != NO_DAY),
    }
    many = len(found.townships)
    return {
        name: np.bincount(found.township[mask], minlength=many) for name, mask in chosen.items()
    }
