"""The slow rule 5 on lines and places whose answers were worked out by hand."""

from datetime import timedelta
from typing import Any

import pytest

from oracle.plain import Patrol, Target
from oracle.slow_rules import Coverage, coverage, find_history, measure
from oracle.walks import MORNING, goal, line, outing, point, sitting, square, talk, walk

WEST, EAST = "500119001", "500119002"
TOWNSHIPS = {WEST: square(-5000, 1000), EAST: square(1000, 5000)}
TODAY = MORNING.date()
RAIL = goal("rail", "railway", line((0, 0), (120, 0)))


def cover(*patrols: Patrol, targets: tuple[Target, ...] = (), **changes: Any) -> Coverage:
    asked = {"outreach": [], "sittings": [], "from_on": TODAY, "to_on": TODAY, "today": TODAY}
    return coverage(patrols, TOWNSHIPS, targets, **{**asked, **changes})


def metres(length_m: float) -> Any:
    return pytest.approx(length_m, abs=0.001)


def test_a_line_is_cut_into_fifties_and_a_rest() -> None:
    """Walked from 100 m east: the middles of the pieces are at 25, 75 and 110."""
    found = cover(outing(walk(100, 115, north_m=20)), targets=(RAIL,))
    rail = found.townships[WEST]["railway"]
    assert found.covered_pieces == {("rail", 1), ("rail", 2)}
    assert (rail["length_m"], rail["covered_m"]) == (metres(120), metres(70))
    assert (rail["oldest_days"], rail["never_m"]) == (None, metres(50))
    assert rail["share"] == pytest.approx(70 / 120)


@pytest.mark.parametrize(
    ("layer", "north_m", "pieces"),
    [("railway", 59.9, 1), ("railway", 60.1, 0), ("road", 29.9, 1), ("road", 30.1, 0)],
)
def test_how_far_a_line_is_reached(layer: str, north_m: float, pieces: int) -> None:
    short = goal("line", layer, line((0, 0), (40, 0)))
    found = cover(outing(walk(0, 40, north_m=north_m)), targets=(short,))
    assert len(found.covered_pieces) == pieces


def test_the_way_between_two_fixes_covers_too_but_not_a_gap() -> None:
    short = goal("line", "railway", line((180, 0), (220, 0)))
    joined, apart = walk(0, 400, every_s=20), walk(0, 400, every_s=61)
    assert cover(outing(joined), targets=(short,)).covered_pieces == {("line", 0)}
    assert cover(outing(apart), targets=(short,)).covered_pieces == set()


def test_what_lies_ahead_of_a_walk_is_not_covered() -> None:
    """The piece's middle is at 20 m; one walk starts 59 m behind it, the other 62 m."""
    short = goal("line", "railway", line((0, 0), (40, 0)))
    assert cover(outing(walk(79, 100)), targets=(short,)).covered_pieces == {("line", 0)}
    assert cover(outing(walk(82, 100)), targets=(short,)).covered_pieces == set()


def test_chainage_follows_the_bends() -> None:
    """100 m north, then 100 m east: of the four middles only (75, 100) is within 60 m."""
    bent = goal("bent", "railway", line((0, 0), (0, 100), (100, 100)))
    found = cover(outing(walk(75, 85, north_m=150)), targets=(bent,))
    assert found.covered_pieces == {("bent", 3)}


def test_a_lone_fix_reaches_nothing() -> None:
    school = goal("school", "school", point(0))
    assert cover(outing(walk(0)), targets=(RAIL, school)).totals["school"]["visited"] == 0


def test_standing_still_at_a_school_visits_it() -> None:
    school = goal("school", "school", point(0, 140))
    assert cover(outing(walk(0, 0)), targets=(school,)).visited_targets == {"school"}


def test_the_parts_of_a_line_go_on_with_the_chainage() -> None:
    """Parts of 30 m and 40 m: a piece of 50 m with its middle at 25 m, one of 20 m."""
    parts = [line((0, 0), (30, 0)), line((2000, 0), (2040, 0))]
    whole = {"type": "MultiLineString", "coordinates": [p["coordinates"] for p in parts]}
    found = cover(targets=(goal("line", "road", whole),))
    assert found.townships[WEST]["road"]["length_m"] == metres(50)
    assert found.townships[EAST]["road"]["length_m"] == metres(20)
    assert found.totals["road"]["never_m"] == metres(70)


def test_the_age_of_a_line_is_that_of_its_oldest_piece() -> None:
    """Pieces 0 and 1 were passed three days ago, 1 and 2 today."""
    before = outing(walk(0, 20, began_at=MORNING - timedelta(days=3)))
    after = outing(walk(110, 120))
    history = find_history([before, after], TOWNSHIPS, [RAIL])
    later = measure(history, TODAY, TODAY + timedelta(days=9), TODAY + timedelta(days=2))
    earlier = measure(history, TODAY, TODAY - timedelta(days=1), TODAY)
    assert later.totals["railway"]["oldest_days"] == 5
    assert (earlier.totals["railway"]["never_m"], earlier.covered_pieces) == (metres(20), set())


def test_a_place_is_visited_within_its_own_radius() -> None:
    near = goal("near", "school", point(0, 149.9))
    far = goal("far", "school", point(0, -150.1))
    wide = goal("wide", "village", point(0, 400), radius_m=401)
    found = cover(outing(walk(-20, 20)), targets=(near, far, wide))
    assert found.visited_targets == {"near", "wide"}
    school = {"count": 2, "visited": 1, "share": 0.5, "oldest_days": None, "never": 1}
    assert found.townships[WEST]["school"] == school


def test_a_polygon_is_visited_only_when_met() -> None:
    met = goal("met", "enterprise", square(100, 200, 50))
    missed = goal("missed", "enterprise", square(125, 200, 50))
    found = cover(outing(walk(0, 120)), targets=(met, missed))
    assert found.visited_targets == {"met"}


def test_an_event_and_a_sitting_visit_what_they_name_but_no_line() -> None:
    school, clinic = goal("school", "school", point(0)), goal("clinic", "clinic", point(50))
    events = [talk("school"), talk("rail"), talk("unknown")]
    found = cover(targets=(school, clinic, RAIL), outreach=events, sittings=[sitting("clinic")])
    assert found.visited_targets == {"school", "clinic"}
    assert found.totals["railway"]["covered_m"] == 0


def test_closed_and_outlying_targets_leave_the_counts() -> None:
    shut = goal("shut", "crossing", point(0), status="inaccessible")
    gone = goal("gone", "railway", line((0, 0), (120, 0)), status="excluded")
    away = goal("away", "village", point(9000))
    passing = outing(walk(0, 100)), outing(walk(9000, 9100))
    found = cover(*passing, targets=(shut, gone, away))
    assert [found.totals[layer] for layer in ("crossing", "railway", "village")] == [None] * 3
    assert (found.covered_pieces, found.visited_targets) == (set(), set())


def test_totals_add_up_over_the_townships() -> None:
    """The border is at 1,000 m: middles at 925 and 975 are in the west, 1,025 in the east."""
    over = goal("over", "railway", line((900, 0), (1050, 0)))
    found = cover(outing(walk(1070, 1080)), targets=(over,))
    west, east = (found.townships[code]["railway"] for code in (WEST, EAST))
    totals = found.totals["railway"]
    assert (east["length_m"], east["oldest_days"]) == (metres(50), 0)
    assert (west["length_m"], west["oldest_days"]) == (metres(100), None)
    assert (totals["length_m"], totals["oldest_days"]) == (metres(150), None)
    assert totals["share"] == pytest.approx(1 / 3)


def test_a_border_belongs_to_the_lowest_code() -> None:
    corner = TOWNSHIPS[EAST]["coordinates"][0][0]
    edge = goal("edge", "village", {"type": "Point", "coordinates": corner})
    found = cover(targets=(edge,))
    assert found.townships[WEST]["village"]["count"] == 1
    assert found.townships[EAST]["village"] is None
