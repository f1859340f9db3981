"""The slow counts of hazards on cases worked out by hand, and the product's against them."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from oracle.earth import day_of
from oracle.plain import Hazard, HazardStep
from oracle.slow_hazards import hazard_numbers
from oracle.slow_rules import find_history, measure
from oracle.walks import MORNING, check_in, danger, goal, line, point, square, step
from xunhu.coverage.hazard_counts import HazardCounts
from xunhu.hazards.standing import Step, standing

WEST, EAST = "500119001", "500119002"
TOWNSHIPS = {WEST: square(-5000, 1000), EAST: square(1000, 5000)}
TODAY = MORNING.date()


def counted(*hazards: Hazard, first: int = 0, last: int = 0) -> list[int]:
    """Opened, open, overdue and closed from one day after this morning to another."""
    span = [TODAY + timedelta(days=days) for days in (first, last)]
    numbers = hazard_numbers(hazards, *span)
    return [numbers[name] for name in ("opened", "open", "overdue", "closed")]


def test_a_hazard_is_opened_on_its_day_and_open_ever_after() -> None:
    assert counted(danger(), first=-9, last=-1) == [0, 0, 0, 0]
    assert counted(danger()) == [1, 1, 0, 0]
    assert counted(danger(), first=1, last=99) == [0, 1, 0, 0]


def test_verified_in_the_range_is_closed_and_before_it_is_nothing() -> None:
    gone = danger(step("rectified", 3), step("verified", 5))
    assert counted(gone, first=0, last=4) == [1, 1, 0, 0]
    assert counted(gone, first=5, last=9) == [0, 0, 0, 1]
    assert counted(gone, first=6, last=9) == [0, 0, 0, 0]


def test_reopened_in_the_range_is_open_and_not_closed() -> None:
    back = danger(step("reopened", 6), step("verified", 5))
    assert counted(back, first=0, last=5) == [1, 0, 0, 1]
    assert counted(back, first=0, last=6) == [1, 1, 0, 0]


def test_overdue_is_past_the_due_day_that_was_told_last() -> None:
    late = danger(step("assigned", 0, due_in=2), step("measure", 3, due_in=6))
    overdue = [counted(late, last=last)[2] for last in range(9)]
    assert overdue == [0, 0, 0, 0, 0, 0, 0, 1, 1]


def test_hazards_count_in_their_own_township_and_make_no_active_day() -> None:
    found = measure(find_history([], TOWNSHIPS, [], hazards=[danger()]), TODAY, TODAY, TODAY)
    assert [found.townships[code]["hazards"]["open"] for code in (WEST, EAST)] == [1, 0]
    assert (found.totals["hazards"]["opened"], found.totals["active_days"]) == (1, 0)


@pytest.mark.parametrize(("method", "visited"), [("gps", 1), ("qr", 1), ("manual", 0)])
def test_a_check_in_visits_the_place_it_names_but_no_line(method: str, visited: int) -> None:
    school, rail = goal("school", "school", point(0)), goal("r", "railway", line((0, 0), (40, 0)))
    told = [check_in(name, method) for name in ("school", "r", "unknown")]
    history = find_history([], TOWNSHIPS, [school, rail], check_ins=told)
    totals = measure(history, TODAY, TODAY, TODAY).totals
    assert (totals["school"]["visited"], totals["railway"]["covered_m"]) == (visited, 0)


moments = st.integers(0, 40).map(
    lambda hours: datetime(2026, 3, 1, tzinfo=UTC) + timedelta(hours=6 * hours)
)
days = st.integers(0, 12).map(lambda number: date(2026, 2, 28) + timedelta(days=number))
steps = st.builds(
    HazardStep,
    id=st.uuids(version=4).map(str),
    action=st.sampled_from(["assigned", "measure", "rectified", "verified", "reopened"]),
    occurred_at=moments,
    due_on=st.none() | days,
)
hazards = st.builds(
    Hazard, township=st.just(WEST), occurred_at=moments, steps=st.lists(steps, max_size=6)
)


@given(st.lists(hazards, max_size=4), days, days)
def test_the_product_counts_the_same(drawn: list[Hazard], one: date, other: date) -> None:
    first, last = sorted((one, other))
    counts = HazardCounts()
    for hazard in drawn:
        told = sorted(hazard["steps"], key=lambda s: (s["occurred_at"], s["id"]))
        taken = [Step(s["action"], day_of(s["occurred_at"]), s["due_on"]) for s in told]
        opened_on = day_of(hazard["occurred_at"])
        if opened_on <= last:
            until = [s for s in taken if s.on <= last]
            counts.count(opened_on, standing(until), first, last)
    slow: dict[str, Any] = hazard_numbers(drawn, first, last)
    assert vars(counts) == slow
