"""What the fixes of a patrol come to under the rules, as rows by day."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from pyroaring import BitMap

from xunhu.coverage.footprint.crossings import by_day, crossings
from xunhu.coverage.ground import ground
from xunhu.coverage.models import PatrolDay, PatrolDaySum
from xunhu.coverage.sums import shanghai_days, sums_of
from xunhu.geo import Floats
from xunhu.patrols.fixes import Fixes
from xunhu.patrols.steps import Steps, steps
from xunhu.patrols.track import RULES_VERSION, Numbers, Track, clean
from xunhu.townships.locate import locator


def rows_of(district: str, patrol: UUID, fixes: Fixes) -> list[PatrolDay | PatrolDaySum]:
    """The days of a patrol's fixes under the rules, as rows."""
    track = clean(fixes)
    return rows_of_track(district, patrol, track, steps(track))


def rows_of_track(
    district: str, patrol: UUID, track: Track, moved: Steps
) -> list[PatrolDay | PatrolDaySum]:
    """The days of a cleaned track, or of what goes on from one, as rows."""
    found: list[PatrolDay | PatrolDaySum] = [
        PatrolDaySum(district=district, patrol=patrol, **one._asdict())
        for one in sums_of(track, moved, locator(district))
    ]
    pairs, later = track.pairs()
    days = shanghai_days(track.fixes.time_ms[later])
    reached, crossed = _reached(district, pairs, days), crossings(district, pairs, days)
    for day in sorted({*reached, *crossed}):
        found.append(
            PatrolDay(
                district=district,
                day=date.fromordinal(day),
                patrol=patrol,
                rules=RULES_VERSION,
                reached=reached.get(day, BitMap()).serialize(),
                crossed=crossed.get(day, BitMap()).serialize(),
            )
        )
    return found


def _reached(district: str, pairs: Floats, days: Numbers) -> Mapping[int, BitMap]:
    pair, numbers = ground(district).reacher.reached(pairs)
    return by_day(days[pair], numbers)
