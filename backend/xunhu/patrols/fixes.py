"""Fixes as columns, packed into a segment's row and taken out again."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from xunhu.db import squeeze, unsqueeze
from xunhu.geo import Floats
from xunhu.patrols.columns import pack_column, pack_whole, unpack_column, unpack_whole

IN_STEPS = b"\x01"  # what was packed before began with zstd's own mark
SOURCES = ("phone", "tracker", "file")


@dataclass(frozen=True)
class Fixes:
    """n fixes in columns: epoch ms, degrees, metres (NaN: unknown), part, index in its segment,
    source, receipt in ms.

    `source` is a number of SOURCES, or of a receiver among those of a patrol (`heard_by`): rule 1
    only asks which fixes have the same, and the lowest wins a draw.
    """

    time_ms: NDArray[np.int64]
    lon: Floats
    lat: Floats
    accuracy_m: Floats
    part: NDArray[np.int64]
    index: NDArray[np.int64]
    source: NDArray[np.integer]
    received_ms: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.time_ms)

    def at(self, places: NDArray[Any]) -> "Fixes":
        """The fixes at these indexes, or where this mask holds."""
        return Fixes(*(column[places] for column in self.columns()))

    def heard_by(self, receiver: int) -> "Fixes":
        """The same fixes, of the receiver with this number."""
        return replace(self, source=np.full(len(self), receiver))

    def columns(self) -> tuple[NDArray[Any], ...]:
        """The columns in the order of the fields."""
        return (
            self.time_ms,
            self.lon,
            self.lat,
            self.accuracy_m,
            self.part,
            self.index,
            self.source,
            self.received_ms,
        )


def pack(geometry: Mapping[str, Any], content: Mapping[str, Any]) -> bytes:
    """A sealed segment's columns as bytes: times, longitudes, latitudes, accuracies."""
    lone = geometry["type"] == "Point"
    positions = [geometry["coordinates"]] if lone else geometry["coordinates"]
    accuracy = [np.nan if a is None else a for a in content["accuracy_m"]]
    columns = (
        pack_whole(np.array(content["times"], dtype=np.int64)),
        pack_column(np.array([p[0] for p in positions], dtype=np.float64)),
        pack_column(np.array([p[1] for p in positions], dtype=np.float64)),
        pack_column(np.array(accuracy, dtype=np.float64)),
    )
    sizes = np.array([len(column) for column in columns], dtype="<u4").tobytes()
    return IN_STEPS + squeeze(sizes + b"".join(columns))


def unpack(packed: bytes, part: int, source: str, received_at: datetime) -> Fixes:
    """The fixes that `pack` was given, with what the row knows of them."""
    times, lon, lat, accuracy_m = _columns(packed)
    count = len(times)
    return Fixes(
        time_ms=times,
        lon=lon,
        lat=lat,
        accuracy_m=accuracy_m,
        part=np.full(count, part, dtype=np.int64),
        index=np.arange(count),
        source=np.full(count, SOURCES.index(source), dtype=np.int8),
        received_ms=np.full(count, round(received_at.timestamp() * 1000), dtype=np.int64),
    )


def _columns(packed: bytes) -> tuple[NDArray[np.int64], Floats, Floats, Floats]:
    if not packed.startswith(IN_STEPS):
        return _columns_of_old(unsqueeze(packed))
    raw = unsqueeze(packed[len(IN_STEPS) :])
    ends = 16 + np.cumsum([0, *np.frombuffer(raw, dtype="<u4", count=4)])
    times, *rest = (raw[a:b] for a, b in pairwise(ends.tolist()))
    time_ms = unpack_whole(times)
    lon, lat, accuracy_m = (unpack_column(column, len(time_ms)) for column in rest)
    return time_ms, lon, lat, accuracy_m


def _columns_of_old(raw: bytes) -> tuple[NDArray[np.int64], Floats, Floats, Floats]:
    """Before IN_STEPS: eight bytes a number, one column after the other."""
    count = len(raw) // 32
    lon, lat, accuracy_m = np.frombuffer(raw, dtype="<f8", offset=8 * count).reshape(3, count)
    return np.frombuffer(raw, dtype="<i8", count=count), lon, lat, accuracy_m


def join(runs: Iterable[Fixes]) -> Fixes:
    """Several runs of fixes as one, in the order given."""
    together = [
        np.concatenate(columns) for columns in zip(*(r.columns() for r in runs), strict=True)
    ]
    return Fixes(*together)
