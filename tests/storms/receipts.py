"""What phones were told of their records, and whether the database still has all of it."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from threading import Lock
from typing import Any
from uuid import UUID

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from make import digest_of, id_of
from xunhu.db import unsqueeze
from xunhu.records.models import DistrictClock, ParkedRecord, SealedRecord

SOME = 500
GOOD = frozenset({"stored", "duplicate"})


@dataclass
class Receipts:
    """All answers that reached a phone; `faults` are those that no phone should ever get."""

    stored: dict[str, tuple[bytes, int, str]] = field(default_factory=dict)
    parked: dict[str, bytes] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    answers: int = 0
    unread: list[str] = field(default_factory=list)  # stored, and not yet read back
    lock: Lock = field(default_factory=Lock)

    def take(self, raw: bytes, wanted: frozenset[str], result: Mapping[str, Any]) -> None:
        """Write down what was answered to one record; an answer out of place is a fault."""
        status = result["status"]
        with self.lock:
            self.answers += 1
            if status not in wanted or result["digest"] != digest_of(raw):
                self.faults.append(f"{result} for {raw!r}")
            elif status in GOOD:
                self._take_number(raw, result)
            elif status == "parked":
                self.parked[id_of(raw)] = raw

    def _take_number(self, raw: bytes, result: Mapping[str, Any]) -> None:
        record = result["id"]
        receipt = (raw, result["seq"], result["received_at"])
        known = self.stored.setdefault(record, receipt)
        if known is receipt:
            self.unread.append(record)
        elif known != receipt or result["status"] == "stored":
            self.faults.append(f"{record} had {known[1:]} and got {result}")

    def missing(self, engine: Engine, everything: bool = False) -> list[str]:
        """What was acknowledged before this call and is not in the database, bytes for bytes.

        All numbers and digests are compared; the bytes of those that are new since the last
        call, or of `everything`.
        """
        with self.lock:
            stored, parked = dict(self.stored), dict(self.parked)
            new = list(stored) if everything else list(self.unread)
            self.unread = []
        with Session(engine) as session:
            there = _numbers(session)
            lost = [
                record
                for record, (raw, seq, _) in stored.items()
                if there.get(record) != (seq, hashlib.sha256(raw).digest())
            ]
            lost += [r for r, content in _contents(session, new) if content != stored[r][0]]
            kept = _parked(session)
        return lost + [record for record, raw in parked.items() if kept.get(record) != raw]


def _numbers(session: Session) -> dict[str, tuple[int, bytes]]:
    asked = select(SealedRecord.id, SealedRecord.seq, SealedRecord.digest)
    return {str(record): (seq, digest) for record, seq, digest in session.execute(asked)}


def _contents(session: Session, records: list[str]) -> Iterator[tuple[str, bytes]]:
    for start in range(0, len(records), SOME):
        ids = [UUID(record) for record in records[start : start + SOME]]
        asked = select(SealedRecord.id, SealedRecord.content).where(SealedRecord.id.in_(ids))
        for record, content in session.execute(asked):
            yield str(record), unsqueeze(content)


def _parked(session: Session) -> dict[str, bytes]:
    asked = select(ParkedRecord.id, ParkedRecord.content)
    return {str(record): unsqueeze(content) for record, content in session.execute(asked)}


def all_stored(engine: Engine) -> set[str]:
    """The ids of all records that the database has."""
    with Session(engine) as session:
        return set(_numbers(session))


def crooked_numbers(engine: Engine) -> list[str]:
    """What is wrong with the numbers: given twice, or beyond the district's counter."""
    with Session(engine) as session:
        last = session.scalar(select(DistrictClock.last_seq).where(DistrictClock.last_seq > 0))
        rows = session.execute(select(SealedRecord.seq, SealedRecord.shown, SealedRecord.id)).all()
    assert last is not None
    seqs, places, ids = ([row[n] for row in rows] for n in range(3))
    doubled = [
        name
        for name, found in (("seq", seqs), ("shown", places), ("id", ids))
        if len(set(found)) != len(found)
    ]
    return doubled + [str(n) for n in {*seqs, *places} if not 0 < n <= last]


def unapplied(engine: Engine) -> list[str]:
    """The faults of the records that are kept but have come to nothing."""
    with Session(engine) as session:
        asked = select(SealedRecord.fault).where(SealedRecord.state == "unapplied")
        return [str(fault) for fault in session.scalars(asked)]
