"""Which pieces count on a day and where, in columns, with what is the same in every range."""

from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray

from xunhu.coverage.ground import LAYERS, NO_GROUP, Ground, Mask, Numbers, ground
from xunhu.geo import Floats
from xunhu.townships.locate import while_unchanged


@dataclass(frozen=True)
class Counted:
    """n pieces by number, their groups, layers and metres; then tables that add them up.

    `by_group` puts the pieces of each of the `groups` together, the first of them at its `begins`.
    A table has a row for each township in the order of the codes, a last one for the whole
    district, and a column for each of LAYERS.
    """

    places: int
    numbers: Numbers
    group: Numbers
    layer: Numbers
    lengths_m: Floats
    by_group: Numbers
    groups: Numbers
    begins: Numbers
    count: Numbers
    length_m: Floats
    approximate: Mask

    def many(self, chosen: Mask) -> Numbers:
        """How many of the chosen pieces there are."""
        here = _table(self.group[chosen], self.places)
        return np.vstack([here, here.sum(axis=0)])

    def metres(self, chosen: Mask) -> Floats:
        """How long the chosen pieces are together, each sum in the order of their numbers."""
        metres = self.lengths_m[chosen]
        here = _table(self.group[chosen], self.places, metres)
        all_of_them = _table(self.layer[chosen], 1, metres)
        return np.vstack([here, all_of_them]).astype(np.float64)  # without any they were whole

    def least(self, of: NDArray[np.int32], without: int) -> Numbers:
        """The least of the pieces' numbers; `without` where there is no piece."""
        found = np.full(self.places * len(LAYERS), without, dtype=np.int64)
        if len(of):
            found[self.groups] = np.minimum.reduceat(of[self.by_group], self.begins)
        here = found.reshape(self.places, len(LAYERS))
        return np.vstack([here, here.min(axis=0, initial=without)])


def counted(district: str, version: int, places: int, on: date) -> Counted:
    """The pieces of a district of so many townships that count on a day."""
    known = ground(district, version)
    kept: dict[int, Counted] = while_unchanged("counted", district, lambda _: {}, version)
    opened = int(np.searchsorted(known.openings, on.toordinal(), side="right"))
    if opened not in kept:
        kept[opened] = _counted(known, places, on)
    return kept[opened]


def _counted(known: Ground, places: int, on: date) -> Counted:
    group = known.counting(on)
    here = group != NO_GROUP
    everything = np.ones(np.count_nonzero(here), dtype=bool)
    group, approximate = group[here], known.approximate[here]
    by_group = np.argsort(group, kind="stable")
    runs = by_group, *np.unique(group[by_group], return_index=True)
    columns = known.numbers[here], group, group % len(LAYERS), known.lengths_m[here], *runs
    empty = np.zeros((0, len(LAYERS)))
    pieces = Counted(places, *columns, empty.astype(np.int64), empty, empty.astype(bool))
    tables = pieces.many(everything), pieces.metres(everything), pieces.many(approximate) > 0
    return Counted(places, *columns, *tables)


def _table(group: Numbers, places: int, metres: Floats | None = None) -> NDArray[np.generic]:
    found = np.bincount(group, weights=metres, minlength=places * len(LAYERS))
    return found.reshape(places, len(LAYERS))
