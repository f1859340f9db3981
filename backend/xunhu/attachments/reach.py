"""Whose images somebody may send, and whose they may see."""

from uuid import UUID

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import Session

from xunhu.auth.who import Who
from xunhu.problems import NotFound
from xunhu.records.kinds import all_kinds
from xunhu.records.models import Attachment, SealedRecord
from xunhu.records.reading import visible_to
from xunhu.records.roles import Reach

ERASED = "erased"


def one_to_send(session: Session, who: Who, record: UUID, slot: str) -> Attachment:
    """What a record declares in a slot, for somebody who may send it; raises NotFound."""
    return _one(session, record, slot, sendable_by(who))


def one_to_see(session: Session, who: Who, record: UUID, slot: str) -> Attachment:
    """An image that has come, for somebody who may see its record; raises NotFound."""
    return _one(session, record, slot, visible_to(who) & Attachment.received_at.is_not(None))


def declared() -> Select[Attachment]:
    """The slots of the records that are not erased."""
    return select(Attachment).join(SealedRecord, of_record()).where(SealedRecord.state != ERASED)


def of_record() -> ColumnElement[bool]:
    """What joins an image to its record."""
    return (SealedRecord.district == Attachment.district) & (SealedRecord.id == Attachment.record)


def sendable_by(who: Who) -> ColumnElement[bool]:
    """The condition on `SealedRecord` for sending what belongs to it.

    Its sender may as well as its readers: a colleague sends a dead phone's queue. What nobody but
    its author reads is the author's alone to complete.
    """
    record = SealedRecord
    may = [kind.name for kind in all_kinds() if who.role in kind.push]
    alone = [kind.name for kind in all_kinds() if set(kind.read.values()) == {Reach.OWN}]
    private = record.kind.in_(alone) | (record.about.is_not(None) & record.about.in_(alone))
    ours = (record.author == who.username) | (record.sender == who.username)
    here = (record.district == who.district) & record.kind.in_(may)
    return here & (visible_to(who) | (ours & ~private))


def _one(session: Session, record: UUID, slot: str, allowed: ColumnElement[bool]) -> Attachment:
    if "\x00" in slot:
        raise NotFound
    named = (Attachment.record == record) & (Attachment.slot == slot)
    found = session.scalars(declared().where(named, allowed)).one_or_none()
    if found is None:
        raise NotFound
    return found
