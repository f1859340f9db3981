"""Records that were kept, but whose `apply` failed: listed, and tried again after a mend."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from xunhu.db import unsqueeze, writing
from xunhu.records.envelope import read
from xunhu.records.keep import follow_up, lock_district
from xunhu.records.kinds import Sealed, followers_of
from xunhu.records.models import SealedRecord


def unapplied(session: Session, district: str) -> Sequence[SealedRecord]:
    """The records of a district that are kept but not applied, in the order of their numbers."""
    waiting = (SealedRecord.district == district) & (SealedRecord.state == "unapplied")
    return session.scalars(select(SealedRecord).where(waiting).order_by(SealedRecord.seq)).all()


def apply_again(district: str) -> int:
    """Try every unapplied record once more; gives how many are still not applied."""
    with writing() as session:
        lock_district(session, district)
        mended = [
            sealed for row in unapplied(session, district) if (sealed := _again(session, row))
        ]
        for follower, records in followers_of(mended):
            follow_up(session, district, follower, records)
        session.flush()
        return len(unapplied(session, district))


def _again(session: Session, row: SealedRecord) -> Sealed | None:
    sealed = read(unsqueeze(row.content), row.district, row.sender, row.received_at).sealed
    if sealed is None:
        return None
    try:
        with session.begin_nested():
            sealed.kind.apply(sealed)
    except IntegrityError:
        pass  # its rows are there: what failed was what follows them
    except Exception as wrong:
        row.fault = f"{type(wrong).__name__}: {wrong}"[:500]
        return None
    row.state, row.fault = "applied", None
    return sealed
