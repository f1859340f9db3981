"""The committed reference files: what they hold, and that they can be made again."""

import os
from pathlib import Path

import pytest
import shapely
from shapely import Point
from shapely.geometry import shape

from xunhu.reference import build, load
from xunhu.reference.plane import shape_in_metres

REPOSITORY = Path(__file__).parents[2]
SHARED = Path(os.environ.get("XUNHU_SHARED", REPOSITORY.parent / "shared/data"))
COMMITTED = Path(build.__file__).parent


def polygons():
    return [shape(town.geometry) for town in load.townships()]


def outline():
    return shape(load.district()["geometry"])


def test_there_are_34_townships_with_codes_of_the_district():
    codes = {town.code for town in load.townships()}
    assert len(codes) == len(load.townships()) == 34
    assert all(code.startswith("500119") and len(code) == 9 for code in codes)


def test_there_are_244_villages_each_in_a_known_township():
    codes = {village.code for village in load.villages()}
    assert len(codes) == len(load.villages()) == 244
    assert {v.township for v in load.villages()} == {t.code for t in load.townships()}
    assert all(v.code.startswith(v.township) and len(v.code) == 12 for v in load.villages())


def test_townships_tile_the_district_without_gap_or_overlap():
    assert shapely.coverage_is_valid(polygons())
    difference = shapely.coverage_union_all(polygons()).symmetric_difference(outline())
    assert shape_in_metres(difference).area < 100


def test_townships_add_up_to_the_area_of_the_district():
    area_km2 = sum(shape_in_metres(polygon).area for polygon in polygons()) / 1e6
    assert area_km2 == pytest.approx(2_589, rel=0.005)


def test_every_seat_lies_inside_its_own_township():
    assert all(shape(town.geometry).contains(Point(town.seat)) for town in load.townships())


def test_outer_rings_run_anticlockwise():
    assert all(polygon.exterior.is_ccw for polygon in [*polygons(), outline()])


def test_whatever_is_drawn_says_that_it_is_approximate():
    drawn = [line["properties"] for line in load.railways()]
    assert all(line["approximate"] is True and line["method"] for line in drawn)
    assert all(town.approximate and town.method for town in load.townships())


def test_railways_run_from_the_town_to_the_edge_of_the_district():
    for line in (shape(feature["geometry"]) for feature in load.railways()):
        assert line.coords[0] == build.TOWN
        assert line.covered_by(outline().buffer(1e-6))
        assert outline().exterior.distance(Point(line.coords[-1])) < 1e-6


def test_townships_fit_a_phone():
    assert (COMMITTED / "townships.geojson").stat().st_size < 300_000


def test_the_committed_files_are_what_the_script_builds():
    if not SHARED.is_dir():
        print(f"skipped: no shared data at {SHARED}; set XUNHU_SHARED")
        pytest.skip(f"no shared data at {SHARED}; set XUNHU_SHARED")
    for name, text in build.build(SHARED).items():
        assert (COMMITTED / name).read_text("utf-8") == text
