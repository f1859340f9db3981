"""Fixes are kept once: in the sealed record, unless somebody amended them."""

from uuid import UUID

from flask import Flask

from make import id_of, make_amendment, make_patrol, make_segment
from people import NANCHUAN, Person
from xunhu.db import db, writing
from xunhu.patrols.fixes import pack
from xunhu.patrols.models import TrackSegment
from xunhu.patrols.segments import fixes_of

THERE = [(107.2001, 29.2001), (107.2005, 29.2009), (107.2003, 29.2005)]


def lons(patrol: bytes) -> list[float]:
    fixes = fixes_of(db.session(), NANCHUAN, UUID(id_of(patrol)))
    return [lon for one in fixes for lon in one.lon.tolist()]


def test_what_is_as_it_was_sealed_is_read_from_the_record(chen: Person, town: Flask) -> None:
    patrol = make_patrol()
    chen.push(patrol, make_segment(patrol, THERE))
    with town.app_context():
        row = db.session.scalars(db.select(TrackSegment)).one()
        assert row.fixes is None
        assert (row.west, row.south, row.east, row.north) == (107.2001, 29.2001, 107.2005, 29.2009)
        assert lons(patrol) == [lon for lon, _ in THERE]


def test_an_amended_segment_has_fixes_of_its_own(chen: Person, town: Flask) -> None:
    patrol, moved = make_patrol(), [[107.21, 29.2], [107.22, 29.2], [107.23, 29.2]]
    segment = make_segment(patrol, THERE)
    chen.push(patrol, segment)
    chen.push(make_amendment(segment, {"/geometry/coordinates": moved}))
    with town.app_context():
        row = db.session.scalars(db.select(TrackSegment)).one()
        assert (row.west, row.east) == (107.21, 107.23)
        assert lons(patrol) == [107.21, 107.22, 107.23]


def test_a_row_of_before_keeps_its_packed_fixes(chen: Person, town: Flask) -> None:
    patrol = make_patrol()
    chen.push(patrol, make_segment(patrol, THERE))
    with town.app_context():
        with writing() as session:
            row = session.scalars(db.select(TrackSegment)).one()
            told = {"times": [1, 2, 3], "accuracy_m": [None, 1, 2]}
            line = {"type": "LineString", "coordinates": [[1.0, 2.0], [3.0, 4.0], [5.0, 6.0]]}
            row.fixes, row.west = pack(line, told), None
        assert lons(patrol) == [1.0, 3.0, 5.0]
