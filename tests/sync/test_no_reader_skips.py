"""Ten writers that stall and undo their work, and a reader who must not skip a single record.

The same test has to catch a plain sequence in the place of the district's locked counter.
"""

import random
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from itertools import count

import pytest
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from make import make_event
from people import NANCHUAN, Person
from xunhu.db import db, utcnow, writing
from xunhu.records import clock, keep
from xunhu.records.envelope import read
from xunhu.records.models import SealedRecord

WRITERS, BATCHES, UNDONE = 10, 10, 0.1
STALLED, STALL_S = 0.15, 0.25


class Undone(Exception):
    """A transaction that was rolled back."""


@contextmanager
def faltering() -> Iterator[Session]:
    """Write transactions of which some stall before their commit, and one in ten is undone."""
    with writing() as session:
        yield session
        time.sleep(STALL_S if random.random() < STALLED else random.uniform(0, 0.01))
        if random.random() < UNDONE:
            raise Undone


class PlainSequence:
    """What must not be: a counter that nobody locks, as a database's SEQUENCE is."""

    numbers = count(1)
    district = NANCHUAN


def write(app: Flask, seed: int) -> int:
    """Keep batches in transactions of their own; gives how many were undone."""
    undone = 0
    for n in range(BATCHES):
        with app.app_context():
            reads = [read(make_event(), NANCHUAN, "chen", utcnow()) for _ in range(1 + seed % 3)]
            try:
                keep.keep_all(NANCHUAN, reads, "chen", utcnow())
            except Undone:
                undone += 1
        time.sleep(0.001 * (n % 3))
    return undone


def skipped(app: Flask, reader: Person) -> tuple[set[int], int]:
    """The committed numbers that a polling reader never saw, and how many batches were undone."""
    seen: set[int] = set()
    with ThreadPoolExecutor(WRITERS) as pool:
        writers = [pool.submit(write, app, n) for n in range(WRITERS)]
        cursor, last_round = "", False
        while True:
            page = reader.pull(cursor=cursor, limit=1000)  # never far behind the writers
            seen |= {feature["receipt"]["seq"] for feature in page["features"]}
            cursor = page["next"]
            if last_round and not page["more"]:
                break
            last_round = all(writer.done() for writer in writers)
        undone = sum(writer.result() for writer in writers)
    with app.app_context():
        committed = set(db.session.scalars(select(SealedRecord.seq)))
    return committed - seen, undone


def test_a_reader_skips_nothing(town: Flask, zhao: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "writing", faltering)
    missed, undone = skipped(town, zhao)
    assert missed == set()
    assert undone > 0


def test_a_plain_sequence_is_caught(
    town: Flask, zhao: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    with town.app_context():
        if db.engine.dialect.name == "sqlite":
            pytest.skip("SQLite has one writer at a time, whatever gives the numbers")
    monkeypatch.setattr(clock, "writing", faltering)
    monkeypatch.setattr(clock, "lock_district", lambda _session, _district: PlainSequence())
    monkeypatch.setattr(keep, "next_number", lambda plain: next(plain.numbers))
    missed, _ = skipped(town, zhao)
    assert missed
