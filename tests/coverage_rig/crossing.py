"""Pairs of positions that have nothing to do with each other, crossed at once."""

import numpy as np

from xunhu.coverage.footprint.grid import Indexes, crossed
from xunhu.geo import Floats


def crossed_by(pairs: Floats) -> tuple[Indexes, Indexes, Indexes]:
    """What `crossed` says of n pairs (lon, lat, lon, lat)."""
    lon, lat = pairs.reshape(-1, 2).T
    return crossed(lon, lat, np.arange(1, 2 * len(pairs), 2))
