"""Every real track through push, against the slow independent implementation of the rules."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from flask import Flask
from pyroaring import BitMap
from sqlalchemy import select

from coverage_rig.real_district import (
    plain_targets,
    plain_townships,
    push_all,
    settle,
    signed_in,
)
from oracle.real_tracks import SealedPatrol, sealed_patrols
from oracle.slow_history import History
from oracle.slow_rules import find_history, measure
from xunhu.coverage.ground import ground
from xunhu.coverage.models import PatrolDay
from xunhu.coverage.rebuild import rebuild
from xunhu.db import db
from xunhu.targets.models import Piece
from xunhu.targets.shipped import DISTRICT

RECEIVED_MS = 1_790_000_000_000
TODAY = date(2026, 11, 2)  # where the fixed clock stands
RANGES = [
    (date(1900, 1, 1), TODAY),
    (date(2008, 10, 1), date(2008, 12, 31)),
    (date(2020, 1, 1), TODAY),
]


@pytest.fixture(scope="module")
def tracks() -> list[SealedPatrol]:
    found = sealed_patrols("ren", RECEIVED_MS)
    if found is None:
        pytest.skip("no real tracks here: set XUNHU_SHARED to the folder that holds tracks/")
    return found


@pytest.fixture(scope="module")
def history(tracks: list[SealedPatrol]) -> History:
    return find_history([t.patrol for t in tracks], plain_townships(), plain_targets())


@pytest.fixture
def told(app: Flask, clock: object, tracks: list[SealedPatrol]) -> Iterator[Flask]:
    """The app after every track was pushed."""
    settle(app)
    results = push_all(signed_in(app, "ren"), [r for t in tracks for r in t.records])
    assert {r["status"] for r in results} == {"stored"}
    with app.app_context():
        yield app


def answers(app: Flask, from_on: date, to_on: date) -> dict[str, dict[str, Any]]:
    """`/coverage` by township code, the totals under ""."""
    client = signed_in(app, "zhao")
    answer = client.get(f"/api/v1/coverage?from={from_on}&to={to_on}&geometry=none").get_json()
    by_code = {f["properties"]["code"]: f["properties"] for f in answer["features"]}
    return by_code | {"": answer["totals"]}


def alike(product: Any, slow: Any) -> bool:
    """Equal but for lengths and times, which may differ by a thousandth."""
    if isinstance(slow, dict):
        return all(alike(product[name], slow[name]) for name in slow)
    return product == (
        pytest.approx(slow, rel=0.001, abs=0.01) if isinstance(slow, float) else slow
    )


def test_the_numbers_equal_those_of_the_slow_rules(told: Flask, history: History) -> None:
    for from_on, to_on in RANGES:
        slow = measure(history, from_on, to_on, TODAY)
        product = answers(told, from_on, to_on)
        assert alike(product[""], slow.totals)
        assert {c for c, p in slow.townships.items() if not alike(product[c], p)} == set()


def test_the_same_pieces_and_places_were_visited_on_the_same_days(
    told: Flask, history: History
) -> None:
    names = {
        p.number: (str(p.target), round(p.from_m / 50) if p.length_m else None)
        for p in db.session.scalars(select(Piece))
    }
    found = {
        (names[number], row.day)
        for row in db.session.scalars(select(PatrolDay))
        for number in BitMap.deserialize(row.reached)
    }
    assert len(ground(DISTRICT).numbers) == len(names)
    assert found == {(place, day) for place, days in history.visits.items() for day in days}
    assert len(found) > 100


def test_a_rebuild_gives_the_same_numbers(told: Flask) -> None:
    before = answers(told, *RANGES[0])
    assert rebuild(DISTRICT) == (92, 0)
    assert answers(told, *RANGES[0]) == before


def test_the_order_of_arrival_changes_nothing(
    app: Flask, clock: object, tracks: list[SealedPatrol]
) -> None:
    settle(app)
    records = [record for track in tracks[:20] for record in track.records]
    push_all(signed_in(app, "ren"), records[::-1])
    backwards = answers(app, *RANGES[0])
    with app.app_context():
        db.drop_all()
        db.create_all()
    settle(app)
    push_all(signed_in(app, "ren"), records)
    assert answers(app, *RANGES[0]) == backwards
