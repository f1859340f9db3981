"""Positions as they come: on disk before the tracker is answered, sealed some minutes later.

A segment a request would be 5,000 records a vehicle and day, each of which every supervisor's
phone would pull; a buffer in memory would die with the power. So a position waits in a row, and
the transaction that seals it takes the row away: it is always in one of the two.
"""

from datetime import datetime
from uuid import UUID

from xunhu.db import writing
from xunhu.feeds.models import Tracker, TrackerFix
from xunhu.feeds.position import Position
from xunhu.files.tracks import window_ms
from xunhu.records.clock import lock_district


def keep(district: str, vehicle: UUID, found: Position | None, now: datetime) -> bool:
    """Write a position down; committed on return. False for what rule 1 could never count.

    A refusal would make the tracker send it again and again, and hold back all that follow.
    """
    earliest, latest = window_ms(round(now.timestamp() * 1000))
    if found is None or not earliest <= found.time_ms <= latest:
        return False
    with writing() as session:
        lock_district(session, district)
        tracker = session.get(Tracker, (district, vehicle))
        if tracker is None:
            tracker = Tracker(district=district, vehicle=vehicle, heard_at=now)
            session.add(tracker)
            session.flush()
        tracker.heard_at = now
        if session.get(TrackerFix, (district, vehicle, found.time_ms)) is None:
            row = TrackerFix(district=district, vehicle=vehicle, received_at=now, **found._asdict())
            session.add(row)
    return True
