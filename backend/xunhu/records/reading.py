"""Which sealed records a user may see, and how they are given out."""

from collections.abc import Collection, Mapping
from typing import Any, Protocol

import orjson
from sqlalchemy import ColumnElement, false, or_

from xunhu.db import unsqueeze
from xunhu.records.kinds import Kind, all_kinds
from xunhu.records.models import SealedRecord
from xunhu.records.roles import Reach, Role
from xunhu.schemas import rfc3339


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
    return (SealedRecord.district == reader.district) & or_(false(), *allowed)


def _reached(kind: Kind, reader: Reader) -> ColumnElement[bool]:
    of_kind = SealedRecord.kind == kind.name
    match kind.read[reader.role]:
        case Reach.OWN:
            return of_kind & (SealedRecord.author == reader.username)
        case Reach.TOWNSHIPS:
            return of_kind & SealedRecord.township.in_(reader.townships)
        case Reach.DISTRICT:
            return of_kind


def feature_of(row: SealedRecord) -> Mapping[str, Any]:
    """A sealed record as the Feature that was sealed, with the server's `receipt` beside it."""
    feature: dict[str, Any] = orjson.loads(unsqueeze(row.content))
    receipt = {
        "seq": row.seq,
        "digest": f"sha256:{row.digest.hex()}",
        "received_at": rfc3339(row.received_at),
        "sender": row.sender,
        "state": row.state,
    }
    return {**feature, "receipt": receipt}
