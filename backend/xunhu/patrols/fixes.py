"""Fixes as columns, packed into a segment's row and taken out again."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray

from xunhu.db import squeeze, unsqueeze
from xunhu.geo import Floats

SOURCES = ("phone", "tracker", "file")


@dataclass(frozen=True)
class Fixes:
    """n fixes in columns: epoch ms, degrees, metres (NaN: unknown), part, index in its segment,
    source, receipt in ms.
    """

    time_ms: NDArray[np.int64]
    lon: Floats
    lat: Floats
    accuracy_m: Floats
    part: NDArray[np.int64]
    index: NDArray[np.int64]
    source: NDArray[np.int8]
    received_ms: NDArray[np.int64]

    def __len__(self) -> int:
        return len(self.time_ms)

    def at(self, places: NDArray[Any]) -> "Fixes":
        """The fixes at these indexes, or where this mask holds."""
        return Fixes(*(column[places] for column in self.columns()))

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
        np.array(content["times"], dtype="<i8"),
        np.array([p[0] for p in positions], dtype="<f8"),
        np.array([p[1] for p in positions], dtype="<f8"),
        np.array(accuracy, dtype="<f8"),
    )
    return squeeze(b"".join(column.tobytes() for column in columns))


def unpack(packed: bytes, part: int, source: str, received_at: datetime) -> Fixes:
    """The fixes that `pack` was given, with what the row knows of them."""
    raw = unsqueeze(packed)
    count = len(raw) // 32
    times = np.frombuffer(raw, dtype="<i8", count=count)
    rest = np.frombuffer(raw, dtype="<f8", offset=8 * count).reshape(3, count)
    return Fixes(
        time_ms=times,
        lon=rest[0],
        lat=rest[1],
        accuracy_m=rest[2],
        part=np.full(count, part, dtype=np.int64),
        index=np.arange(count),
        source=np.full(count, SOURCES.index(source), dtype=np.int8),
        received_ms=np.full(count, round(received_at.timestamp() * 1000), dtype=np.int64),
    )


def join(runs: Iterable[Fixes]) -> Fixes:
    """Several runs of fixes as one, in the order given."""
    together = [
        np.concatenate(columns) for columns in zip(*(r.columns() for r in runs), strict=True)
    ]
    return Fixes(*together)
