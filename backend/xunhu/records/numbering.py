"""An acceptable record gets the district's next number, and its bytes are kept."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy.orm import Session

from xunhu.db import insert_rows, squeeze
from xunhu.records.kinds import Sealed
from xunhu.records.models import Attachment, SealedRecord


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
