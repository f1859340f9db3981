"""Whether the server has what a phone thinks it has, bytes for bytes."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from xunhu import problems
from xunhu.auth.who import Who
from xunhu.records.kept import Kept, known_among, why_parked
from xunhu.records.models import SealedRecord
from xunhu.records.reading import visible_to
from xunhu.schemas import rfc3339
from xunhu.sync.standing import standing


@dataclass(frozen=True)
class Claim:
    """A record that a phone has; `digest` is of its exact bytes."""

    id: UUID
    digest: bytes


def verify(session: Session, who: Who, claims: Sequence[Claim]) -> list[dict[str, Any]]:
    """The status of each claim, in order; what is none of this user's business is `unknown`.

    What is stored comes with its receipt, for after a restore it may have another number; what is
    parked comes with its problem.
    """
    ids = [claim.id for claim in claims]
    known = known_among(session, who.district, ids)
    hidden = known.keys() - _readable(session, who, ids)
    return [
        {"id": str(claim.id), **_told(who, claim, known.get(claim.id), claim.id in hidden)}
        for claim in claims
    ]


def _told(who: Who, claim: Claim, row: Kept | None, is_hidden: bool) -> dict[str, Any]:
    """Who names the right digest has the bytes, and is told whatever the scope is now."""
    if row is None:
        return {"status": "unknown"}
    has_bytes = row.digest == claim.digest
    if is_hidden and not has_bytes and who.username not in (row.author, row.sender):
        return {"status": "unknown"}
    if row.is_erased:
        return {"status": "erased"}
    if not has_bytes:
        return {"status": "mismatch"}
    if row.is_parked:
        return {"status": "parked", "problem": why_parked(row).body(problems.language())}
    return {"status": "stored", "seq": row.seq, "received_at": rfc3339(row.received_at)}


def _readable(session: Session, who: Who, ids: Sequence[UUID]) -> set[UUID]:
    asked = select(SealedRecord.id).where(visible_to(who), SealedRecord.id.in_(ids))
    return set(session.scalars(asked))


def verify_answer(session: Session, who: Who, claims: Sequence[Claim]) -> dict[str, Any]:
    """The answer to a verify, one result a claim."""
    results = verify(session, who, claims)
    return {**standing(session, who.district), "results": results}
