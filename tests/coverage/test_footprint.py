"""Tiles of where patrols have been: the days of each place, and who sees how few days."""

from datetime import timedelta
from typing import Any

import mapbox_vector_tile
import numpy as np
import pytest
from flask import Flask

from coverage_rig.crossing import crossed_by
from make import MORNING, SEAT, make_patrol, make_segment, make_void, rfc3339
from people import NANCHUAN, Person
from xunhu.coverage.models import FootprintNode
from xunhu.coverage.rebuild import rebuild
from xunhu.db import db

TODAY = MORNING.date()
EAST = (SEAT[0] + 0.002, SEAT[1])
_, XS, YS = crossed_by(np.array([[*SEAT, *EAST]]))
CELLS = sorted(zip(XS.tolist(), YS.tolist(), strict=True))


def ride(person: Person, days_ago: int, **more: Any) -> bytes:
    """A patrol from the seat some 190 m to the east."""
    at = MORNING - timedelta(days=days_ago)
    patrol = make_patrol(occurred_at=rfc3339(at), **more)
    person.push(patrol, make_segment(patrol, [SEAT, EAST], began_at=at))
    return patrol


def asked(person: Person, zoom: int, since: int, until: int = 0, known: str = "") -> Any:
    """The tile with the seat, of the days from `since` ago."""
    x, y = XS[0] >> (20 - zoom), YS[0] >> (20 - zoom)
    days = {"from": str(TODAY - timedelta(days=since)), "to": str(TODAY - timedelta(days=until))}
    path, tag = f"/api/v1/coverage/footprint/{zoom}/{x}/{y}.mvt", {"If-None-Match": known}
    return person.client.get(path, query_string=days, headers=tag if known else {})


def squares(answer: Any, zoom: int, finest: int = 20) -> dict[tuple[int, int], int]:
    """By tile of zoom `finest` the days that a vector tile tells."""
    assert answer.status_code == 200, answer.json
    many = 1 << (finest - zoom)
    x0, y0 = XS[0] >> (20 - zoom) << (finest - zoom), YS[0] >> (20 - zoom) << (finest - zoom)
    told = mapbox_vector_tile.decode(answer.data, default_options={"y_coord_down": True})
    found = {}
    for feature in told.get("footprint", {}).get("features", []):
        [ring] = feature["geometry"]["coordinates"]
        west, north = (min(axis) for axis in zip(*ring, strict=True))
        assert max(x for x, _ in ring) - west == 4096 // many
        assert feature["properties"].keys() == {"days"}
        found[x0 + west * many // 4096, y0 + north * many // 4096] = feature["properties"]["days"]
    return found


def test_a_tile_tells_on_how_many_days_each_place_was_passed(chen: Person, zhao: Person) -> None:
    for days_ago in (1, 3, 3, 9, 40):
        ride(chen, days_ago)
    found = squares(asked(zhao, 16, since=20), 16)
    assert sorted(found) == CELLS
    assert {*found.values()} == {3}


def test_kept_blocks_give_the_same(chen: Person, zhao: Person, town: Flask) -> None:
    for days_ago in (2, 5, 17, 30, 31, 100, 300):
        ride(chen, days_ago)
    first = squares(asked(zhao, 15, since=365), 15)
    with town.app_context():
        assert db.session.query(FootprintNode).count() > 0
    assert squares(asked(zhao, 15, since=365), 15) == first
    assert {*first.values()} == {7}
    assert {*squares(asked(zhao, 15, since=32, until=10), 15).values()} == {3}


def test_a_new_ride_is_in_the_next_tile(chen: Person, zhao: Person) -> None:
    ride(chen, 20)
    assert {*squares(asked(zhao, 16, since=60), 16).values()} == {1}
    ride(chen, 21)
    assert {*squares(asked(zhao, 16, since=60), 16).values()} == {2}


def test_a_voided_ride_leaves_no_footprint(chen: Person, zhao: Person, wang: Person) -> None:
    patrol = ride(chen, 20)
    assert squares(asked(zhao, 16, since=60), 16)
    wang.push(make_void(patrol, author="wang"))
    assert squares(asked(zhao, 16, since=60), 16) == {}


def test_a_rebuild_gives_the_same_tile(chen: Person, zhao: Person, town: Flask) -> None:
    ride(chen, 20)
    before = asked(zhao, 16, since=60).data
    with town.app_context():
        rebuild(NANCHUAN)
    assert asked(zhao, 16, since=60).data == before


def test_a_coarse_tile_tells_the_most_days_of_any_place_in_a_square(
    chen: Person, zhao: Person
) -> None:
    ride(chen, 3)
    ride(chen, 4)
    found = squares(asked(zhao, 8, since=20), 8, finest=16)
    assert sorted(found) == sorted({(x >> 4, y >> 4) for x, y in CELLS})
    assert {*found.values()} == {2}


def test_the_whole_world_has_the_same_place(chen: Person, zhao: Person) -> None:
    ride(chen, 3)
    assert squares(asked(zhao, 0, since=20), 0, finest=8) == {(XS[0] >> 12, YS[0] >> 12): 1}


@pytest.mark.parametrize("tile", ["21/0/0", "3/8/0", "3/0/8"])
def test_there_are_no_other_tiles(zhao: Person, tile: str) -> None:
    path = f"/api/v1/coverage/footprint/{tile}.mvt"
    assert zhao.get(path, **{"from": str(TODAY), "to": str(TODAY)}).status_code == 404


def test_few_days_are_for_those_who_see_the_tracks(
    chen: Person, he: Person, wang: Person, zhao: Person, sun: Person
) -> None:
    ride(chen, 3)
    for person in (zhao, sun):
        answer = asked(person, 16, since=5)
        assert (answer.status_code, answer.json["type"]) == (403, "/problems/too-few-days")
    assert squares(asked(chen, 16, since=5), 16)
    assert squares(asked(wang, 16, since=5), 16)
    assert squares(asked(he, 16, since=5), 16) == {}


def test_days_to_come_make_a_range_no_longer(chen: Person, zhao: Person) -> None:
    ride(chen, 3)
    assert asked(zhao, 16, since=5, until=-30).status_code == 403
    assert squares(asked(zhao, 16, since=6), 16)


def test_a_tile_that_is_known_is_not_sent_again(chen: Person, zhao: Person, wang: Person) -> None:
    ride(chen, 10)
    first = asked(zhao, 16, since=20)
    tag = first.headers["ETag"]
    again = asked(zhao, 16, since=20, known=tag)
    assert (again.status_code, again.data) == (304, b"")
    assert asked(wang, 16, since=20, known=tag).status_code == 200
    ride(chen, 11)
    assert asked(zhao, 16, since=20, known=tag).status_code == 200
