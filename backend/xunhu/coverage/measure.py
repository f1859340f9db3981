"""A range of days to the numbers of its townships (contract section 7). Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pyroaring import BitMap

from xunhu.coverage.counted import Counted
from xunhu.coverage.ground import LAYERS, LINE_LAYERS
from xunhu.coverage.span import ADDED, NEVER, Ordinals, Span

LONG_AGO = np.iinfo(np.int32).max  # so that a group without a piece has no oldest

Measured = Mapping[str, Any]


@dataclass(frozen=True)
class Visits:
    """For each piece that counts: visited in the range, and the ordinal of its last day."""

    in_range: NDArray[np.bool_]
    last: Ordinals


def layers(pieces: Counted, visits: Visits, judged_on: date) -> Iterator[dict[str, Any]]:
    """The layers of each township, then of the district; null where there is no target."""
    never = visits.last == NEVER
    oldest = pieces.least(visits.last, LONG_AGO)
    days = (judged_on.toordinal() - oldest).astype(object)
    days[oldest == NEVER] = None
    lines = pieces.length_m, pieces.metres(visits.in_range), pieces.metres(never)
    places = pieces.count, pieces.many(visits.in_range), pieces.many(never)
    same = pieces.count > 0, days, pieces.approximate
    columns = []
    for n, layer in enumerate(LAYERS):
        of, told = (lines, _lines) if layer in LINE_LAYERS else (places, _places)
        columns.append(told(*(table[:, n].tolist() for table in (*of, *same))))
    return (dict(zip(LAYERS, row, strict=True)) for row in zip(*columns, strict=True))


def _lines(*columns: Sequence[Any]) -> Iterator[Measured | None]:
    for length, covered, never, there, days, approximate in zip(*columns, strict=True):
        line = there and {
            "length_m": round(length, 3),
            "covered_m": round(covered, 3),
            "share": covered / length,
            "oldest_days": days,
            "never_m": round(never, 3),
            "approximate": approximate,
        }
        yield line or None


def _places(*columns: Sequence[Any]) -> Iterator[Measured | None]:
    for count, visited, never, there, days, approximate in zip(*columns, strict=True):
        places = there and {
            "count": count,
            "visited": visited,
            "share": visited / count,
            "oldest_days": days,
            "never": never,
            "approximate": approximate,
        }
        yield places or None


def sums(span: Span) -> Iterator[dict[str, Any]]:
    """What a span adds up to in each township, then in all; patrols and days count once there."""
    days = ADDED.index("active_days")
    total = span.sums[:-1].sum(axis=0)
    total[days] = span.sums[-1, days]
    patrols = [*map(len, span.patrols), len(BitMap.union(*span.patrols))]
    rows = [*span.sums[:-1].tolist(), total.tolist()]
    return map(_properties, rows, patrols, span.active_on.tolist())


def _properties(row: list[int], patrols: int, active_on: int) -> dict[str, Any]:
    distance_um, recorded_ms, active_days, events, reached, materials, sessions, asked = row
    return {
        "patrols": patrols,
        "distance_m": distance_um / 1e6,
        "recorded_s": recorded_ms / 1000,
        "active_days": active_days,
        "outreach": {"events": events, "reached": reached, "materials": materials},
        "clinic": {"sessions": sessions, "consultations": asked},
        "last_activity_on": date.fromordinal(active_on).isoformat() if active_on else None,
    }
