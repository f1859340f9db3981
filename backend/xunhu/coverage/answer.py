"""The answer of `/coverage`: one function feeds the API, the table and the map."""

from datetime import date
from typing import Any

import numpy as np
from sqlalchemy.orm import Session

from xunhu.coverage.clocks import Clocks, clocks_of
from xunhu.coverage.counted import counted
from xunhu.coverage.ground import Numbers
from xunhu.coverage.hazard_counts import HazardCounts, hazard_counts
from xunhu.coverage.measure import Visits, layers, sums
from xunhu.coverage.ranges import Range
from xunhu.coverage.span import NEVER, Span, at_numbers
from xunhu.coverage.spans import Chosen, Spans, spans
from xunhu.townships.locate import places_of


def stamp(session: Session, days: Range) -> Clocks:
    """Another one whenever `coverage` may give another answer on the same day."""
    return clocks_of(session, days.district)


def coverage(
    session: Session, days: Range, today: date, clocks: Clocks | None = None
) -> dict[str, Any]:
    """By code the properties of each township, in the order of the codes; the district under "".

    `clocks` are those of `stamp`, if it was just asked.
    Ends the transaction when blocks of days were worked out that can be kept.
    """
    clocks, judged_on = clocks or stamp(session, days), min(days.to_on, today)
    places = places_of(days.district, clocks.ground)
    pieces = counted(days.district, clocks.ground, len(places), judged_on)
    tree = spans(session, days, today, clocks)
    span = tree.over(days.from_on.toordinal(), days.to_on.toordinal())
    visits = _visits(tree, pieces.numbers, span, days, judged_on)
    hazards, all_hazards = hazard_counts(session, days, clocks.hazards)
    *townships, district = zip(sums(span), layers(pieces, visits, judged_on), strict=True)
    numbers = {
        place.code: {
            "code": place.code,
            "name": place.name,
            "approximate": place.approximate,
            **done,
            "hazards": vars(hazards.get(place.code, HazardCounts())),
            **visited,
        }
        for place, (done, visited) in zip(places, townships, strict=True)
    }
    done, visited = district
    approximate = any(place.approximate for place in places)
    numbers[""] = {"approximate": approximate, **done, "hazards": vars(all_hazards), **visited}
    tree.write_down()
    return numbers


def _visits(
    tree: Spans | Chosen, numbers: Numbers, span: Span, days: Range, judged_on: date
) -> Visits:
    """What was visited in the range, and when last by the day on which it is judged."""
    in_range = at_numbers(span.last, numbers)
    begin, judged = days.from_on.toordinal(), judged_on.toordinal()
    within = in_range
    if judged_on < days.to_on:
        within = at_numbers(tree.latest(begin, judged), numbers)
    before = at_numbers(tree.latest(1, min(begin - 1, judged)), numbers)
    return Visits(in_range != NEVER, np.maximum(before, within))
