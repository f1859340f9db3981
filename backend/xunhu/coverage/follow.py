"""Brings coverage up to date with records, in the transaction that stores them."""

from collections import defaultdict
from collections.abc import Sequence
from uuid import UUID

from xunhu.coverage.anew import refresh
from xunhu.coverage.going_on import add_late, go_on
from xunhu.coverage.kept import forget, note_hazards
from xunhu.coverage.worked_out import worked_out
from xunhu.db import db
from xunhu.patrols.apply import patrol_of
from xunhu.records.kinds import Sealed, follow
from xunhu.schemas import shanghai_day

OF_ONE_DAY = ("outreach_event", "clinic_session", "check_in")


def register_follower() -> None:
    """Keep coverage current with patrols and their segments, and with what is of one day."""
    follow(("patrol", "track_segment"), follow_patrols)
    follow(OF_ONE_DAY, follow_days)
    follow(("hazard", "hazard_step"), follow_hazards)


def follow_patrols(district: str, records: Sequence[Sealed]) -> None:
    """Go on with every patrol that these records belong to, or work it out anew."""
    session = db.session()
    new = [one.id for one in records if one.kind.name == "track_segment"]
    days = {
        shanghai_day(one.occurred_at).toordinal() for one in records if one.kind.name == "patrol"
    }
    parts: dict[UUID, list[Sealed]] = defaultdict(list)
    for sealed in records:
        parts[patrol_of(sealed)].append(sealed)
    known = worked_out(session, district, parts, new)
    for patrol in sorted(parts):
        if known[patrol].is_thinned:
            days |= add_late(session, district, patrol, parts[patrol])
            continue
        added = go_on(session, district, patrol, known[patrol], parts[patrol])
        days |= refresh(session, district, patrol) if added is None else added
    forget(session, district, days)


def follow_hazards(district: str, _records: Sequence[Sealed]) -> None:
    """What was counted of hazards no longer holds."""
    note_hazards(db.session(), district)


def follow_days(district: str, records: Sequence[Sealed]) -> None:
    """What was worked out for the days of these records no longer holds."""
    forget(db.session(), district, {shanghai_day(one.occurred_at).toordinal() for one in records})
