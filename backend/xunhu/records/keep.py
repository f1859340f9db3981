"""Inside the transaction: lock the district, number, keep, apply. The only writer of records."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy.orm import Session

from xunhu.records.alarms import Savepoint, careful
from xunhu.records.beside import Beside
from xunhu.records.checking import Refused
from xunhu.records.clock import locked, next_number
from xunhu.records.effects import Effects
from xunhu.records.envelope import Read
from xunhu.records.kept import Kept, known_among, number, number_all, park, why_parked
from xunhu.records.kinds import Sealed
from xunhu.records.models import DistrictClock


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

    def keep(session: Session, clock: DistrictClock, savepoint: Savepoint) -> list[Outcome]:
        return keep_in(session, clock, reads, sender, received_at, savepoint)

    return locked(district, keep)


def keep_in(
    session: Session,
    clock: DistrictClock,
    reads: Sequence[Read],
    sender: str,
    received_at: datetime,
    savepoint: Savepoint = careful,
) -> list[Outcome]:
    """The same within a transaction that has locked the district."""
    batch = _Batch(session, clock, sender, received_at, reads, savepoint)
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
        savepoint: Savepoint,
    ) -> None:
        self.session, self.clock = session, clock
        self.sender, self.received_at = sender, received_at
        ids = [read.id for read in reads if read.id]
        self.known = known_among(session, clock.district, ids)
        sealed = [read.sealed for read in reads if read.sealed]
        there = {kept.id: kept.kind or "" for kept in self.known.values() if not kept.is_parked}
        self.beside = Beside(session, clock.district, sealed, there)
        self.effects = Effects(session, clock, ids, savepoint)
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
            district = self.clock.district
            parked = park(self.session, district, read, refused, self.sender, self.received_at)
            self.known[read.id] = parked
            return Outcome(read.id, read.digest, Status.PARKED, problem=refused)
        assert read.sealed is not None
        return self._number(read.sealed)

    def apply(self) -> None:
        """Write down and apply what was numbered so far, but for what revises or is revised."""
        number_all(self.session, self.numbered)
        self.effects.take_all(self.numbered)
        self.numbered = []

    def _number(self, found: Sealed) -> Outcome:
        sealed = found.but(seq=next_number(self.clock))
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
