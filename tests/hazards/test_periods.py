"""Hazards in columns count as each hazard by itself does, and follow every change."""

from datetime import date, timedelta
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from make import make_amendment, make_hazard, make_hazard_step, make_void
from people import Person
from xunhu.coverage.hazard_counts import HazardCounts
from xunhu.hazards.history import PastHazard
from xunhu.hazards.periods import counts_on, periods
from xunhu.hazards.standing import Step, standing

FIRST = date(2026, 11, 2)
DAYS = st.integers(0, 9).map(lambda n: FIRST + timedelta(days=n))
STEPS = st.builds(
    Step,
    st.sampled_from(["assigned", "verified", "reopened", "rectified"]),
    DAYS,
    st.none() | DAYS,
)
HAZARDS = st.builds(
    PastHazard,
    st.uuids(),
    st.sampled_from(["500119107", "500119108", "500119212"]),
    DAYS,
    st.lists(STEPS, max_size=5).map(lambda steps: sorted(steps, key=lambda step: step.on)),
)
RANGE = {"from": "2026-11-02", "to": "2026-11-02", "geometry": "none"}


@given(st.lists(HAZARDS, max_size=6), DAYS, DAYS)
def test_columns_count_as_each_hazard_by_itself(
    hazards: list[PastHazard], one: date, other: date
) -> None:
    first, last = sorted((one, other))
    wanted: dict[str, HazardCounts] = {}
    for hazard in hazards:
        counts = wanted.setdefault(hazard.township, HazardCounts())
        if hazard.opened_on <= last:
            stands = standing(step for step in hazard.steps if step.on <= last)
            counts.count(hazard.opened_on, stands, first, last)
    found = periods(hazards)
    counted = counts_on(found, first, last)
    names = ("opened", "open", "overdue", "closed")
    assert {
        code: HazardCounts(*(int(counted[name][n]) for name in names))
        for n, code in enumerate(found.townships)
    } == wanted


def hazards_of(person: Person) -> Any:
    return person.get("/api/v1/coverage", **RANGE).json["totals"]["hazards"]


def test_what_was_counted_before_a_change_is_not_told_after_it(chen: Person, wang: Person) -> None:
    hazard, other = make_hazard(), make_hazard()
    chen.push(hazard, other)
    assert hazards_of(wang) == {"opened": 2, "open": 2, "overdue": 0, "closed": 0}
    wang.push(make_hazard_step(hazard, "verified", author="wang"))
    assert hazards_of(wang) == {"opened": 2, "open": 1, "overdue": 0, "closed": 1}
    chen.push(make_amendment(hazard, {"/properties/occurred_at": "2026-11-01T09:00:00+08:00"}))
    assert hazards_of(wang) == {"opened": 1, "open": 1, "overdue": 0, "closed": 1}
    chen.push(make_void(other))
    assert hazards_of(wang) == {"opened": 0, "open": 0, "overdue": 0, "closed": 1}
