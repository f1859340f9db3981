"""The answer of `/coverage`: one function feeds the API, the table and the map."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import date
from typing import Any

import numpy as np
from sqlalchemy.orm import Session

from xunhu.coverage.ground import LAYERS, NO_GROUP, Ground, ground
from xunhu.coverage.hazard_counts import HazardCounts, hazard_counts
from xunhu.coverage.measure import Visits, grouped, layers, sums, totals
from xunhu.coverage.ranges import Range
from xunhu.coverage.span import NEVER, Span, at_numbers
from xunhu.coverage.spans import Chosen, Spans, spans
from xunhu.coverage.tree import everything_of
from xunhu.townships.locate import places_of


def stamp(session: Session, days: Range, today: date) -> object:
    """Another one whenever `coverage` may give another answer."""
    return everything_of(session, days.district), days, today


def coverage(session: Session, days: Range, today: date) -> dict[str, Any]:
    """By code the properties of each township, in the order of the codes; the district under "".

    Ends the transaction when blocks of days were worked out that can be kept.
    """
    places, known = places_of(days.district), ground(days.district)
    judged_on = min(days.to_on, today)
    tree = spans(session, days, today)
    span = tree.over(days.from_on.toordinal(), days.to_on.toordinal())
    visits = _visits(tree, known, span, days, judged_on)
    hazards = hazard_counts(session, days)
    by_township = known.counting(judged_on)
    district = np.where(by_township == NO_GROUP, NO_GROUP, by_township % len(LAYERS))
    found = grouped(known, visits, by_township, len(places) * len(LAYERS))
    numbers = {
        place.code: {
            "code": place.code,
            "name": place.name,
            "approximate": place.approximate,
            **sums(span, n),
            "hazards": asdict(hazards.get(place.code, HazardCounts())),
            **dict(layers(found, n, judged_on)),
        }
        for n, place in enumerate(places)
    }
    numbers[""] = {
        "approximate": any(place.approximate for place in places),
        **totals(span),
        "hazards": asdict(_together(hazards)),
        **dict(layers(grouped(known, visits, district, len(LAYERS)), 0, judged_on)),
    }
    tree.write_down()
    return numbers


def _visits(
    tree: Spans | Chosen, known: Ground, span: Span, days: Range, judged_on: date
) -> Visits:
    """What was visited in the range, and when last by the day on which it is judged."""
    in_range = at_numbers(span.last, known.numbers)
    begin, judged = days.from_on.toordinal(), judged_on.toordinal()
    within = in_range
    if judged_on < days.to_on:
        within = at_numbers(tree.over(begin, judged).last, known.numbers)
    before = at_numbers(tree.over(1, min(begin - 1, judged)).last, known.numbers)
    return Visits(in_range != NEVER, np.maximum(before, within))


def _together(hazards: Mapping[str, HazardCounts]) -> HazardCounts:
    total = HazardCounts()
    for township in hazards.values():
        total.add(township)
    return total
