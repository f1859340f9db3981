"""Outcomes as the phone reads them."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy.orm import Session

from xunhu import problems
from xunhu.db import utcnow
from xunhu.records.envelope import MAX_RECORD_BYTES, SCHEMA_VERSION
from xunhu.records.keep import Outcome, Status
from xunhu.records.models import DistrictClock
from xunhu.schemas import rfc3339
from xunhu.sync.frame import MAX_BYTES, MAX_RECORDS
from xunhu.sync.schemas import MAX_PULLED

RETRY_AFTER_S = 5
MINIMUM_CLIENT = "0.1.0"  # an older phone has to fetch the app anew before it syncs


def push_answer(session: Session, district: str, outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """The answer to a push, one result a record."""
    results = [result(n, outcome) for n, outcome in enumerate(outcomes)]
    return {**_standing(session, district), "results": results}


def hello(session: Session, district: str) -> dict[str, Any]:
    """What a phone wants to know before it sends anything."""
    limits = {
        "records": MAX_RECORDS,
        "bytes": MAX_BYTES,
        "record_bytes": MAX_RECORD_BYTES,
        "pull_records": MAX_PULLED,
    }
    return {
        **_standing(session, district),
        "limits": limits,
        "schema_versions": [SCHEMA_VERSION],
        "minimum_client": MINIMUM_CLIENT,
    }


def _standing(session: Session, district: str) -> dict[str, Any]:
    clock = session.get_one(DistrictClock, district)
    return {
        "epoch": str(clock.epoch),
        "server_time": rfc3339(utcnow()),
        "durable_seq": clock.durable_seq,
    }


def result(n: int, outcome: Outcome) -> dict[str, Any]:
    """One outcome as the phone reads it; what doesn't apply is left out."""
    told: dict[str, Any] = {
        "n": n,
        "id": str(outcome.id) if outcome.id else None,
        "digest": f"sha256:{outcome.digest.hex()}",
        "status": outcome.status.value,
    }
    if outcome.seq is not None and outcome.received_at is not None:
        told |= {"seq": outcome.seq, "received_at": rfc3339(outcome.received_at)}
    if outcome.problem is not None:
        told["problem"] = outcome.problem.body(problems.language())
    if outcome.status is Status.RETRY:
        told["retry_after"] = RETRY_AFTER_S
    return told
