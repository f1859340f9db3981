"""A record as it stands, and how it came to that."""

from collections.abc import Mapping, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from xunhu.auth.who import Who
from xunhu.db import unsqueeze
from xunhu.problems import NotFound
from xunhu.records.models import ERASED, THINNED, Revision, SealedRecord
from xunhu.records.reading import feature_of, missing_slots, visible_to
from xunhu.records.revisions import contradictory, revised_among, revisions_of
from xunhu.records.view import REVISIONS, sealed_feature, view_of
from xunhu.schemas import digest_text, rfc3339


class LetGo(NotFound):
    """The positions of a track, and with them its exact bytes, are kept for some time only."""

    code = "thinned"


def as_they_stand(session: Session, rows: Sequence[SealedRecord]) -> list[dict[str, Any]]:
    """Records with the amendments that are in force."""
    if not rows:
        return []
    district, ids = rows[0].district, [row.id for row in rows]
    missing = missing_slots(session, district, ids)
    revised = revised_among(session, district, ids)
    return [
        {
            **feature_of(row, missing.get(row.id, ())),
            **_current(session, row, is_revised=row.id in revised),
        }
        for row in rows
    ]


def _current(session: Session, row: SealedRecord, *, is_revised: bool) -> Mapping[str, Any]:
    if row.state == THINNED:
        return {}  # what is left of it can't be amended
    if row.kind in REVISIONS or not is_revised:
        return sealed_feature(row) if row.correction else {}
    return view_of(row, revisions_of(session, row.district, row.id)).feature


def one_with_history(session: Session, who: Who, record: UUID) -> dict[str, Any]:
    """A record in sight with all that revised it; raises NotFound."""
    row = _one(session, who, record)
    revisions = revisions_of(session, row.district, row.id)
    feature = as_they_stand(session, [row])[0]
    return {**feature, "history": revisions_told(session, revisions)}


def sealed_bytes(session: Session, who: Who, record: UUID) -> tuple[bytes, bytes]:
    """The exact bytes of a record in sight, and their SHA-256; raises NotFound, and LetGo."""
    row = _one(session, who, record)
    if row.state == THINNED:
        raise LetGo
    return unsqueeze(row.content), row.digest


def _one(session: Session, who: Who, record: UUID) -> SealedRecord:
    asked = select(SealedRecord).where(visible_to(who), SealedRecord.id == record)
    row = session.scalars(asked.where(SealedRecord.state != ERASED)).one_or_none()
    if row is None:
        raise NotFound
    return row


def revisions_told(session: Session, revisions: Sequence[Revision]) -> list[dict[str, Any]]:
    """Amendments and voids as a history tells them, in the order of their numbers."""
    at_odds = {revision.seq for revision in contradictory(revisions)}
    if not revisions:
        return []
    asked = select(SealedRecord).where(
        SealedRecord.district == revisions[0].district,
        SealedRecord.seq.in_([revision.seq for revision in revisions]),
    )
    rows = {row.seq: row for row in session.scalars(asked)}
    return [_told(r, rows[r.seq], contradicts=r.seq in at_odds) for r in revisions]


def _told(revision: Revision, row: SealedRecord, *, contradicts: bool) -> dict[str, Any]:
    base = revision.base_digest
    return {
        "id": str(row.id),
        "seq": row.seq,
        "kind": row.kind,
        "author": row.author,
        "sender": row.sender,
        "occurred_at": rfc3339(row.occurred_at),
        "received_at": rfc3339(row.received_at),
        "state": row.state,
        "fault": revision.fault,
        "reason": sealed_feature(row)["properties"]["data"]["reason"],
        "base_digest": digest_text(base) if base else None,
        "changes": revision.changes,
        "contradictory": contradicts,
    }
