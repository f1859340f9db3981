"""What is said of a patrol's positions, from what its records hold."""

from collections.abc import Sequence
from datetime import datetime

import numpy as np
import pytest

from make import MORNING, SEAT
from xunhu.patrols.fixes import Fixes
from xunhu.patrols.track import clean
from xunhu.quality.notes import Note, Ridden, notes, recorded_ms, until_ms

BEGAN = round(MORNING.timestamp() * 1000)
MINUTE = 60_000


def fixes(minutes: Sequence[float], east_m: Sequence[float], accuracy_m: float = 5) -> Fixes:
    """Fixes of one phone, so many minutes after the start and metres east of the seat."""
    many = len(minutes)
    return Fixes(
        time_ms=np.array([BEGAN + round(m * MINUTE) for m in minutes], dtype=np.int64),
        lon=SEAT[0] + np.array(east_m) / 97_200,
        lat=np.full(many, SEAT[1]),
        accuracy_m=np.full(many, float(accuracy_m)),
        part=np.zeros(many, dtype=np.int64),
        index=np.arange(many),
        source=np.zeros(many, dtype=np.int64),
        received_ms=np.full(many, BEGAN + 1000 * MINUTE),
    )


def ridden(raw: Fixes, **told: object) -> Ridden:
    return Ridden(BEGAN, **{"ended_ms": None, "raw": raw, "track": clean(raw), **told})  # type: ignore[arg-type]


def driving(minutes: float, since: float = 0) -> Fixes:
    """Ten metres a second, a fix each five seconds."""
    ticks = np.arange(0, minutes * 60 + 1, 5)
    return fixes(list(since + ticks / 60), list((since * 60 + ticks) * 10))


def codes(one: Ridden) -> list[str]:
    return [note.code for note in notes(one)]


def after(minutes: float) -> int:
    return BEGAN + round(minutes * MINUTE)


def test_a_patrol_without_trouble_has_no_note() -> None:
    one = ridden(driving(20), ended_ms=after(20), parts=frozenset({0}), part_count=1)
    assert notes(one) == []
    assert recorded_ms(one) == until_ms(one) - BEGAN == 20 * MINUTE


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        ([], "unknown"),
        ([(after(11), after(20), "killed"), (after(5), after(11), "hidden")], "killed"),
    ],
)
def test_a_gap_is_told_with_what_the_phone_said_of_most_of_it(
    told: list[tuple[int, int, str]], reason: str
) -> None:
    both = [driving(10), driving(10, since=20)]
    raw = Fixes(*(np.concatenate(c) for c in zip(*(b.columns() for b in both), strict=True)))
    one = ridden(raw, ended_ms=after(30), interruptions=told)
    assert notes(one) == [Note("gap", after(10), after(20), {"reason": reason})]
    assert recorded_ms(one) == 20 * MINUTE


def test_what_was_driven_before_the_first_fix_and_after_the_last_is_a_gap() -> None:
    one = ridden(driving(10, since=5), ended_ms=after(20))
    assert [(n.from_ms, n.to_ms) for n in notes(one)] == [
        (BEGAN, after(5)),
        (after(15), after(20)),
    ]


def test_a_short_tunnel_is_no_note() -> None:
    one = ridden(driving(10, since=1.9), ended_ms=after(11.9))
    assert notes(one) == []


def test_standing_for_ten_minutes_is_a_stop_and_drifting_is_standing() -> None:
    ticks = np.arange(0, 12 * 60 + 1, 5)
    raw = fixes(list(ticks / 60), list(20 * np.sin(ticks)))
    (stop,) = notes(ridden(raw, ended_ms=after(12)))
    assert (stop.code, stop.from_ms, stop.to_ms) == ("stop", BEGAN, after(12))
    nine = ridden(raw.at(ticks <= 9 * 60), ended_ms=after(9))
    assert notes(nine) == []


@pytest.mark.parametrize(
    ("offsets", "found"),
    [([119_000], []), ([-121_000], ["clock-off"]), ([0, 121_000], ["clock-off", "clock-changed"])],
)
def test_a_clock_that_is_off_is_suspected(offsets: list[int], found: list[str]) -> None:
    assert codes(ridden(driving(20), ended_ms=after(20), offsets_ms=offsets)) == found


def test_fixes_from_the_future_are_counted() -> None:
    raw = driving(20)
    early = Fixes(*raw.columns()[:-1], received_ms=np.full(len(raw), after(5)))
    assert "in-the-future" in codes(ridden(early, ended_ms=after(20)))


def test_many_dropped_fixes_are_told_with_how_many_were_inaccurate() -> None:
    raw = driving(20)
    raw.accuracy_m[::5] = 80
    (note,) = notes(ridden(raw, ended_ms=after(20)))
    assert (note.code, dict(note.detail)) == (
        "many-dropped",
        {"count": 49, "of": 241, "inaccurate": 49},
    )


def test_segments_that_have_not_come_are_counted() -> None:
    one = ridden(driving(20), ended_ms=after(20), parts=frozenset({0, 2}), part_count=4)
    (note,) = notes(one)
    assert (note.code, note.detail) == ("parts-missing", {"count": 2})


def test_a_patrol_without_an_end_or_without_a_fix_says_so() -> None:
    assert codes(ridden(driving(20))) == ["no-end"]
    assert codes(ridden(fixes([], []), ended_ms=after(20))) == ["no-track"]
    assert codes(ridden(fixes([], []), is_thinned=True)) == ["thinned"]


def test_all_its_fixes_dropped_leave_one_gap() -> None:
    one = ridden(fixes([1, 2, 3], [0, 0, 0], accuracy_m=900), ended_ms=after(30))
    assert [(n.code, n.from_ms, n.to_ms) for n in notes(one)] == [("gap", BEGAN, after(30))]


def test_the_clock_of_these_tests_is_the_morning() -> None:
    assert datetime.fromtimestamp(BEGAN / 1000, MORNING.tzinfo) == MORNING
