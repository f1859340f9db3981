"""What happened in a run of days: sets and sums that go together in any order. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from pyroaring import BitMap

NEVER = 0
ADDED = (
    "distance_um",
    "recorded_ms",
    "active_days",
    "events",
    "reached",
    "materials",
    "sessions",
    "consultations",
)

Ordinals = NDArray[np.int32]
Sums = NDArray[np.int64]


@dataclass(frozen=True)
class Span:
    """A run of days over p townships, in the order of their codes, and the whole district.

    `last` has by number of a piece the ordinal of the day on which it was last visited, or NEVER.
    `sums` has a row a township and one for the district, whose days count once, and the columns
    ADDED; `active_on` the last active day of each. `patrols` are the numbers of those that count in
    each township: a patrol may go over midnight and over a border.
    """

    last: Ordinals
    sums: Sums
    active_on: Ordinals
    patrols: Sequence[BitMap]

    def then(self, later: "Span") -> "Span":
        """Both runs together; whichever is later, the last day of each piece is kept."""
        return Span(
            last=latest((self.last, later.last)),
            sums=self.sums + later.sums,
            active_on=np.maximum(self.active_on, later.active_on),
            patrols=[
                a | b if a and b else a or b
                for a, b in zip(self.patrols, later.patrols, strict=True)
            ],
        )


def nothing(places: int) -> Span:
    """A run of days without anything, over so many townships."""
    return Span(
        last=np.zeros(0, dtype=np.int32),
        sums=np.zeros((places + 1, len(ADDED)), dtype=np.int64),
        active_on=np.zeros(places + 1, dtype=np.int32),
        patrols=[BitMap()] * places,
    )


def together(spans: Iterable[Span], places: int) -> Span:
    """All spans as one."""
    runs = list(spans) or [nothing(places)]
    return Span(
        last=latest(run.last for run in runs),
        sums=np.sum([run.sums for run in runs], axis=0),
        active_on=np.max([run.active_on for run in runs], axis=0),
        patrols=[
            BitMap.union(*of_one) for of_one in zip(*(run.patrols for run in runs), strict=True)
        ],
    )


def latest(lasts: Iterable[Ordinals]) -> Ordinals:
    """By number of a piece the latest of its days."""
    runs = list(lasts)
    found = np.zeros(max(map(len, runs), default=0), dtype=np.int32)
    for last in runs:
        np.maximum(found[: len(last)], last, out=found[: len(last)])
    return found


def at_numbers(last: Ordinals, numbers: NDArray[np.int64]) -> Ordinals:
    """The days of these pieces, whatever highest number the span knows."""
    found = np.zeros(len(numbers), dtype=np.int32)
    there = numbers < len(last)
    found[there] = last[numbers[there]]
    return found
