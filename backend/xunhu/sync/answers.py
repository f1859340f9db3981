"""Outcomes as the phone reads them."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy.orm import Session

from xunhu import problems
from xunhu.records.keep import Outcome, Status
from xunhu.schemas import digest_text, rfc3339
from xunhu.sync.standing import standing

RETRY_AFTER_S = 5


def push_answer(session: Session, district: str, outcomes: Sequence[Outcome]) -> dict[str, Any]:
    """The answer to a push, one result a record."""
    results = [result(n, outcome) for n, outcome in enumerate(outcomes)]
    return {**standing(session, district), "results": results}


def result(n: int, outcome: Outcome) -> dict[str, Any]:
    """One outcome as the phone reads it; what doesn't apply is left out."""
    told: dict[str, Any] = {
        "n": n,
        "id": str(outcome.id) if outcome.id else None,
        "digest": digest_text(outcome.digest),
        "status": outcome.status.value,
    }
    if outcome.seq is not None and outcome.received_at is not None:
        told |= {"seq": outcome.seq, "received_at": rfc3339(outcome.received_at)}
    if outcome.problem is not None:
        told["problem"] = outcome.problem.body(problems.language())
    if outcome.status is Status.RETRY:
        told["retry_after"] = RETRY_AFTER_S
    return told
