"""What the fixes of a patrol come to under the rules, as rows by day."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

import numpy as np
from pyroaring import BitMap

from xunhu.coverage.ground import ground
from xunhu.coverage.models import PatrolDay, PatrolDaySum
from xunhu.coverage.sums import shanghai_days, sums_of
from xunhu.coverage.visits import Reacher
from xunhu.patrols.fixes import Fixes
from xunhu.patrols.track import RULES_VERSION, Track, clean
from xunhu.townships.locate import locator


def rows_of(district: str, patrol: UUID, fixes: Fixes) -> list[PatrolDay | PatrolDaySum]:
    """The days of a patrol's fixes under the rules, as rows."""
    track = clean(fixes)
    found: list[PatrolDay | PatrolDaySum] = [
        PatrolDaySum(district=district, patrol=patrol, **one._asdict())
        for one in sums_of(track, locator(district))
    ]
    for day, reached in reached_by_day(track, ground(district).reacher):
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


def reached_by_day(track: Track, reacher: Reacher) -> Iterator[tuple[date, BitMap]]:
    """The numbers that a track reaches, by Shanghai day."""
    pairs, later = track.pairs()
    pair, numbers = reacher.reached(pairs)
    days = shanghai_days(track.fixes.time_ms[later[pair]])
    for day in np.unique(days).tolist():
        yield date.fromordinal(day), BitMap(np.unique(numbers[days == day]).tolist())
