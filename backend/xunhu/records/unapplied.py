"""Records that were kept, but whose `apply` failed: listed, and tried again after a mend."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from xunhu.db import writing
from xunhu.records.alarms import mark, raise_outage
from xunhu.records.clock import lock_district
from xunhu.records.effects import Effects
from xunhu.records.models import SealedRecord


def unapplied(session: Session, district: str) -> Sequence[SealedRecord]:
    """The records of a district that are kept but not applied, in the order of their numbers."""
    waiting = (SealedRecord.district == district) & (SealedRecord.state == "unapplied")
    return session.scalars(select(SealedRecord).where(waiting).order_by(SealedRecord.seq)).all()


def apply_again(district: str) -> int:
    """Try every unapplied record once more; gives how many are still not applied."""
    with writing() as session:
        clock = lock_district(session, district)
        rows = unapplied(session, district)
        effects = Effects(session, clock, [row.id for row in rows])
        for row in rows:
            _try(effects, row)
        effects.follow()
        session.flush()
        return len(unapplied(session, district))


def _try(effects: Effects, row: SealedRecord) -> None:
    row.state, row.fault = "applied", None
    try:
        effects.take_again(row)
    except Exception as wrong:
        raise_outage(wrong)
        mark(row, wrong)
