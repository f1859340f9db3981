"""The slow rules on cases whose answers were worked out by hand."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from oracle.plain import Patrol, Target
from oracle.slow_rules import Coverage, coverage, find_history, measure
from oracle.slow_track import kept
from oracle.walks import (
    MORNING,
    goal,
    outing,
    point,
    segment,
    sitting,
    spot,
    square,
    talk,
    walk,
)

WEST, EAST = "500119001", "500119002"
TOWNSHIPS = {WEST: square(-5000, 1000), EAST: square(1000, 5000)}
TODAY = MORNING.date()


def cover(*patrols: Patrol, targets: tuple[Target, ...] = (), **changes: Any) -> Coverage:
    asked = {"outreach": [], "sittings": [], "from_on": TODAY, "to_on": TODAY, "today": TODAY}
    return coverage(patrols, TOWNSHIPS, targets, **{**asked, **changes})


def metres(length_m: float) -> Any:
    return pytest.approx(length_m, abs=0.001)


def test_steps_are_counted_only_from_ten_metres_on() -> None:
    """Fixes 6 m apart: counted at 0, 12, 24 … 60; the last 6 m are no step."""
    totals = cover(outing(walk(*range(0, 67, 6)))).totals
    assert totals["distance_m"] == metres(60)
    assert totals["recorded_s"] == 110


def test_standing_still_takes_time_but_no_distance() -> None:
    totals = cover(outing(walk(0, 3, 0, 4, 0))).totals
    assert (totals["distance_m"], totals["recorded_s"]) == (0, 40)


def test_sixty_seconds_are_joined_and_sixty_one_are_a_gap() -> None:
    spots = [spot(0), spot(100), spot(200), spot(300)]
    totals = cover(outing(segment([0, 60, 121, 181], spots))).totals
    assert totals["distance_m"] == metres(200)
    assert totals["recorded_s"] == 120


def test_more_than_five_hundred_metres_are_a_gap() -> None:
    totals = cover(outing(walk(0, 499, 1000, every_s=50))).totals
    assert totals["distance_m"] == metres(499)


def test_a_step_does_not_reach_over_a_gap() -> None:
    """6 m, a gap, 6 m more: neither stretch has a step of its own."""
    totals = cover(
        outing(segment([0, 10, 100, 110], [spot(0), spot(6), spot(12), spot(18)]))
    ).totals
    assert (totals["distance_m"], totals["recorded_s"]) == (0, 20)


def test_the_border_of_a_segment_is_no_gap() -> None:
    later = walk(40, 60, part=1, began_at=MORNING + timedelta(seconds=20))
    assert cover(outing(later, walk(0, 20))).totals["distance_m"] == metres(60)


def test_backward_times_are_sorted_and_repeats_dropped() -> None:
    """At 10 s there are two fixes; the one with the lower index stays."""
    spots = [spot(0), spot(40), spot(20), spot(20, 60)]
    assert cover(outing(segment([0, 20, 10, 10], spots))).totals["distance_m"] == metres(40)


def test_an_inaccurate_fix_is_dropped_and_one_without_accuracy_kept() -> None:
    """The detour of 100 m north has accuracy 51 and leaves no trace; 50 is good enough."""
    spots = [spot(0), spot(20, 100), spot(40, 30), spot(40)]
    accurate = segment([0, 10, 20, 30], spots, accuracy_m=[None, 51, 50, 0])
    assert cover(outing(accurate)).totals["distance_m"] == metres(50 + 30)


def test_a_fix_later_than_receipt_and_ten_minutes_is_dropped() -> None:
    """Received 590 s before the start: 10 s after it is the last moment believed."""
    received_at_ms = round((MORNING - timedelta(seconds=590)).timestamp() * 1000)
    early = walk(0, 20, 40, every_s=5.001, received_at_ms=received_at_ms)
    in_time = walk(0, 20, 40, every_s=5, received_at_ms=received_at_ms)
    assert cover(outing(early)).totals["distance_m"] == metres(20)
    assert cover(outing(in_time)).totals["distance_m"] == metres(40)


def test_a_fix_before_2000_is_dropped() -> None:
    new_year = datetime.fromisoformat("2000-01-01T00:00:00+00:00")
    fixes = kept([segment([-1, 0, 10], [spot(0)] * 3, began_at=new_year)])
    assert [fix.at_ms for fix in fixes] == [946_684_800_000, 946_684_810_000]


def test_a_fix_off_the_globe_is_dropped() -> None:
    spots = [(180.001, 29.0), (107.1, 90.001), (-181.0, 0.0), (107.1, -91.0), (180.0, 90.0)]
    assert [fix.position for fix in kept([segment(range(5), spots)])] == [(180.0, 90.0)]


def test_four_jumps_are_dropped_and_the_way_back_is_joined() -> None:
    spots = [spot(0), *[spot(30_000)] * 4, spot(50)]
    totals = cover(outing(segment([0, 5, 10, 15, 20, 25], spots))).totals
    assert totals["distance_m"] == metres(50)
    assert totals["recorded_s"] == 25


def test_the_fifth_jump_in_a_row_is_kept_behind_a_gap() -> None:
    """Five fixes 450 m ahead within 5 s: the fifth is kept, 20 m more are walked from there."""
    spots = [spot(0), *[spot(450)] * 5, spot(470)]
    totals = cover(outing(segment([0, 1, 2, 3, 4, 5, 15], spots))).totals
    assert totals["distance_m"] == metres(20)
    assert totals["recorded_s"] == 10


def test_a_drop_for_another_reason_neither_counts_as_a_jump_nor_breaks_the_row() -> None:
    spots = [spot(0), *[spot(450)] * 6, spot(470)]
    accuracy_m = [None, None, None, 99.0, None, None, None, None]
    jumps = segment([0, 1, 2, 3, 4, 5, 6, 16], spots, accuracy_m=accuracy_m)
    assert cover(outing(jumps)).totals["recorded_s"] == 10


def test_a_kept_fix_starts_the_row_of_jumps_again() -> None:
    """Four jumps, one good fix, four jumps, one good fix: nothing but the good ones counts."""
    far = [spot(30_000)] * 4
    jumps = segment(range(11), [spot(0), *far, spot(20), *far, spot(40)])
    assert cover(outing(jumps)).totals["distance_m"] == metres(40)


def test_of_two_sources_the_more_accurate_counts_minute_by_minute() -> None:
    """Minute 0: the tracker, 24 m to the north; minute 1: the phone, alone, 32 m further on."""
    phone = walk(0, 50, 92, every_s=30, accuracy_m=[20.0, 1.0, 20.0])
    tracker = walk(0, 30, 60, source="tracker", north_m=24, accuracy_m=[5.0, None, 10.5])
    totals = cover(outing(phone, tracker)).totals
    assert totals["distance_m"] == metres(30 + 30 + 40)
    assert totals["recorded_s"] == 60


def test_between_equal_sources_the_phone_is_believed() -> None:
    tracker = walk(0, 200, source="tracker")
    assert cover(outing(tracker, walk(0, 20))).totals["distance_m"] == metres(20)


def test_a_known_accuracy_beats_an_unknown_one() -> None:
    tracker = walk(0, 200, source="tracker", accuracy_m=[45.0, 45.0])
    assert cover(outing(tracker, walk(0, 20))).totals["distance_m"] == metres(200)


def test_what_is_recorded_over_midnight_belongs_to_the_new_shanghai_day() -> None:
    late = datetime.fromisoformat("2026-03-01T23:59:50+08:00")
    school = goal("school", "school", point(-160))
    history = find_history([outing(walk(-20, 20, began_at=late))], TOWNSHIPS, [school])
    sunday = measure(history, date(2026, 3, 1), date(2026, 3, 1), TODAY)
    monday = measure(history, TODAY, TODAY, TODAY)
    names = ("distance_m", "recorded_s", "patrols", "active_days")
    assert [sunday.totals[name] for name in names] == [0, 0, 0, 0]
    assert [monday.totals[name] for name in names] == [metres(40), 10, 1, 1]
    assert (sunday.visited_targets, monday.visited_targets) == (set(), {"school"})


def test_a_step_belongs_to_the_township_of_its_middle() -> None:
    """The border is at 1,000 m; the step 960–1,030 has its middle in the west."""
    numbers = cover(outing(walk(900, 960, 1030, 1100))).townships
    assert numbers[WEST]["distance_m"] == metres(130)
    assert numbers[EAST]["distance_m"] == metres(70)
    assert numbers[EAST]["recorded_s"] == 10


def test_what_lies_outside_every_township_counts_nowhere() -> None:
    totals = cover(outing(walk(4950, 4990, 5030, 5070))).totals
    assert totals["distance_m"] == metres(40)
    assert totals["recorded_s"] == 10


def test_a_patrol_counts_in_both_townships_and_once_in_the_totals() -> None:
    found = cover(outing(walk(900, 1050, 1200)))
    assert [found.townships[code]["patrols"] for code in (WEST, EAST)] == [1, 1]
    assert found.totals["patrols"] == 1


def test_a_patrol_without_a_step_counts_where_it_belongs_but_is_no_active_day() -> None:
    found = cover(outing(walk(9000, 9100), township=EAST), outing(township=EAST))
    assert found.townships[EAST]["patrols"] == found.totals["patrols"] == 2
    assert (found.totals["active_days"], found.totals["last_activity_on"]) == (0, None)


def test_a_patrol_with_steps_elsewhere_does_not_count_at_home() -> None:
    assert cover(outing(walk(0, 50), township=EAST)).townships[EAST]["patrols"] == 0


def test_events_and_sittings_make_active_days() -> None:
    yesterday = MORNING - timedelta(days=1)
    found = cover(
        outreach=[talk(materials_count=7), talk(occurred_at=yesterday, township=EAST)],
        sittings=[sitting("clinic")],
        from_on=TODAY - timedelta(days=1),
    )
    assert found.totals["outreach"] == {"events": 2, "reached": 80, "materials": 7}
    assert found.totals["clinic"] == {"sessions": 1, "consultations": 3}
    assert (found.totals["active_days"], found.townships[WEST]["active_days"]) == (2, 1)
    assert found.townships[EAST]["last_activity_on"] == "2026-03-01"
    assert found.totals["last_activity_on"] == "2026-03-02"
