"""What is written and asked by columns is what objects would tell."""

import numpy as np
from flask import Flask

from make import id_of, make_patrol, make_segment
from people import NANCHUAN, Person
from xunhu.coverage.kept import forget
from xunhu.coverage.models import CoverageClock
from xunhu.db import db, writing
from xunhu.patrols.models import TrackSegment
from xunhu.patrols.segments import fixes_of, segments


def test_the_fixes_of_a_patrol_are_those_of_its_segments(chen: Person, town: Flask) -> None:
    patrol = make_patrol()
    chen.push(patrol, *(make_segment(patrol, part=part) for part in range(2)))
    with town.app_context():
        (whole,) = {row for row in db.session.scalars(db.select(TrackSegment.patrol))}
        assert str(whole) == id_of(patrol)
        quick = fixes_of(db.session(), NANCHUAN, whole)
        slow = segments(db.session(), NANCHUAN, TrackSegment.patrol == whole)
    for one, other in zip(quick, slow, strict=True):
        pairs = zip(one.columns(), other.fixes.columns(), strict=True)
        assert all(np.array_equal(a, b, equal_nan=a.dtype.kind == "f") for a, b in pairs)


def test_days_are_forgotten_twice_in_the_first_transaction_of_all(town: Flask) -> None:
    with town.app_context():
        db.session.execute(db.delete(CoverageClock))
        db.session.commit()
        with writing() as session:
            forget(session, NANCHUAN, {739_000})
            forget(session, NANCHUAN, {739_001})
        clocks = db.session.scalars(db.select(CoverageClock)).all()
        assert [clock.district for clock in clocks] == [NANCHUAN]
