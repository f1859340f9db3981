"""The bookkeeping of the storms has to notice what it is there for."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import update
from sqlalchemy.sql.dml import UpdateBase

from make import digest_of, make_patrol, make_record
from people import Person
from storms.receipts import Receipts
from storms.weather import PARKED, STORED
from xunhu.db import db, squeeze, writing
from xunhu.records.models import ParkedRecord, SealedRecord

Kept = Callable[[UpdateBase], list[str]]
OTHER = make_patrol()


@pytest.fixture
def after(chen: Person, town: Flask) -> Kept:
    """What is missing of a stored and a parked record after a statement went over them."""
    receipts, sent = Receipts(), [make_patrol(), make_record("hail", {})]
    for raw, wanted, result in zip(sent, (STORED, PARKED), chen.push(*sent), strict=True):
        receipts.take(raw, wanted, result)

    def missing(statement: UpdateBase) -> list[str]:
        with town.app_context():
            assert receipts.missing(db.engine) == []
            with writing() as session:
                session.execute(statement)
            return receipts.missing(db.engine, everything=True)

    return missing


@pytest.mark.parametrize(
    "statement",
    [
        db.delete(SealedRecord),
        db.delete(ParkedRecord),
        update(SealedRecord).values(seq=7),
        update(SealedRecord).values(digest=b"x"),
        update(SealedRecord).values(content=squeeze(OTHER)),
        update(ParkedRecord).values(content=squeeze(OTHER)),
    ],
)
def test_what_is_gone_or_changed_is_missed(after: Kept, statement: UpdateBase) -> None:
    assert len(after(statement)) == 1


@pytest.mark.parametrize(
    "changed", [{"seq": 8}, {"status": "stored"}, {"received_at": "2026-11-02T05:00:00Z"}]
)
def test_a_second_answer_that_differs_is_a_fault(changed: dict[str, object]) -> None:
    receipts, raw = Receipts(), make_patrol()
    first = {"id": "a", "digest": digest_of(raw), "status": "stored", "seq": 7, "received_at": ""}
    receipts.take(raw, STORED, first)
    receipts.take(raw, STORED, {**first, "status": "duplicate"})
    assert receipts.faults == []
    receipts.take(raw, STORED, {**first, "status": "duplicate", **changed})
    assert len(receipts.faults) == 1


def test_poison_that_is_stored_is_a_fault() -> None:
    receipts, raw = Receipts(), make_record("hail", {})
    result = {"id": "a", "digest": digest_of(raw), "status": "stored", "seq": 7, "received_at": ""}
    receipts.take(raw, PARKED, result)
    assert len(receipts.faults) == 1
