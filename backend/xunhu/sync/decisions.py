"""What a phone hears of decisions about its parked records."""

from collections.abc import Sequence
from typing import Any

from xunhu.records.models import ParkedRecord
from xunhu.schemas import digest_text, rfc3339


def decisions_told(parked: Sequence[ParkedRecord]) -> list[dict[str, Any]]:
    """Accepted and discarded ones with their receipt; erased ones are tombstones instead.

    `seq` is the number that an accepted record got, or the one of the decision to discard it.
    """
    return [_told(row) for row in parked if row.decision in ("accepted", "discarded")]


def _told(row: ParkedRecord) -> dict[str, Any]:
    assert row.decided_at is not None
    return {
        "id": str(row.id),
        "digest": digest_text(row.digest),
        "decision": row.decision,
        "reason": row.reason,
        "decided_at": rfc3339(row.decided_at),
        "seq": row.shown,
        "received_at": rfc3339(row.received_at),
    }
