"""Inside the transaction: lock the district, number, keep, apply. The only writer of records."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy.orm import Session

from xunhu.db import squeeze, writing
from xunhu.records.beside import Beside
from xunhu.records.checking import Refused
from xunhu.records.clock import lock_district, next_number
from xunhu.records.effects import Effects
from xunhu.records.envelope import Read
from xunhu.records.kept import Kept, known_among, number, number_all, why_parked
from xunhu.records.kinds import Sealed
from xunhu.records.models import DistrictClock, ParkedRecord


class Status(StrEnum):
    """What became of one pushed record (contract section 5)."""

    STORED = "stored"
    DUPLICATE = "duplicate"
    PARKED = "parked"
    CONFLICT = "conflict"
    REJECTED = "rejected"
    ERASED = "erased"
    RETRY = "retry"


@dataclass(frozen=True)
class Outcome:
    """The answer to one record; `seq` and `received_at` are its receipt."""

    id: UUID | None
    digest: bytes
    status: Status
    seq: int | None = None
    received_at: datetime | None = None
    problem: Refused | None = None


def keep_all(
    district: str, reads: Sequence[Read], sender: str, received_at: datetime
) -> list[Outcome]:
    """Keep a batch in one transaction, each record for itself; committed on return."""
    with writing() as session:
        return keep_in(session, lock_district(session, district), reads, sender, received_at)


def keep_in(
    session: Session,
    clock: DistrictClock,
    reads: Sequence[Read],
    sender: str,
    received_at: datetime,
) -> list[Outcome]:
    """The same within a transaction that has locked the district."""
    batch = _Batch(session, clock, sender, received_at, reads)
    outcomes = [batch.settle(read) for read in reads]
    batch.apply()
    batch.effects.finish(batch.stored, received_at, batch.beside.sorts)
    return outcomes


class _Batch:
    """The records of one push within its transaction."""

    def __init__(
        self,
        session: Session,
        clock: DistrictClock,
        sender: str,
        received_at: datetime,
        reads: Sequence[Read],
    ) -> None:
        self.session, self.clock = session, clock
        self.sender, self.received_at = sender, received_at
        ids = [read.id for read in reads if read.id]
        self.known = known_among(session, clock.district, ids)
        sealed = [read.sealed for read in reads if read.sealed]
        there = {kept.id: kept.kind or "" for kept in self.known.values() if not kept.is_parked}
        self.beside = Beside(session, clock.district, sealed, there)
        self.effects = Effects(session, clock, ids)
        self.stored: list[Sealed] = []
        self.numbered: list[Sealed] = []

    def settle(self, read: Read) -> Outcome:
        """What becomes of one record."""
        refused = read.refused or self._in_vain(read)
        kept = self.known.get(read.id) if read.id else None
        seen_before = kept is not None and (kept.digest == read.digest or kept.is_erased)
        if read.id is None or (refused and not refused.parked and not seen_before):
            return Outcome(read.id, read.digest, Status.REJECTED, problem=refused)
        if kept is not None:
            return _again(kept, read)
        if refused:
            self.known[read.id] = self._park(read, read.id, refused)
            return Outcome(read.id, read.digest, Status.PARKED, problem=refused)
        assert read.sealed is not None
        return self._number(read.sealed)

    def apply(self) -> None:
        """Write down and apply what was numbered so far, but for what revises or is revised."""
        number_all(self.session, self.numbered)
        self.effects.take_all(self.numbered)
        self.numbered = []

    def _number(self, found: Sealed) -> Outcome:
        sealed = replace(found, seq=next_number(self.clock))
        if self.effects.is_revision(sealed):
            self.apply()
            row = number(self.session, sealed)
            self.session.flush()
            self.effects.take(row, sealed)
        else:
            self.numbered.append(sealed)
        self.known[sealed.id] = _kept(sealed)
        self.beside.note(sealed)
        self.stored.append(sealed)
        at = sealed.received_at
        return Outcome(sealed.id, sealed.digest, Status.STORED, sealed.seq, at)

    def _in_vain(self, read: Read) -> Refused | None:
        """What it names or amends is known under the lock alone, and may come with it."""
        if read.sealed is None or read.id in self.known:
            return None
        faults = self.beside.faults_of(read.sealed, self.apply)
        return Refused(faults[0]["code"], faults, parked=True) if faults else None

    def _park(self, read: Read, record: UUID, refused: Refused) -> Kept:
        def told(name: str, most: int) -> str | None:
            value = read.properties.get(name)
            return value if isinstance(value, str) and len(value) <= most else None

        row = ParkedRecord(
            district=self.clock.district,
            id=record,
            digest=read.digest,
            kind=told("kind", 40),
            township=told("township", 9),
            author=told("author", 60),
            sender=self.sender,
            received_at=self.received_at,
            content=squeeze(read.raw),
            code=refused.code,
            errors=refused.errors,
        )
        self.session.add(row)
        return Kept(
            *(record, read.digest, row.kind, row.author, row.sender, row.received_at),
            state=None,
            code=refused.code,
            errors=refused.errors,
        )


def _kept(sealed: Sealed) -> Kept:
    told = (sealed.kind.name, sealed.author, sealed.sender, sealed.received_at, "applied")
    return Kept(sealed.id, sealed.digest, *told, seq=sealed.seq)


def _again(kept: Kept, read: Read) -> Outcome:
    if kept.is_erased:
        return Outcome(kept.id, read.digest, Status.ERASED)
    if kept.digest != read.digest:
        conflict = Refused("conflicting-bytes", parked=False)
        return Outcome(kept.id, read.digest, Status.CONFLICT, problem=conflict)
    if kept.is_parked:
        return Outcome(kept.id, kept.digest, Status.PARKED, problem=why_parked(kept))
    return Outcome(kept.id, kept.digest, Status.DUPLICATE, kept.seq, kept.received_at)
