"""Brings coverage up to date with a patrol, in the transaction that stores its records."""

from collections.abc import Iterator, Sequence
from datetime import date
from uuid import UUID

import numpy as np
from numpy.typing import NDArray
from pyroaring import BitMap
from sqlalchemy import delete
from sqlalchemy.orm import Session

from xunhu.coverage.ground import ground
from xunhu.coverage.models import PatrolDay, PatrolDaySum
from xunhu.db import db
from xunhu.patrols.apply import fixes_of, patrol_of
from xunhu.patrols.fixes import Fixes
from xunhu.patrols.models import Patrol
from xunhu.patrols.track import RULES_VERSION, Track, clean, steps
from xunhu.records.kinds import Sealed, follow
from xunhu.townships.locate import NOWHERE, Locator, locator

SHANGHAI_MS = 8 * 3600 * 1000
DAY_MS = 24 * 3600 * 1000
EPOCH_ORDINAL = date(1970, 1, 1).toordinal()

Days = NDArray[np.int64]


def register_follower() -> None:
    """Keep coverage current with patrols and their segments."""
    follow(("patrol", "track_segment"), follow_records)


def follow_records(district: str, records: Sequence[Sealed]) -> None:
    """Work out anew every patrol that these records belong to."""
    for patrol in sorted({patrol_of(sealed) for sealed in records}):
        refresh(db.session(), district, patrol)


def refresh(session: Session, district: str, patrol: UUID) -> None:
    """Replace the rows of one patrol; without its record it has none yet (rule 6)."""
    for table in (PatrolDay, PatrolDaySum):
        session.execute(delete(table).where(table.district == district, table.patrol == patrol))
    fixes = fixes_of(session, district, patrol)
    if fixes is None or session.get(Patrol, (district, patrol)) is None:
        return
    session.add_all(rows_of(district, patrol, fixes))
    session.flush()


def rows_of(district: str, patrol: UUID, fixes: Fixes) -> list[PatrolDay | PatrolDaySum]:
    """The days of a patrol's fixes under the rules, as rows."""
    track = clean(fixes)
    sums = _sums(track, locator(district))
    found: list[PatrolDay | PatrolDaySum] = [
        PatrolDaySum(
            district=district,
            day=day,
            township=township,
            patrol=patrol,
            distance_mm=distance_mm,
            recorded_ms=recorded_ms,
            step_count=step_count,
        )
        for day, township, distance_mm, recorded_ms, step_count in sums
    ]
    for day, reached in _reached(track, district):
        found.append(
            PatrolDay(
                district=district,
                day=day,
                patrol=patrol,
                rules=RULES_VERSION,
                reached=reached.serialize(),
            )
        )
    return found


def _sums(track: Track, where: Locator) -> Iterator[tuple[date, str, int, int, int]]:
    pairs, later = track.pairs()
    moved = steps(track)
    times = track.fixes.time_ms
    recorded = times[later] - times[later - 1]
    pair_at = where.indexes((pairs[:, 0] + pairs[:, 2]) / 2, (pairs[:, 1] + pairs[:, 3]) / 2)
    step_at = where.indexes(moved.lon, moved.lat)
    pair_day, step_day = shanghai_days(times[later]), shanghai_days(moved.time_ms)
    for day in np.unique(np.concatenate([pair_day, step_day])).tolist():
        for place in np.unique(np.concatenate([pair_at, step_at])).tolist():
            here = (pair_day == day) & (pair_at == place)
            stepped = (step_day == day) & (step_at == place)
            if place != NOWHERE and (here.any() or stepped.any()):
                millimetres = round(float(moved.length_m[stepped].sum()) * 1000)
                spent = int(recorded[here].sum())
                code = where.codes[place]
                yield date.fromordinal(day), code, millimetres, spent, int(stepped.sum())


def _reached(track: Track, district: str) -> Iterator[tuple[date, BitMap]]:
    pairs, later = track.pairs()
    pair, numbers = ground(district).reacher.reached(pairs)
    days = shanghai_days(track.fixes.time_ms[later[pair]])
    for day in np.unique(days).tolist():
        yield date.fromordinal(day), BitMap(np.unique(numbers[days == day]).tolist())


def shanghai_days(time_ms: Days) -> Days:
    """Ordinals of the calendar days in Asia/Shanghai."""
    ordinals: Days = (time_ms + SHANGHAI_MS) // DAY_MS + EPOCH_ORDINAL
    return ordinals
