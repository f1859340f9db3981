"""What the server has under some ids, sealed or parked: what a second arrival is held against."""

from collections.abc import Collection
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import Select
from sqlalchemy.orm import Session

from xunhu.db import by_ids
from xunhu.records.checking import Refused
from xunhu.records.models import ParkedRecord, SealedRecord


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
    known = {}
    for *told, code, errors in session.execute(_PARKED, asked):
        known[told[0]] = Kept(*told, code=code, errors=errors)
    for told in session.execute(_SEALED, asked):
        known[told[0]] = Kept(*told)
    return known


def is_erased(row: SealedRecord | ParkedRecord) -> bool:
    """Whether a record was erased for privacy."""
    state = row.state if isinstance(row, SealedRecord) else row.decision
    return state == "erased"


def why_parked(parked: Kept) -> Refused:
    """What its sender was told when it came."""
    return Refused(parked.code or "", parked.errors, parked=True)
