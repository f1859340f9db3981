"""What becomes of a parked record: accepted, perhaps corrected, or discarded with a reason."""

from collections.abc import Callable
from dataclasses import replace

from sqlalchemy.orm import Session

from xunhu.problems import InvalidInput
from xunhu.records.beside import Beside
from xunhu.records.clock import next_number
from xunhu.records.correcting import Decision, corrected
from xunhu.records.effects import Effects
from xunhu.records.kept import number
from xunhu.records.kinds import Sealed
from xunhu.records.models import DistrictClock, ParkedRecord, SealedRecord


def accept(
    session: Session,
    clock: DistrictClock,
    parked: ParkedRecord,
    decision: Decision,
    within: Callable[[Sealed], Sealed],
) -> SealedRecord:
    """Seal a parked record with its corrections; its bytes and its digest stay the phone's.

    `within` looks at the scope. Raises InvalidInput where the corrected record isn't acceptable
    either, or a correction names a place that can't be corrected.
    """
    sealed = within(corrected(parked, decision))
    if faults := Beside(session, clock.district, [sealed], {}).faults_of(sealed, session.flush):
        raise InvalidInput("", faults)
    correction = {
        "changes": dict(decision.changes),
        "drop": list(decision.dropped),
        "by": decision.by,
        "reason": decision.reason,
    }
    sealed = replace(sealed, seq=next_number(clock))
    row = number(session, sealed, correction)
    effects = Effects(session, clock, [row.id])
    effects.take(row, replace(sealed, altered=True))
    effects.finish([sealed], decision.at)
    _decide(parked, "accepted", decision, row.seq)
    return row


def discard(clock: DistrictClock, parked: ParkedRecord, decision: Decision) -> None:
    """Put a parked record aside; its bytes stay."""
    _decide(parked, "discarded", decision, next_number(clock))


def _decide(parked: ParkedRecord, what: str, decision: Decision, shown: int) -> None:
    parked.decision, parked.reason = what, decision.reason
    parked.decided_by, parked.decided_at = decision.by, decision.at
    parked.shown = shown
