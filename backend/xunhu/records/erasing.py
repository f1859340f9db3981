"""Erasing for privacy: the bytes go, the number and the id stay, and the phones hear of it."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from xunhu.db import unsqueeze
from xunhu.records.clock import next_number, show_again
from xunhu.records.effects import Effects
from xunhu.records.missing import forget_references
from xunhu.records.models import Attachment, DistrictClock, ParkedRecord, Revision, SealedRecord
from xunhu.records.revisions import record_named, revisions_of
from xunhu.records.view import REVISIONS

NOTHING = b""


def erase(session: Session, clock: DistrictClock, record: UUID) -> bool:
    """Erase a record with all that revises it; false when it isn't there or is erased already."""
    for revision in _parked_about(session, clock.district, record):
        _erase_parked(session, clock, revision)
    parked_too = _erase_parked(session, clock, record)
    row = record_named(session, clock.district, record)
    if row is None or row.state == "erased":
        return parked_too
    effects = Effects(session, clock, [record])
    effects.withdraw(row)
    revisions = [] if row.kind in REVISIONS else revisions_of(session, clock.district, record)
    for each in [row, *_rows(session, clock.district, [r.id for r in revisions])]:
        _empty(session, clock, each)
    effects.follow()
    return True


def _erase_parked(session: Session, clock: DistrictClock, record: UUID) -> bool:
    parked = session.get(ParkedRecord, (clock.district, record))
    if parked is None or parked.decision == "erased":
        return False
    parked.decision, parked.content, parked.errors = "erased", NOTHING, []
    parked.shown = next_number(clock)
    return True


def _parked_about(session: Session, district: str, record: UUID) -> Sequence[UUID]:
    """The parked amendments and voids of a record: what they change may say as much as it did."""
    asked = select(ParkedRecord.id, ParkedRecord.content).where(
        ParkedRecord.district == district,
        ParkedRecord.id != record,
        ParkedRecord.kind.in_(REVISIONS),
        ParkedRecord.content != NOTHING,
    )
    named = str(record).encode()
    return [id for id, content in session.execute(asked) if named in unsqueeze(content).lower()]


def _empty(session: Session, clock: DistrictClock, row: SealedRecord) -> None:
    row.state, row.content, row.correction, row.fault = "erased", NOTHING, None, None
    show_again(clock, row)
    forget_references(session, clock.district, row.id)
    for table, column in ((Attachment, Attachment.record), (Revision, Revision.id)):
        here = (table.district == clock.district) & (column == row.id)
        session.execute(delete(table).where(here))
    session.flush()


def _rows(session: Session, district: str, ids: Sequence[UUID]) -> Sequence[SealedRecord]:
    here = (SealedRecord.district == district) & SealedRecord.id.in_(ids)
    return session.scalars(select(SealedRecord).where(here).order_by(SealedRecord.seq)).all()
