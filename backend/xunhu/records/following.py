"""Followers of records, each batch in a savepoint of its own."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from xunhu.records.alarms import Savepoint, alarm, raise_outage
from xunhu.records.kinds import Follower, Sealed
from xunhu.records.revisions import record_named


def follow_up(
    session: Session,
    district: str,
    follower: Follower,
    records: Sequence[Sealed],
    savepoint: Savepoint,
) -> None:
    """Follow a batch at once; when that fails, one by one, so that only the culprits are marked."""
    try:
        with savepoint(session):
            follower(district, records)
    except Exception as wrong:
        raise_outage(wrong)
        if len(records) == 1:
            row = record_named(session, district, records[0].id)
            assert row is not None
            alarm(row, wrong)
        else:
            for record in records:
                follow_up(session, district, follower, [record], savepoint)
