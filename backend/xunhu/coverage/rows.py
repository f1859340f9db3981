"""What the fixes of a patrol come to under the rules, as rows by day."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from pyroaring import BitMap

from xunhu.coverage.footprint.crossings import by_day, crossed_by_day
from xunhu.coverage.ground import ground
from xunhu.coverage.models import PatrolDay, PatrolDaySum
from xunhu.coverage.sets import bitmap_of, packed_set
from xunhu.coverage.sums import shanghai_days, sums_of
from xunhu.coverage.visits import Reacher
from xunhu.patrols.steps import Steps
from xunhu.patrols.track import RULES_VERSION, Track
from xunhu.townships.locate import locator, reference_version


def rows_of_track(
    district: str, patrol: UUID, track: Track, moved: Steps
) -> list[PatrolDay | PatrolDaySum]:
    """The days of a cleaned track, or of what goes on from one, as rows."""
    now = reference_version(district)
    found: list[PatrolDay | PatrolDaySum] = [
        PatrolDaySum(district=district, patrol=patrol, **one._asdict())
        for one in sums_of(track, moved, locator(district, now))
    ]
    reached = reached_by_day(track, ground(district, now).reacher)
    crossed = crossed_by_day(track, district, now)
    for day in sorted({*reached, *crossed}):
        found.append(
            PatrolDay(
                district=district,
                day=day,
                patrol=patrol,
                rules=RULES_VERSION,
                reached=packed_set(reached.get(day, BitMap())),
                crossed=packed_set(crossed.get(day, BitMap())),
            )
        )
    return found


def reached_by_day(track: Track, reacher: Reacher) -> Mapping[date, BitMap]:
    """The numbers of the pieces that a track reaches, by Shanghai day."""
    pairs, later = track.pairs
    days = shanghai_days(track.fixes.time_ms[later])
    found = by_day(days, pairs, lambda of_day: bitmap_of(reacher.reached(of_day)))
    return {day: pieces for day, pieces in found.items() if pieces}
