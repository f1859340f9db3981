"""Rule 5: a line becomes pieces of 50 m, each in the township of its midpoint."""

from itertools import pairwise
from uuid import UUID

import pytest
from flask import Flask
from pyproj import Geod

from make import NANZHUSHAN, SHUIJIANG, line, point, square
from people import NANCHUAN, make_target
from xunhu.db import db
from xunhu.records.models import DistrictClock
from xunhu.targets.cut import cut
from xunhu.targets.models import Piece, Target

GEOD = Geod(ellps="WGS84")
TRACK = line((107.19, 29.2), (107.2, 29.2), (107.21, 29.205))


def pieces_of(target: UUID) -> list[Piece]:
    asked = db.select(Piece).where(Piece.target == target).order_by(Piece.number)
    return list(db.session.scalars(asked))


def length_m(geometry: dict) -> float:
    return GEOD.line_length(*zip(*geometry["coordinates"], strict=True))


def test_pieces_have_50_m_but_the_last() -> None:
    pieces = cut(TRACK)
    assert all(piece.length_m == 50 for piece in pieces[:-1])
    assert 0 < pieces[-1].length_m <= 50
    assert sum(p.length_m for p in pieces) == pytest.approx(length_m(TRACK))
    assert [p.from_m for p in pieces] == [50.0 * n for n in range(len(pieces))]


def test_midpoints_are_50_m_apart() -> None:
    for one, other in pairwise(cut(line((107.19, 29.2), (107.21, 29.2)))[:-1]):
        metres = GEOD.inv(one.lon, one.lat, other.lon, other.lat)[2]
        assert metres == pytest.approx(50, abs=0.01)


def test_parts_follow_one_another() -> None:
    parts = [line((107.19, 29.2), (107.2, 29.2)), line((107.3, 29.2), (107.31, 29.2))]
    coordinates = [part["coordinates"] for part in parts]
    pieces = cut({"type": "MultiLineString", "coordinates": coordinates})
    assert sum(p.length_m for p in pieces) == pytest.approx(sum(map(length_m, parts)))
    assert [p.from_m for p in pieces] == [50.0 * n for n in range(len(pieces))]
    assert not [p for p in pieces if 107.2001 < p.lon < 107.2999]


def test_a_short_line_is_one_piece() -> None:
    (piece,) = cut(line((107.2, 29.2), (107.2001, 29.2)))
    assert piece.length_m == pytest.approx(9.72, abs=0.01)


def test_a_place_is_one_piece_without_length() -> None:
    assert [p.length_m for p in cut(point(107.2, 29.2))] == [0]
    (field,) = cut(square(107.2, 29.2, 0.01))
    assert 107.2 < field.lon < 107.21


def test_each_piece_is_of_the_township_of_its_midpoint(town: Flask) -> None:
    with town.app_context():
        pieces = pieces_of(make_target("railway", "铁路", TRACK))
    assert {p.township for p in pieces} == {NANZHUSHAN, SHUIJIANG}
    assert all(p.township == (NANZHUSHAN if p.lon < 107.2 else SHUIJIANG) for p in pieces)


def test_a_piece_outside_every_township_is_of_none(town: Flask) -> None:
    with town.app_context():
        pieces = pieces_of(make_target("road", "出区路", line((107.399, 29.2), (107.405, 29.2))))
    assert (pieces[0].township, pieces[-1].township) == (SHUIJIANG, None)


def test_a_moved_target_gets_new_numbers(town: Flask) -> None:
    with town.app_context():
        target = make_target("school", "水江小学", point(107.3, 29.2))
        (before,) = pieces_of(target)
        old = before.number
        make_target("school", "水江小学", point(107.1, 29.2))
        (after,) = pieces_of(target)
        assert (after.township, db.session.scalars(db.select(Target.township)).one()) == (
            NANZHUSHAN,
            NANZHUSHAN,
        )
        assert after.number > old


def test_a_change_is_noted_for_what_is_kept_in_memory(town: Flask) -> None:
    with town.app_context():
        before = db.session.get_one(DistrictClock, NANCHUAN).reference_version
        make_target("school", "水江小学", point(107.3, 29.2))
        assert db.session.get_one(DistrictClock, NANCHUAN).reference_version != before
