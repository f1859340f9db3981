"""Inside the transaction: lock the district, number, keep, apply. The only writer of records."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

import structlog
from prometheus_client import Counter
from sqlalchemy import select
from sqlalchemy.orm import Session

from xunhu.db import squeeze, writing
from xunhu.problems import NotFound
from xunhu.records.envelope import Read, Refused
from xunhu.records.kinds import Follower, Sealed, followers_of
from xunhu.records.models import DistrictClock, ParkedRecord, SealedRecord

log = structlog.get_logger()
UNAPPLIED = Counter("xunhu_unapplied_records", "Records kept, but not applied", ["kind"])


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


def lock_district(session: Session, district: str) -> DistrictClock:
    """The district's clock, locked until the transaction ends; always taken first."""
    asked = select(DistrictClock).where(DistrictClock.district == district).with_for_update()
    clock = session.scalars(asked.execution_options(populate_existing=True)).one_or_none()
    if clock is None:
        raise NotFound(f"district {district}")
    return clock


def keep_all(
    district: str, reads: Sequence[Read], sender: str, received_at: datetime
) -> list[Outcome]:
    """Keep a batch in one transaction, each record for itself; committed on return."""
    with writing() as session:
        clock = lock_district(session, district)
        known = _known(session, district, [r.id for r in reads if r.id])
        applied: list[Sealed] = []
        outcomes = [_settle(session, clock, known, r, sender, received_at, applied) for r in reads]
        for follower, records in followers_of(applied):
            follow_up(session, clock.district, follower, records)
    return outcomes


Known = dict[UUID, SealedRecord | ParkedRecord]


def _known(session: Session, district: str, ids: Sequence[UUID]) -> Known:
    known: Known = {}
    parked = (ParkedRecord.district == district) & ParkedRecord.id.in_(ids)
    sealed = (SealedRecord.district == district) & SealedRecord.id.in_(ids)
    known.update({row.id: row for row in session.scalars(select(ParkedRecord).where(parked))})
    known.update({row.id: row for row in session.scalars(select(SealedRecord).where(sealed))})
    return known


def _settle(
    session: Session,
    clock: DistrictClock,
    known: Known,
    read: Read,
    sender: str,
    received_at: datetime,
    applied: list[Sealed],
) -> Outcome:
    refused = read.refused
    kept = known.get(read.id) if read.id else None
    seen_before = kept is not None and kept.digest == read.digest
    if read.id is None or (refused and not refused.parked and not seen_before):
        return Outcome(read.id, read.digest, Status.REJECTED, problem=refused)
    if kept is not None:
        return _again(kept, read)
    if refused:
        known[read.id] = _park(session, clock.district, read, refused, sender, received_at)
        return Outcome(read.id, read.digest, Status.PARKED, problem=refused)
    assert read.sealed is not None
    row = _number(session, clock, read.sealed, received_at)
    known[read.id] = row
    if apply_one(session, row, read.sealed):
        applied.append(read.sealed)
    return Outcome(row.id, row.digest, Status.STORED, row.seq, received_at)


def _again(kept: SealedRecord | ParkedRecord, read: Read) -> Outcome:
    if isinstance(kept, SealedRecord) and kept.state == "erased":
        return Outcome(kept.id, read.digest, Status.ERASED)
    if kept.digest != read.digest:
        conflict = Refused("conflicting-bytes", parked=False)
        return Outcome(kept.id, read.digest, Status.CONFLICT, problem=conflict)
    if isinstance(kept, ParkedRecord):
        fault = Refused(kept.code, kept.errors, parked=True)  # type: ignore[arg-type]
        return Outcome(kept.id, kept.digest, Status.PARKED, problem=fault)
    return Outcome(kept.id, kept.digest, Status.DUPLICATE, kept.seq, kept.received_at)


def _park(
    session: Session,
    district: str,
    read: Read,
    refused: Refused,
    sender: str,
    received_at: datetime,
) -> ParkedRecord:
    def told(name: str, most: int) -> str | None:
        value = read.properties.get(name)
        return value if isinstance(value, str) and len(value) <= most else None

    assert read.id is not None
    row = ParkedRecord(
        district=district,
        id=read.id,
        digest=read.digest,
        kind=told("kind", 40),
        township=told("township", 9),
        author=told("author", 60),
        sender=sender,
        received_at=received_at,
        content=squeeze(read.raw),
        code=refused.code,
        errors=refused.errors,
    )
    session.add(row)
    return row


def _number(
    session: Session, clock: DistrictClock, sealed: Sealed, received_at: datetime
) -> SealedRecord:
    clock.last_seq += 1
    row = SealedRecord(
        district=clock.district,
        seq=clock.last_seq,
        id=sealed.id,
        digest=sealed.digest,
        kind=sealed.kind.name,
        township=sealed.township,
        author=sealed.author,
        sender=sealed.sender,
        device=sealed.device,
        occurred_at=sealed.occurred_at,
        received_at=received_at,
        content=squeeze(sealed.raw),
        state="applied",
        fault=None,
    )
    session.add(row)
    session.flush()
    return row


def apply_one(session: Session, row: SealedRecord, sealed: Sealed) -> bool:
    """Apply one record in its own savepoint; a failure leaves it kept and marked, with an alarm."""
    try:
        with session.begin_nested():
            sealed.kind.apply(sealed)
    except Exception as wrong:
        _alarm(row, wrong)
        return False
    return True


def follow_up(
    session: Session, district: str, follower: Follower, records: Sequence[Sealed]
) -> None:
    """Follow a batch at once; when that fails, one by one, so that only the culprits are marked."""
    try:
        with session.begin_nested():
            follower(district, records)
    except Exception as wrong:
        if len(records) == 1:
            asked = (SealedRecord.district == district) & (SealedRecord.id == records[0].id)
            _alarm(session.scalars(select(SealedRecord).where(asked)).one(), wrong)
        else:
            for record in records:
                follow_up(session, district, follower, [record])


def _alarm(row: SealedRecord, wrong: Exception) -> None:
    row.state, row.fault = "unapplied", f"{type(wrong).__name__}: {wrong}"[:500]
    UNAPPLIED.labels(row.kind).inc()
    log.error("record not applied", record=str(row.id), kind=row.kind, seq=row.seq, exc_info=wrong)
