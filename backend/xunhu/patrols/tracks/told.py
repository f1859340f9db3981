"""A cleaned track as it is told: its joined stretches, and the gaps between them. Pure."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from itertools import pairwise
from typing import Any

import numpy as np

from xunhu.patrols.steps import steps
from xunhu.patrols.track import RULES_VERSION, Track
from xunhu.schemas import rfc3339

Interruptions = Sequence[Mapping[str, str]]


def stretches(track: Track) -> list[tuple[int, int]]:
    """First and last fix of each joined stretch, of at least two fixes (rule 3)."""
    begins = [*np.flatnonzero(~track.joined).tolist(), len(track.fixes)]
    return [(begin, end - 1) for begin, end in pairwise(begins) if end - begin > 1]


def geometry(track: Track) -> dict[str, Any]:
    """A MultiLineString with a line a stretch; nothing is drawn through a gap."""
    positions = np.stack([track.fixes.lon, track.fixes.lat], axis=1).tolist()
    lines = [positions[first : last + 1] for first, last in stretches(track)]
    return {"type": "MultiLineString", "coordinates": lines}


def numbers(track: Track) -> dict[str, Any]:
    """Length, recorded time, and the share of the whole time that was recorded."""
    times = track.fixes.time_ms
    recorded_ms = int((times[1:] - times[:-1])[track.joined[1:]].sum())
    whole_ms = int(times[-1] - times[0]) if len(times) else 0
    return {
        "rules": RULES_VERSION,
        "fix_count": len(times),
        "distance_m": round(float(steps(track).length_m.sum()), 3) if len(times) else 0.0,
        "recorded_s": recorded_ms / 1000,
        "recorded_share": recorded_ms / whole_ms if whole_ms else None,
    }


def gaps(track: Track, interruptions: Interruptions) -> list[dict[str, Any]]:
    """Where the track is not joined, with what the phone said of that time, if anything."""
    lon, lat, times = (
        track.fixes.lon.tolist(),
        track.fixes.lat.tolist(),
        track.fixes.time_ms.tolist(),
    )
    return [
        {
            "from_at": _instant(times[n - 1]),
            "to_at": _instant(times[n]),
            "duration_s": (times[n] - times[n - 1]) / 1000,
            "from_position": [lon[n - 1], lat[n - 1]],
            "to_position": [lon[n], lat[n]],
            "reason": _reason(times[n - 1], times[n], interruptions),
        }
        for n in np.flatnonzero(~track.joined).tolist()
        if n > 0
    ]


def _reason(begin_ms: int, end_ms: int, interruptions: Interruptions) -> str | None:
    """Of what was told the reason that takes most of the gap."""
    shared = [
        (min(end_ms, _ms(told["to"])) - max(begin_ms, _ms(told["from"])), told["reason"])
        for told in interruptions
    ]
    longest, reason = max(shared, default=(0, ""))
    return reason if longest > 0 else None


def _ms(instant: str) -> int:
    return round(datetime.fromisoformat(instant).timestamp() * 1000)


def _instant(time_ms: int) -> str:
    return rfc3339(datetime.fromtimestamp(time_ms / 1000, UTC))
