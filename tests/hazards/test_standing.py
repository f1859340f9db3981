"""How the steps of a hazard leave it, in the order in which they happened."""

from datetime import date, timedelta

from xunhu.hazards.standing import Standing, Step, standing

MONDAY = date(2026, 11, 2)


def step(action: str, days: int = 0, due_in: int | None = None) -> Step:
    """A step so many days after Monday, due so many days after it."""
    due_on = None if due_in is None else MONDAY + timedelta(days=due_in)
    return Step(action, MONDAY + timedelta(days=days), due_on)


def day(days: int) -> date:
    return MONDAY + timedelta(days=days)


def test_a_hazard_without_steps_is_open_and_never_overdue() -> None:
    assert standing([]) == Standing(closed_on=None, due_on=None)
    assert not standing([]).is_overdue(date.max)


def test_rectified_alone_closes_nothing() -> None:
    assert standing([step("assigned"), step("measure"), step("rectified")]).is_open


def test_verified_closes_it_on_that_day() -> None:
    assert standing([step("verified", 3)]).closed_on == day(3)


def test_reopened_opens_it_again() -> None:
    assert standing([step("verified", 1), step("reopened", 2)]).is_open


def test_verified_once_more_it_is_closed_by_the_later_one() -> None:
    steps = [step("verified", 1), step("reopened", 2), step("verified", 5)]
    assert standing(steps).closed_on == day(5)


def test_to_verify_a_closed_one_changes_nothing() -> None:
    assert standing([step("verified", 1), step("verified", 4)]).closed_on == day(1)


def test_to_reopen_an_open_one_changes_nothing() -> None:
    assert standing([step("reopened"), step("verified", 1)]).closed_on == day(1)


def test_it_is_overdue_from_the_day_after_the_due_day() -> None:
    found = standing([step("assigned", due_in=5)])
    assert (found.is_overdue(day(5)), found.is_overdue(day(6))) == (False, True)


def test_the_due_day_that_was_set_last_holds() -> None:
    sooner = standing([step("assigned", due_in=9), step("measure", due_in=3)])
    later = standing([step("assigned", due_in=3), step("measure", due_in=9), step("rectified")])
    assert (sooner.due_on, later.due_on) == (day(3), day(9))


def test_a_closed_one_is_not_overdue() -> None:
    assert not standing([step("assigned", due_in=1), step("verified", 8)]).is_overdue(day(9))


def test_a_reopened_one_keeps_its_due_day_until_it_gets_another() -> None:
    steps = [step("assigned", due_in=1), step("verified", 1), step("reopened", 6)]
    assert standing(steps).is_overdue(day(7))
    assert not standing([*steps, step("assigned", 6, due_in=20)]).is_overdue(day(7))
