"""Whether all tracks of a township look shifted as a whole: GCJ-02 or BD-09 taken for WGS-84. Pure.

A vehicle follows its rails and roads. Written in another datum it runs beside them all day, and
comes back onto them when that is undone. One road that happens to run beside a railway must not be
taken for it, so a shift is only said when many different pieces agree.
"""

from typing import NamedTuple

import numpy as np
import shapely

from xunhu.files.datum import Datum, to_wgs84
from xunhu.geo import Floats, metres_per_degree

NEAR_M = 40.0  # a rail's patrol road and the receiver's error together
PIECES = 60  # of 50 m each: three kilometres
TIMES = 3.0


class Shift(NamedTuple):
    """What the tracks look like: "right", "unsure" where too few run by a line, or "shifted".

    `datum` is what they look written in, `pieces` how many pieces of lines they touch as they are,
    `undone` how many when that is undone; `metres` how far off that is.
    """

    state: str
    datum: Datum = Datum.WGS84
    pieces: int = 0
    undone: int = 0
    metres: float = 0.0


def shift(lon: Floats, lat: Floats, pieces: Floats) -> Shift:
    """What n positions look like beside m pieces of lines (m x 2: lon, lat of their middles)."""
    if len(lon) == 0 or len(pieces) == 0:
        return Shift("unsure")
    scale = np.array(metres_per_degree(float(np.median(pieces[:, 1]))))
    tree = shapely.STRtree(shapely.points(pieces * scale))
    moved = {datum: np.stack(to_wgs84(lon, lat, datum), axis=1) for datum in Datum}
    touched = {datum: _touched(tree, places * scale) for datum, places in moved.items()}
    best = max(Datum, key=lambda datum: touched[datum])
    as_written = touched[Datum.WGS84]
    if touched[best] >= PIECES and touched[best] >= TIMES * max(as_written, 1):
        away = np.hypot(*((moved[best] - moved[Datum.WGS84]) * scale).T)
        return Shift("shifted", best, as_written, touched[best], float(np.median(away)))
    return Shift("right" if as_written >= PIECES else "unsure", pieces=as_written)


def _touched(tree: shapely.STRtree, places: Floats) -> int:
    """How many different pieces have one of these positions near."""
    found = tree.query(shapely.points(places), predicate="dwithin", distance=NEAR_M)
    return len(np.unique(found[1]))
