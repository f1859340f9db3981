"""Which sealed records a user may see, and how they are given out."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any, Protocol
from uuid import UUID

import orjson
from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from xunhu.db import unsqueeze
from xunhu.records.kinds import Kind, all_kinds
from xunhu.records.models import Attachment, SealedRecord
from xunhu.records.roles import Reach, Role
from xunhu.records.view import REVISIONS
from xunhu.schemas import digest_text, rfc3339


class Reader(Protocol):
    """Whoever reads: a signed-in user."""

    @property
    def district(self) -> str: ...
    @property
    def username(self) -> str: ...
    @property
    def role(self) -> Role: ...
    @property
    def townships(self) -> Collection[str]: ...


def visible_to(reader: Reader) -> ColumnElement[bool]:
    """The condition on `SealedRecord` that permission puts into every query."""
    allowed = [_reached(kind, reader) for kind in all_kinds() if reader.role in kind.read]
    return (SealedRecord.district == reader.district) & or_(_own_revision(reader), *allowed)


def _reached(kind: Kind, reader: Reader) -> ColumnElement[bool]:
    """Records of a kind, and what revises them."""
    record = SealedRecord
    match kind.read[reader.role]:
        case Reach.OWN:
            own = (record.kind == kind.name) & (record.author == reader.username)
            return own | ((record.about == kind.name) & (record.about_author == reader.username))
        case Reach.TOWNSHIPS:
            return _of(kind) & record.township.in_(reader.townships)
        case Reach.DISTRICT:
            return _of(kind)


def _of(kind: Kind) -> ColumnElement[bool]:
    return (SealedRecord.kind == kind.name) | (SealedRecord.about == kind.name)


def _own_revision(reader: Reader) -> ColumnElement[bool]:
    """What revises is its author's, before what it revises has come and afterwards."""
    return SealedRecord.kind.in_(REVISIONS) & (SealedRecord.author == reader.username)


def feature_of(row: SealedRecord, missing: Sequence[str] = ()) -> Mapping[str, Any]:
    """A sealed record as the Feature that was sealed, with what the server has to say beside it.

    `receipt` is the server's; `missing_attachments` are the slots whose image has not come.
    """
    feature: dict[str, Any] = orjson.loads(unsqueeze(row.content))
    receipt = {
        "seq": row.seq,
        "digest": digest_text(row.digest),
        "received_at": rfc3339(row.received_at),
        "sender": row.sender,
        "state": row.state,
    }
    return {**feature, "receipt": receipt, "missing_attachments": list(missing)}


def missing_slots(
    session: Session, district: str, records: Collection[UUID]
) -> Mapping[UUID, list[str]]:
    """The slots of these records whose image has not come."""
    asked = select(Attachment.record, Attachment.slot).where(
        Attachment.district == district,
        Attachment.record.in_(records),
        Attachment.received_at.is_(None),
    )
    found: dict[UUID, list[str]] = {}
    for record, slot in session.execute(asked.order_by(Attachment.record, Attachment.slot)):
        found.setdefault(record, []).append(slot)
    return found
