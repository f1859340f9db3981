"""Which records passed or named the targets of one layer in a township (rule 5)."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

import numpy as np
from pyroaring import BitMap
from sqlalchemy import select
from sqlalchemy.orm import Session

from xunhu.coverage.choosing import of_chosen
from xunhu.coverage.ground import LAYERS, LINE_LAYERS, Ground, ground
from xunhu.coverage.leaves import NAMING
from xunhu.coverage.models import PatrolDay
from xunhu.coverage.ranges import EVERY_PATROL, Range
from xunhu.townships.locate import places_of

Passed = tuple[str, UUID, date, dict[str, float]]
KINDS = ("outreach_event", "clinic_session", "check_in")  # of NAMING


def passing(
    session: Session, days: Range, township: str, layer: str, today: date
) -> Iterator[Passed]:
    """Kind, record, day, and how much of the layer it passed there that counts.

    Of what several passed each tells the whole.
    """
    known = ground(days.district)
    metres = _counting(known, days, township, layer, min(days.to_on, today))
    counted = BitMap(metres)
    asked = select(PatrolDay.patrol, PatrolDay.day, PatrolDay.reached).where(
        PatrolDay.district == days.district, PatrolDay.day.between(days.from_on, days.to_on)
    )
    for patrol, day, reached in session.execute(of_chosen(asked, PatrolDay, days)):
        if hit := BitMap.deserialize(reached) & counted:
            yield "patrol", patrol, day, _amount(layer, [metres[number] for number in hit])
    if layer not in LINE_LAYERS and days.which == EVERY_PATROL:
        yield from _named(session, days, {t for t, n in known.whole.items() if n in counted})


def _counting(
    known: Ground, days: Range, township: str, layer: str, judged_on: date
) -> dict[int, float]:
    """The pieces of the layer that count, by number, and their metres."""
    place = [place.code for place in places_of(days.district)].index(township)
    here = known.counting(judged_on) == place * len(LAYERS) + LAYERS.index(layer)
    numbers, metres = known.numbers[np.flatnonzero(here)], known.lengths_m[here]
    return dict(zip(numbers.tolist(), metres.tolist(), strict=True))


def _named(session: Session, days: Range, targets: set[UUID]) -> Iterator[Passed]:
    for kind, (table, column, counts) in zip(KINDS, NAMING, strict=True):
        asked = select(table.id, table.occurred_on, column).where(
            table.district == days.district,
            table.occurred_on.between(days.from_on, days.to_on),
            column.is_not(None),
            counts,
        )
        for record, day, target in session.execute(asked):
            if target in targets:
                yield kind, record, day, {"visited": 1}


def _amount(layer: str, metres: list[float]) -> dict[str, float]:
    if layer in LINE_LAYERS:
        return {"covered_m": round(sum(metres), 3)}
    return {"visited": len(metres)}
