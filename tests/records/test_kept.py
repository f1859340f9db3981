"""The sealed record is the truth: its exact bytes, its digest, and who sent it when."""

import hashlib
from datetime import UTC, datetime
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy.exc import IntegrityError

from make import id_of, make_event, make_patrol
from people import NANCHUAN, Person
from xunhu.db import db, unsqueeze, utcnow
from xunhu.records.envelope import read
from xunhu.records.keep import keep_all
from xunhu.records.kinds import Kind, named, register
from xunhu.records.models import DistrictClock, SealedRecord


def kept(app: Flask, record: bytes) -> SealedRecord:
    with app.app_context():
        asked = db.select(SealedRecord).where(SealedRecord.id == UUID(id_of(record)))
        return db.session.scalars(asked).one()


@pytest.mark.parametrize(
    "record",
    [
        make_patrol(note="雨天 \U0001f6b2 é"),
        make_patrol().replace(b",", b" ,\r\n\t"),
        b" \n" + make_patrol() + b"\n \n",
        make_patrol().replace(b'"crew_count":2', b'"crew_count":   2'),
        make_patrol(note="/").replace(b'"/"', b'"\\/\\u96e8"'),
        make_event(geometry={"type": "Point", "coordinates": [107.0000001, 29.25, -0.0]}),
    ],
)
def test_bytes_come_back_one_by_one(chen: Person, town: Flask, record: bytes) -> None:
    assert chen.push(record)[0]["status"] == "stored"
    row = kept(town, record)
    assert unsqueeze(row.content) == record
    assert row.digest == hashlib.sha256(record).digest()


def test_whereabouts_are_kept_beside_the_bytes(wang: Person, town: Flask) -> None:
    device = "0192f000-0000-4000-8000-000000000001"
    record = make_patrol(device=device)
    wang.push(record)
    row = kept(town, record)
    assert (row.kind, row.author, row.sender) == ("patrol", "chen", "wang")
    assert (row.district, row.township, str(row.device)) == (NANCHUAN, "500119108", device)
    assert row.occurred_at == datetime(2026, 11, 2, 1, 0, tzinfo=UTC)
    assert row.received_at == datetime(2026, 11, 2, 4, 0, tzinfo=UTC)


def test_the_clock_of_the_district_stands_at_the_last_number(chen: Person, town: Flask) -> None:
    chen.push(make_patrol(), b"{", make_patrol())
    with town.app_context():
        clock = db.session.get_one(DistrictClock, NANCHUAN)
    assert (clock.last_seq, clock.durable_seq) == (2, 0)


def test_no_number_is_given_twice(chen: Person, town: Flask) -> None:
    record = make_patrol()
    chen.push(record)
    row = kept(town, record)
    columns = {c.key: getattr(row, c.key) for c in SealedRecord.__table__.columns}
    with town.app_context():
        db.session.add(SealedRecord(**{**columns, "id": UUID(int=7)}))
        with pytest.raises(IntegrityError):
            db.session.commit()


def test_a_batch_that_breaks_leaves_nothing(
    chen: Person, town: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_raw: bytes) -> bytes:
        raise OSError("no space left")

    monkeypatch.setattr("xunhu.records.kept.squeeze", full)
    with town.app_context(), pytest.raises(OSError, match="no space"):
        keep_all(NANCHUAN, [read(make_patrol(), NANCHUAN, "chen", utcnow())], "chen", utcnow())
    monkeypatch.undo()
    with town.app_context():
        assert db.session.get_one(DistrictClock, NANCHUAN).last_seq == 0
    assert chen.push(make_patrol())[0]["seq"] == 1


def test_a_kind_is_registered_once(app: Flask) -> None:
    patrol = named("patrol")
    assert isinstance(patrol, Kind)
    register(patrol)
    other = Kind(**{**patrol.__dict__, "refs": {}})
    with pytest.raises(ValueError, match="registered twice"):
        register(other)


@pytest.mark.parametrize("name", ["hail", "", None, 7, ["patrol"], {"patrol": 1}])
def test_other_names_are_no_kind(app: Flask, name: object) -> None:
    assert named(name) is None
