"""Visits and a range of days to the numbers of a township (contract section 7). Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from xunhu.coverage.ground import Ground, Mask
from xunhu.hazards.standing import Standing

LINE_LAYERS = ("railway", "road")
PLACE_LAYERS = ("village", "school", "crossing", "enterprise")
NEVER = 0


@dataclass
class HazardCounts:
    """Hazards of a range: `opened` and `closed` in it, `open` and `overdue` at its end."""

    opened: int = 0
    open: int = 0
    overdue: int = 0
    closed: int = 0

    def count(self, opened_on: date, stands: Standing, from_on: date, to_on: date) -> None:
        """Take in a hazard that opened by the end of the range, as it stands then."""
        self.opened += opened_on >= from_on
        self.open += stands.is_open
        self.overdue += stands.is_overdue(to_on)
        self.closed += stands.closed_on is not None and stands.closed_on >= from_on

    def add(self, other: "HazardCounts") -> None:
        """Take in another township's hazards."""
        self.opened += other.opened
        self.open += other.open
        self.overdue += other.overdue
        self.closed += other.closed


@dataclass
class Sums:
    """What adds up in one township, or in the whole district."""

    patrols: set[Any] = field(default_factory=set)
    distance_mm: int = 0
    recorded_ms: int = 0
    active_on: set[date] = field(default_factory=set)
    events: int = 0
    reached: int = 0
    materials: int = 0
    sessions: int = 0
    consultations: int = 0
    hazards: HazardCounts = field(default_factory=HazardCounts)

    def add(self, other: "Sums") -> None:
        """Take in another township's sums; patrols and days are sets and count once."""
        self.patrols |= other.patrols
        self.active_on |= other.active_on
        for name in ("distance_mm", "recorded_ms", "events", "reached", "materials"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.sessions += other.sessions
        self.consultations += other.consultations
        self.hazards.add(other.hazards)

    def properties(self) -> dict[str, Any]:
        """The sums under their names in `/coverage`."""
        last = max(self.active_on, default=None)
        return {
            "patrols": len(self.patrols),
            "distance_m": self.distance_mm / 1000,
            "recorded_s": self.recorded_ms / 1000,
            "active_days": len(self.active_on),
            "outreach": {
                "events": self.events,
                "reached": self.reached,
                "materials": self.materials,
            },
            "clinic": {"sessions": self.sessions, "consultations": self.consultations},
            "hazards": asdict(self.hazards),
            "last_activity_on": last.isoformat() if last else None,
        }


@dataclass(frozen=True)
class Seen:
    """For each piece of a ground: visited in the range, and the ordinal of its last day."""

    in_range: Mask
    last: NDArray[np.int64]


def seen(
    ground: Ground,
    from_on: date,
    judged_on: date,
    visits: Iterable[tuple[date, Iterable[int]]],
) -> Seen:
    """Visits (day, piece numbers) up to the end of a range, in any order, laid on the ground."""
    in_range = np.zeros(len(ground.numbers), dtype=bool)
    last = np.full(len(ground.numbers), NEVER, dtype=np.int64)
    for day, numbers in visits:
        places = ground.places_of(np.fromiter(numbers, dtype=np.int64))
        if day >= from_on:
            in_range[places] = True
        if day <= judged_on:
            last[places] = np.maximum(last[places], day.toordinal())
    return Seen(in_range, last)


def layers(ground: Ground, visits: Seen, where: Mask, judged_on: date) -> dict[str, Any]:
    """The layers of `/coverage` over the pieces in `where`; null where there is no target."""
    found: dict[str, Any] = {}
    for layer in (*LINE_LAYERS, *PLACE_LAYERS):
        of_line = layer in LINE_LAYERS
        here = where & (ground.layers == layer) & ((ground.lengths_m > 0) == of_line)
        measure = _line if of_line else _places
        found[layer] = measure(ground, visits, here, judged_on) if here.any() else None
    return found


def _line(ground: Ground, visits: Seen, here: Mask, judged_on: date) -> dict[str, Any]:
    length = float(ground.lengths_m[here].sum())
    covered = float(ground.lengths_m[here & visits.in_range].sum())
    never = float(ground.lengths_m[here & (visits.last == NEVER)].sum())
    return {
        "length_m": round(length, 3),
        "covered_m": round(covered, 3),
        "share": covered / length,
        "oldest_days": _oldest(visits.last[here], judged_on),
        "never_m": round(never, 3),
        "approximate": bool(ground.approximate[here].any()),
    }


def _places(ground: Ground, visits: Seen, here: Mask, judged_on: date) -> dict[str, Any]:
    count, visited = int(here.sum()), int((here & visits.in_range).sum())
    return {
        "count": count,
        "visited": visited,
        "share": visited / count,
        "oldest_days": _oldest(visits.last[here], judged_on),
        "never": int((visits.last[here] == NEVER).sum()),
        "approximate": bool(ground.approximate[here].any()),
    }


def _oldest(last: NDArray[np.int64], judged_on: date) -> int | None:
    oldest = int(last.min())
    return None if oldest == NEVER else judged_on.toordinal() - oldest


def totals(sums: Mapping[str, Sums]) -> Sums:
    """The district: what its townships come to, patrols and days counted once."""
    together = Sums()
    for township in sums.values():
        together.add(township)
    return together
