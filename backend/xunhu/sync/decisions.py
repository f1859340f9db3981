"""What a phone hears of decisions about its parked records."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from xunhu.records.models import ParkedRecord, SealedRecord
from xunhu.schemas import rfc3339


def decisions_told(session: Session, parked: Sequence[ParkedRecord]) -> list[dict[str, Any]]:
    """Accepted ones with the receipt that they now have; erased ones are tombstones instead."""
    decided = [row for row in parked if row.decision in ("accepted", "discarded")]
    receipts = _receipts(session, [row for row in decided if row.decision == "accepted"])
    return [_told(row) | receipts.get(row.id, {}) for row in decided]


def _told(row: ParkedRecord) -> dict[str, Any]:
    assert row.decided_at is not None
    return {
        "id": str(row.id),
        "digest": f"sha256:{row.digest.hex()}",
        "decision": row.decision,
        "reason": row.reason,
        "decided_at": rfc3339(row.decided_at),
    }


def _receipts(session: Session, accepted: Sequence[ParkedRecord]) -> dict[Any, dict[str, Any]]:
    if not accepted:
        return {}
    asked = select(SealedRecord.id, SealedRecord.seq, SealedRecord.received_at).where(
        SealedRecord.district == accepted[0].district,
        SealedRecord.id.in_([row.id for row in accepted]),
    )
    return {
        record: {"seq": seq, "received_at": rfc3339(received_at)}
        for record, seq, received_at in session.execute(asked)
    }
