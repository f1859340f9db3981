"""Readable but not acceptable: kept with its bytes, and every fault named with its place."""

from collections.abc import Callable

import pytest
from flask import Flask

from make import (
    NANZHUSHAN,
    make_event,
    make_patrol,
    make_record,
    make_sitting,
    point,
)
from people import XINCHENG, Person
from xunhu.db import db, unsqueeze
from xunhu.records.models import ParkedRecord


def only_fault(person: Person, record: bytes) -> tuple[str, str]:
    """The code of the refusal, and the place of its only fault; it has to be parked."""
    result = person.push(record)[0]
    assert result["status"] == "parked", result
    (fault,) = result["problem"]["errors"]
    return result["problem"]["type"].removeprefix("/problems/"), fault["pointer"]


@pytest.mark.parametrize(
    ("record", "code", "pointer"),
    [
        (make_record("hail", {}), "unknown-kind", "/properties/kind"),
        (make_patrol(schema=2), "unknown-schema", "/properties/schema"),
        (make_patrol(crew=2), "bad-field", "/properties/data/crew"),
        (make_patrol(purpose="picnic"), "bad-field", "/properties/data/purpose"),
        (make_patrol(geometry=point(181)), "bad-geometry", "/geometry/coordinates"),
        (make_patrol(geometry={"type": []}), "bad-geometry", "/geometry/type"),
    ],
)
def test_every_cause_is_named(chen: Person, record: bytes, code: str, pointer: str) -> None:
    assert only_fault(chen, record) == (code, pointer)


@pytest.mark.parametrize(
    ("name", "record", "code", "pointer"),
    [
        ("he", make_patrol(author="he"), "out-of-scope", "township"),
        ("chen", make_patrol(township=NANZHUSHAN), "out-of-scope", "township"),
        ("chen", make_patrol(township=XINCHENG), "out-of-scope", "township"),
        ("chen", make_patrol(township="500119999"), "out-of-scope", "township"),
        ("chen", make_sitting(), "sender-may-not", "kind"),
        ("wang", make_sitting(), "sender-may-not", "kind"),
        ("liu", make_patrol(author="liu"), "sender-may-not", "kind"),
        ("chen", make_patrol(author="nobody"), "unknown-author", "author"),
        ("chen", make_patrol(author="Chen"), "unknown-author", "author"),
        ("chen", make_patrol(author="tan"), "unknown-author", "author"),
        ("chen", make_patrol(author="liu"), "author-may-not", "author"),
        ("wang", make_event(author="zhao"), "author-may-not", "author"),
    ],
)
def test_scope_and_author_are_checked(
    sign_in: Callable[[str], Person], name: str, record: bytes, code: str, pointer: str
) -> None:
    assert only_fault(sign_in(name), record) == (code, f"/properties/{pointer}")


def test_a_colleague_may_be_the_author(wang: Person) -> None:
    assert wang.push(make_patrol(author="chen"))[0]["status"] == "stored"


def test_parked_bytes_are_kept_exactly(chen: Person, town: Flask) -> None:
    record = make_patrol(purpose="picnic").replace(b",", b" ,\n")
    chen.push(record)
    with town.app_context():
        kept = db.session.scalars(db.select(ParkedRecord)).one()
    assert (unsqueeze(kept.content), kept.sender) == (record, "chen")


def test_parked_records_take_no_number_and_are_never_pulled(chen: Person, zhao: Person) -> None:
    parked, stored = chen.push(make_patrol(purpose="picnic"), make_patrol())
    assert "seq" not in parked
    assert stored["seq"] == 1
    assert zhao.sees() == [stored["id"]]


def test_a_thousand_faults_make_a_short_answer(chen: Person) -> None:
    many = {f"field_{n}": n for n in range(1000)}
    errors = chen.push(make_patrol(**many))[0]["problem"]["errors"]
    assert 1 <= len(errors) <= 20
