"""Whether the server has what a phone thinks it has, bytes for bytes."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from xunhu import problems
from xunhu.auth.who import Who
from xunhu.records.checking import Refused
from xunhu.records.keep import is_erased, known_among
from xunhu.records.models import ParkedRecord, SealedRecord
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

    Who names the right digest has the bytes, and is told whatever the scope is now.
    """
    ids = [claim.id for claim in claims]
    known = known_among(session, who.district, ids)
    readable = _readable(session, who, ids)

    def status(claim: Claim) -> str:
        row = known.get(claim.id)
        if row is None:
            return "unknown"
        if row.digest != claim.digest:
            ours = claim.id in readable or who.username in (row.author, row.sender)
            return ("erased" if is_erased(row) else "mismatch") if ours else "unknown"
        if is_erased(row):
            return "erased"
        return "stored" if isinstance(row, SealedRecord) else "parked"

    def beside(claim: Claim) -> dict[str, Any]:
        row = known.get(claim.id)
        if row is None or row.digest != claim.digest or is_erased(row):
            return {}
        if isinstance(row, ParkedRecord):
            fault = Refused(row.code, row.errors, parked=True)  # type: ignore[arg-type]
            return {"problem": fault.body(problems.language())}
        return {"seq": row.seq, "received_at": rfc3339(row.received_at)}

    return [{"id": str(c.id), "status": status(c), **beside(c)} for c in claims]


def _readable(session: Session, who: Who, ids: Sequence[UUID]) -> set[UUID]:
    asked = select(SealedRecord.id).where(visible_to(who), SealedRecord.id.in_(ids))
    return set(session.scalars(asked))


def verify_answer(session: Session, who: Who, claims: Sequence[Claim]) -> dict[str, Any]:
    """The answer to a verify, one result a claim."""
    results = verify(session, who, claims)
    return {**standing(session, who.district), "results": results}
