"""An acceptable record gets the district's next number, and its bytes are kept."""

from typing import Any

from sqlalchemy.orm import Session

from xunhu.db import squeeze
from xunhu.records.clock import next_number
from xunhu.records.kinds import Sealed
from xunhu.records.models import Attachment, DistrictClock, SealedRecord


def number(
    session: Session,
    clock: DistrictClock,
    sealed: Sealed,
    correction: dict[str, Any] | None = None,
) -> SealedRecord:
    """Give an acceptable record the district's next number and keep its bytes."""
    seq = next_number(clock)
    row = SealedRecord(
        district=clock.district,
        seq=seq,
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
        shown=seq,
        author_role=sealed.author_role,
        sender_role=sealed.sender_role,
        correction=correction,
    )
    session.add(row)
    session.add_all(_declared(sealed))
    return row


def _declared(sealed: Sealed) -> list[Attachment]:
    return [
        Attachment(
            district=sealed.district,
            record=sealed.id,
            slot=declared["slot"],
            sha256=bytes.fromhex(declared["sha256"]),
            size=declared["size"],
            media_type=declared["media_type"],
        )
        for declared in sealed.attachments
    ]
