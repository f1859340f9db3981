"""What is kept of records: found by their ids, sealed or parked, and written down."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Select
from sqlalchemy.orm import Session

from xunhu.db import squeeze
from xunhu.records.checking import Refused
from xunhu.records.envelope import Read
from xunhu.records.kinds import Sealed
from xunhu.records.models import Attachment, ParkedRecord, SealedRecord
from xunhu.statements import ask, by_ids, insert_rows


class Kept(NamedTuple):
    """A record that is there; `seq` is the number of a sealed one, `code` the fault of a parked."""

    id: UUID
    digest: bytes
    kind: str | None
    author: str | None
    sender: str
    received_at: datetime
    state: str | None
    seq: int | None = None
    code: str | None = None
    errors: list[Any] | None = None

    @property
    def is_parked(self) -> bool:
        """Whether it waits for a decision, or one was made to put it aside."""
        return self.seq is None

    @property
    def is_erased(self) -> bool:
        """Whether it was erased for privacy."""
        return self.state == "erased"


def _asked(row: Any, *more: Any) -> Select[Any]:
    columns = (row.id, row.digest, row.kind, row.author, row.sender, row.received_at)
    return by_ids(row.id, *columns, *more)


_PARKED = _asked(ParkedRecord, ParkedRecord.decision, ParkedRecord.code, ParkedRecord.errors)
_SEALED = _asked(SealedRecord, SealedRecord.state, SealedRecord.seq)
Known = dict[UUID, Kept]


def known_among(session: Session, district: str, ids: Collection[UUID]) -> Known:
    """Those of these records that the server has; one that was parked and accepted is sealed."""
    if not ids:
        return {}
    asked = {"district": district, "ids": list(ids)}
    parked = {row.id: Kept(*[*row[:7], None, *row[7:]]) for row in ask(session, _PARKED, asked)}
    return parked | {row.id: Kept(*row) for row in ask(session, _SEALED, asked)}


def is_erased(row: SealedRecord | ParkedRecord) -> bool:
    """Whether a record was erased for privacy."""
    state = row.state if isinstance(row, SealedRecord) else row.decision
    return state == "erased"


def why_parked(parked: Kept) -> Refused:
    """What its sender was told when it came."""
    return Refused(parked.code or "", parked.errors, parked=True)


def park(
    session: Session,
    district: str,
    read: Read,
    refused: Refused,
    sender: str,
    received_at: datetime,
) -> Kept:
    """Keep the bytes of a record that waits for a decision; it has an id."""

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
    return Kept(
        *(read.id, read.digest, row.kind, row.author, sender, received_at),
        state=None,
        code=refused.code,
        errors=refused.errors,
    )


def number(
    session: Session, sealed: Sealed, correction: dict[str, Any] | None = None
) -> SealedRecord:
    """Keep the bytes of an acceptable record that has its number."""
    row = SealedRecord(**_columns(sealed, correction))
    session.add(row)
    insert_rows(session, Attachment, _declared(sealed))
    return row


def number_all(session: Session, records: Sequence[Sealed]) -> None:
    """The same for records that nobody will change in this transaction."""
    insert_rows(session, SealedRecord, [_columns(sealed) for sealed in records])
    declared = [row for sealed in records for row in _declared(sealed)]
    insert_rows(session, Attachment, declared)


def _columns(sealed: Sealed, correction: dict[str, Any] | None = None) -> dict[str, Any]:
    return dict(
        district=sealed.district,
        seq=sealed.seq,
        id=sealed.id,
        digest=sealed.digest,
        kind=sealed.kind.name,
        township=sealed.township,
        author=sealed.author,
        sender=sealed.sender,
        device=sealed.device,
        occurred_at=sealed.occurred_at,
        received_at=sealed.received_at,
        content=squeeze(sealed.raw),
        state="applied",
        fault=None,
        shown=sealed.seq,
        author_role=sealed.author_role,
        sender_role=sealed.sender_role,
        correction=correction,
    )


def _declared(sealed: Sealed) -> list[dict[str, Any]]:
    return [
        dict(
            district=sealed.district,
            record=sealed.id,
            slot=declared["slot"],
            sha256=bytes.fromhex(declared["sha256"]),
            size=declared["size"],
            media_type=declared["media_type"],
        )
        for declared in sealed.attachments
    ]
