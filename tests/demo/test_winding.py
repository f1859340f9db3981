"""Invented roads are winding, not jagged, and end where they should."""

import numpy as np
from shapely import LineString

from xunhu.demo.winding import STEP_M, beside, length_m, winding

START, END = np.array([0.0, 0.0]), np.array([4_000.0, 1_000.0])


def test_a_road_starts_and_ends_where_it_is_told():
    road = winding(START, END, np.random.default_rng(1))
    assert (road[0] == START).all()
    assert (road[-1] == END).all()


def test_a_road_is_longer_than_the_crow_flies_but_not_absurdly():
    lengths = [length_m(winding(START, END, np.random.default_rng(n))) for n in range(20)]
    assert all(1.05 < length / 4_123 < 2.2 for length in lengths)


def test_a_road_has_a_vertex_about_every_ten_metres_and_no_sharp_corners():
    legs = np.diff(winding(START, END, np.random.default_rng(2)), axis=0)
    heading = np.unwrap(np.arctan2(legs[:, 1], legs[:, 0]))
    assert np.abs(np.hypot(*legs.T) - STEP_M).max() < 1.5
    assert np.abs(np.diff(heading)).max() < 1.2


def test_a_track_beside_the_railway_mostly_stays_within_its_reach():
    rail = LineString([(0, 0), (5_000, 0)])
    near = [
        np.mean(np.abs(beside(rail, 1_000, 2_600, np.random.default_rng(n))[:, 1]) < 60)
        for n in range(30)
    ]
    assert 0.75 < np.mean(near) < 1
