"""Positions go after their time, the numbers stay, and everybody is told honestly."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import orjson
import pytest
from flask import Flask

from coverage_rig.rebuilt import rows_in
from make import (
    MORNING,
    SEAT,
    digest_of,
    id_of,
    line,
    make_amendment,
    make_patrol,
    make_segment,
    make_void,
)
from people import NANCHUAN, Person, make_target
from xunhu.coverage.models import PatrolTail, ThinnedPatrol
from xunhu.coverage.rebuild import rebuild
from xunhu.coverage.thinning import limit, thin_some
from xunhu.db import db, unsqueeze, utcnow, writing
from xunhu.records.clock import lock_district
from xunhu.records.erasing import erase
from xunhu.records.models import SealedRecord

SignIn = Callable[[str], Person]
RANGE = {"from": "2026-11-01", "to": "2026-11-02"}


@pytest.fixture
def ride(chen: Person, town: Flask) -> tuple[bytes, bytes]:
    """A patrol of three fixes past a railway, as it was pushed."""
    with town.app_context():
        make_target("railway", "线", line(SEAT, (SEAT[0] + 0.02, SEAT[1])))
    patrol = make_patrol()
    segment = make_segment(patrol)
    chen.push(patrol, segment)
    return patrol, segment


@pytest.fixture
def half_a_year_later(ride: Any, clock: Any) -> None:
    clock.advance(days=181)


def thinned(town: Flask) -> int:
    with town.app_context():
        before = limit(utcnow())
        assert before is not None
        return thin_some(NANCHUAN, before)


def kept(town: Flask, record: bytes) -> SealedRecord:
    with town.app_context():
        asked = db.select(SealedRecord).where(SealedRecord.id == UUID(id_of(record)))
        return db.session.scalars(asked).one()


def numbers(reader: Person) -> Any:
    return reader.get("/api/v1/coverage", **RANGE).json["totals"]


def without_tails(rows: list[Any]) -> list[Any]:
    return rows[:2]


def test_before_its_time_nothing_goes(town: Flask, ride: Any, clock: Any) -> None:
    clock.advance(days=179)
    assert thinned(town) == 0


def test_the_numbers_stay(town: Flask, ride: Any, clock: Any, sign_in: SignIn) -> None:
    told, before = numbers(sign_in("zhao")), rows_in(town)
    assert told["railway"]["covered_m"] > 0
    clock.advance(days=181)
    assert thinned(town) == 1
    assert without_tails(rows_in(town)) == without_tails(before)
    assert numbers(sign_in("zhao")) == told
    assert thinned(town) == 0


def test_positions_are_nowhere_any_more(
    town: Flask, ride: tuple[bytes, bytes], half_a_year_later: None
) -> None:
    thinned(town)
    row = kept(town, ride[1])
    left = orjson.loads(unsqueeze(row.content))
    assert row.state == "thinned"
    assert left["geometry"] is None
    assert left["properties"]["data"] == {"part": 0}
    with town.app_context():
        assert db.session.scalars(db.select(PatrolTail)).all() == []


def test_a_phone_still_hears_that_it_is_stored(
    town: Flask, ride: tuple[bytes, bytes], sign_in: SignIn, half_a_year_later: None
) -> None:
    thinned(town)
    chen = sign_in("chen")
    assert [told["status"] for told in chen.push(*ride)] == ["duplicate"] * 2
    claim = {"id": id_of(ride[1]), "digest": digest_of(ride[1])}
    answer = chen.post("/api/v1/sync/verify", json={"records": [claim]})
    assert answer.json["results"][0]["status"] == "stored"


def test_a_rebuild_leaves_it_as_it_is(town: Flask, ride: Any, half_a_year_later: None) -> None:
    thinned(town)
    before = rows_in(town)
    with town.app_context():
        assert rebuild(NANCHUAN) == (1, 0)
    assert rows_in(town) == before


def test_a_wrong_number_is_put_right_before_its_positions_go(
    town: Flask, ride: Any, half_a_year_later: None
) -> None:
    right = rows_in(town)
    with town.app_context():
        db.session.execute(db.text("UPDATE patrol_day_sum SET distance_um = 7"))
        db.session.commit()
    thinned(town)
    assert without_tails(rows_in(town)) == without_tails(right)


def test_a_patrol_with_a_young_segment_waits(
    town: Flask, ride: tuple[bytes, bytes], sign_in: SignIn, half_a_year_later: None
) -> None:
    late = make_segment(ride[0], began_at=MORNING + timedelta(minutes=9), part=1)
    sign_in("chen").push(late)
    assert thinned(town) == 0


def test_without_its_patrol_no_segment_goes(town: Flask, chen: Person, clock: Any) -> None:
    chen.push(make_segment(make_patrol()))
    clock.advance(days=181)
    assert thinned(town) == 0


def test_a_segment_that_comes_later_still_is_added(
    town: Flask, ride: tuple[bytes, bytes], sign_in: SignIn, half_a_year_later: None
) -> None:
    thinned(town)
    chen, wang = sign_in("chen"), sign_in("wang")
    before = numbers(wang)
    late = make_segment(ride[0], began_at=MORNING + timedelta(minutes=9), part=1)
    chen.push(late)
    assert numbers(wang)["distance_m"] == pytest.approx(2 * before["distance_m"])
    assert [told["status"] for told in chen.push(late)] == ["duplicate"]
    told = numbers(wang)
    with town.app_context():
        assert rebuild(NANCHUAN) == (1, 0)
    assert numbers(wang) == told


def test_a_void_takes_its_numbers_away(
    town: Flask, ride: tuple[bytes, bytes], sign_in: SignIn, half_a_year_later: None
) -> None:
    thinned(town)
    assert sign_in("chen").push(make_void(ride[0]))[0]["status"] == "stored"
    assert without_tails(rows_in(town)) == [[], []]


def moved(segment: bytes) -> bytes:
    return make_amendment(segment, {"/properties/data/part": 3})


@pytest.mark.parametrize("revise", [make_void, moved])
def test_a_thinned_segment_can_not_be_revised(
    town: Flask,
    ride: tuple[bytes, bytes],
    sign_in: SignIn,
    half_a_year_later: None,
    revise: Callable[[bytes], bytes],
) -> None:
    thinned(town)
    before = rows_in(town)
    (told,) = sign_in("chen").push(revise(ride[1]))
    assert told["status"] == "parked"
    assert told["problem"]["errors"][0]["code"] == "thinned"
    assert rows_in(town) == before


def test_whoever_opens_the_record_is_told(
    town: Flask, ride: tuple[bytes, bytes], sign_in: SignIn, half_a_year_later: None
) -> None:
    thinned(town)
    chen, segment = sign_in("chen"), id_of(ride[1])
    told = chen.get(f"/api/v1/records/{segment}").json
    assert (told["geometry"], told["receipt"]["state"]) == (None, "thinned")
    assert told["receipt"]["digest"] == digest_of(ride[1])
    sealed = chen.get(f"/api/v1/records/{segment}/sealed")
    assert (sealed.status_code, sealed.json["type"]) == (404, "/problems/thinned")
    track = chen.get(f"/api/v1/patrols/{id_of(ride[0])}/track").json
    assert track["properties"]["thinned"] is True
    assert track["geometry"]["coordinates"] == []
    assert [f["receipt"]["state"] for f in chen.pull()["features"]] == ["applied", "thinned"]


def test_a_new_target_finds_nothing_in_it_and_takes_nothing_from_it(
    town: Flask, ride: Any, half_a_year_later: None
) -> None:
    thinned(town)
    before = rows_in(town)
    with town.app_context():
        make_target("road", "路", line(SEAT, (SEAT[0] + 0.02, SEAT[1])))
    assert rows_in(town) == before


def test_who_erases_it_gets_rid_of_the_rest(
    town: Flask, ride: tuple[bytes, bytes], half_a_year_later: None
) -> None:
    thinned(town)
    with town.app_context(), writing() as session:
        assert erase(session, lock_district(session, NANCHUAN), UUID(id_of(ride[1])))
    assert kept(town, ride[1]).state == "erased"


def test_a_server_does_so_by_itself(
    town: Flask, ride: Any, sign_in: SignIn, half_a_year_later: None, clock: Any
) -> None:
    zhao = sign_in("zhao")
    clock.advance(hours=1)
    zhao.get("/api/v1/townships")
    with town.app_context():
        assert len(db.session.scalars(db.select(ThinnedPatrol)).all()) == 1
