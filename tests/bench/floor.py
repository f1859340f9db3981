"""The floor on one core: the least that any program must do for these fixes, in one loop.

Parse, check, which cells, sets of them, digest, compress, one durable write for each body.
"""

import os
import time
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

import numpy as np
import orjson
import zstandard
from pyroaring import BitMap

from bench.year import Push

WEST, SOUTH = 106.9, 28.7
CELLS_A_DEGREE = 1 << 11


def floor_s(pushes: Sequence[Push], folder: Path) -> float:
    """Seconds of one core for all of these pushes."""
    squeeze = zstandard.ZstdCompressor(level=3).compress
    begun = time.process_time()
    with (folder / "floor.bin").open("ab") as kept:
        for push in pushes:
            for raw in push.body.split(b"\x1e")[1:]:
                kept.write(squeeze(raw))
                kept.write(sha256(raw).digest())
                kept.write(_cells(orjson.loads(raw)))
            kept.flush()
            os.fsync(kept.fileno())
    return time.process_time() - begun


def _cells(feature: dict[str, Any]) -> bytes:
    if feature["properties"]["kind"] != "track_segment":
        return b""
    places = np.array(feature["geometry"]["coordinates"])
    told = feature["properties"]["data"]
    times, accuracy = np.array(told["times"]), np.array(told["accuracy_m"])
    if not np.isfinite(places).all() or (np.diff(times) <= 0).any():
        raise ValueError("not a track")
    good = places[accuracy <= 50]
    x, y = ((good - (WEST, SOUTH)) * CELLS_A_DEGREE).astype(np.uint32).T
    cells = _apart(x) | _apart(y) << np.uint32(1)
    return bytes(BitMap(cells[np.flatnonzero(np.diff(cells, prepend=cells[:1] + 1))]).serialize())


def _apart(n: np.ndarray) -> np.ndarray:
    """The low 16 bits with a zero between each two: half of a Morton number."""
    for shift, mask in ((8, 0x00FF00FF), (4, 0x0F0F0F0F), (2, 0x33333333), (1, 0x55555555)):
        n = (n | (n << np.uint32(shift))) & np.uint32(mask)
    return n
