"""Inside the transaction: lock the district, number, keep, apply. The only writer of records."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from xunhu.db import squeeze, writing
from xunhu.records.beside import Beside
from xunhu.records.checking import Refused
from xunhu.records.clock import lock_district
from xunhu.records.effects import Effects
from xunhu.records.envelope import Read
from xunhu.records.kinds import Sealed
from xunhu.records.models import DistrictClock, ParkedRecord, SealedRecord
from xunhu.records.numbering import number


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
        there = {row.id: row.kind for row in self.known.values() if isinstance(row, SealedRecord)}
        self.beside = Beside(session, clock.district, sealed, there)
        self.effects = Effects(session, clock, ids)
        self.stored: list[Sealed] = []
        self.numbered: list[tuple[SealedRecord, Sealed]] = []

    def settle(self, read: Read) -> Outcome:
        """What becomes of one record."""
        refused = read.refused or self._in_vain(read)
        kept = self.known.get(read.id) if read.id else None
        seen_before = kept is not None and (kept.digest == read.digest or is_erased(kept))
        if read.id is None or (refused and not refused.parked and not seen_before):
            return Outcome(read.id, read.digest, Status.REJECTED, problem=refused)
        if kept is not None:
            return _again(kept, read)
        if refused:
            self.known[read.id] = self._park(read, read.id, refused)
            return Outcome(read.id, read.digest, Status.PARKED, problem=refused)
        assert read.sealed is not None
        row = number(self.session, self.clock, read.sealed)
        sealed = replace(read.sealed, seq=row.seq)
        self.known[read.id] = row
        self.beside.note(row)
        self.stored.append(sealed)
        self.numbered.append((row, sealed))
        if self.effects.is_revision(row):
            self.apply()
        return Outcome(row.id, row.digest, Status.STORED, row.seq, row.received_at)

    def apply(self) -> None:
        """Apply what was numbered so far."""
        self.session.flush()
        self.effects.take_all(self.numbered)
        self.numbered = []

    def _in_vain(self, read: Read) -> Refused | None:
        """What it names or amends is known under the lock alone, and may come with it."""
        if read.sealed is None or read.id in self.known:
            return None
        faults = self.beside.faults_of(read.sealed, self.apply)
        return Refused(faults[0]["code"], faults, parked=True) if faults else None

    def _park(self, read: Read, record: UUID, refused: Refused) -> ParkedRecord:
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
        return row


Kept = SealedRecord | ParkedRecord
Known = dict[UUID, Kept]


def known_among(session: Session, district: str, ids: Sequence[UUID]) -> Known:
    """Those of these records that the server has; one that was parked and accepted is sealed."""
    known: Known = {}
    parked = (ParkedRecord.district == district) & ParkedRecord.id.in_(ids)
    sealed = (SealedRecord.district == district) & SealedRecord.id.in_(ids)
    known.update({row.id: row for row in session.scalars(select(ParkedRecord).where(parked))})
    known.update({row.id: row for row in session.scalars(select(SealedRecord).where(sealed))})
    return known


def is_erased(kept: Kept) -> bool:
    """Whether a record was erased for privacy."""
    state = kept.state if isinstance(kept, SealedRecord) else kept.decision
    return state == "erased"


def why_parked(parked: ParkedRecord) -> Refused:
    """What its sender was told when it came."""
    return Refused(parked.code, parked.errors, parked=True)  # type: ignore[arg-type]


def _again(kept: Kept, read: Read) -> Outcome:
    if is_erased(kept):
        return Outcome(kept.id, read.digest, Status.ERASED)
    if kept.digest != read.digest:
        conflict = Refused("conflicting-bytes", parked=False)
        return Outcome(kept.id, read.digest, Status.CONFLICT, problem=conflict)
    if isinstance(kept, ParkedRecord):
        return Outcome(kept.id, kept.digest, Status.PARKED, problem=why_parked(kept))
    return Outcome(kept.id, kept.digest, Status.DUPLICATE, kept.seq, kept.received_at)
