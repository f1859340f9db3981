"""A range of days to the numbers of its townships (contract section 7). Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pyroaring import BitMap

from xunhu.coverage.ground import LAYERS, LINE_LAYERS, Ground
from xunhu.coverage.span import ADDED, NEVER, Ordinals, Span
from xunhu.geo import Floats

LONG_AGO = np.iinfo(np.int32).max  # so that a group without a piece has no oldest


@dataclass(frozen=True)
class Visits:
    """For each piece of a ground: visited in the range, and the ordinal of its last day."""

    in_range: NDArray[np.bool_]
    last: Ordinals


@dataclass(frozen=True)
class Groups:
    """By number of a group: its pieces, their metres, what of that was visited and what never."""

    count: NDArray[np.int64]
    visited: NDArray[np.int64]
    never: NDArray[np.int64]
    length_m: Floats
    covered_m: Floats
    never_m: Floats
    oldest: NDArray[np.int64]
    approximate: NDArray[np.bool_]


def grouped(ground: Ground, visits: Visits, groups: NDArray[np.int64], many: int) -> Groups:
    """Add up the pieces of each group; those of a negative one count nowhere."""
    here = groups >= 0
    group, metres = groups[here], ground.lengths_m[here]
    in_range, last = visits.in_range[here], visits.last[here]
    never = last == NEVER
    oldest = np.full(many, LONG_AGO, dtype=np.int64)
    np.minimum.at(oldest, group, last)

    def count(of: Any) -> NDArray[np.int64]:
        return np.bincount(group[of], minlength=many)

    def length(of: Any) -> Floats:
        return np.bincount(group[of], weights=metres[of], minlength=many).astype(np.float64)

    everything = slice(None)
    return Groups(
        count=count(everything),
        visited=count(in_range),
        never=count(never),
        length_m=length(everything),
        covered_m=length(in_range),
        never_m=length(never),
        oldest=oldest,
        approximate=count(ground.approximate[here]) > 0,
    )


def layers(
    found: Groups, place: int, judged_on: date
) -> Iterator[tuple[str, dict[str, Any] | None]]:
    """The layers of one place, whose groups follow each other; null where there is no target."""
    for n, layer in enumerate(LAYERS):
        group = place * len(LAYERS) + n
        measure = _line if layer in LINE_LAYERS else _places
        yield layer, measure(found, group, judged_on) if found.count[group] else None


def _line(found: Groups, group: int, judged_on: date) -> dict[str, Any]:
    length, covered = float(found.length_m[group]), float(found.covered_m[group])
    return {
        "length_m": round(length, 3),
        "covered_m": round(covered, 3),
        "share": covered / length,
        "oldest_days": _oldest(found, group, judged_on),
        "never_m": round(float(found.never_m[group]), 3),
        "approximate": bool(found.approximate[group]),
    }


def _places(found: Groups, group: int, judged_on: date) -> dict[str, Any]:
    count, visited = int(found.count[group]), int(found.visited[group])
    return {
        "count": count,
        "visited": visited,
        "share": visited / count,
        "oldest_days": _oldest(found, group, judged_on),
        "never": int(found.never[group]),
        "approximate": bool(found.approximate[group]),
    }


def _oldest(found: Groups, group: int, judged_on: date) -> int | None:
    oldest = int(found.oldest[group])
    return None if oldest == NEVER else judged_on.toordinal() - oldest


def sums(span: Span, place: int) -> dict[str, Any]:
    """What a span adds up to in one township."""
    return _properties(span.sums[place], len(span.patrols[place]), int(span.active_on[place]))


def totals(span: Span) -> dict[str, Any]:
    """What a span adds up to in all townships; patrols and days count once."""
    added = span.sums[:-1].sum(axis=0)
    added[ADDED.index("active_days")] = span.sums[-1, ADDED.index("active_days")]
    return _properties(added, len(BitMap.union(*span.patrols)), int(span.active_on[-1]))


def _properties(row: NDArray[np.int64], patrols: int, active_on: int) -> dict[str, Any]:
    added = dict(zip(ADDED, row.tolist(), strict=True))
    return {
        "patrols": patrols,
        "distance_m": added["distance_um"] / 1e6,
        "recorded_s": added["recorded_ms"] / 1000,
        "active_days": added["active_days"],
        "outreach": {name: added[name] for name in ("events", "reached", "materials")},
        "clinic": {name: added[name] for name in ("sessions", "consultations")},
        "last_activity_on": date.fromordinal(active_on).isoformat() if active_on else None,
    }
