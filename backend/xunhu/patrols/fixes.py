"""Fixes as columns, packed into a segment's row and taken out again."""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from itertools import chain, pairwise
from typing import Any
from uuid import UUID

import numpy as np
from numpy.typing import NDArray

from xunhu.db import squeeze, unsqueeze
from xunhu.geo import Floats
from xunhu.patrols.columns import pack_column, pack_whole, unpack_column, unpack_whole

Columns = tuple[NDArray[np.int64], Floats, Floats, Floats]
Heard = tuple[int, int, int]  # the part of a segment, its receiver, its receipt in ms
IN_STEPS = b"\x01"  # what was packed before began with zstd's own mark
SOURCES = ("phone", "tracker", "file")


@dataclass(frozen=True)
class Fixes:
    """n fixes in columns: epoch ms, degrees, metres (NaN: unknown), part, index in its segment,
    source, receipt in ms.

    `source` is a number of SOURCES, or of a receiver (`receiver_of`): rule 1 only asks which fixes
    have the same, and the lowest wins a draw.
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
        return replace(self, source=np.full(len(self), receiver, dtype=np.int64))

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


NO_FIXES = Fixes(
    time_ms=np.empty(0, dtype=np.int64),
    lon=np.empty(0),
    lat=np.empty(0),
    accuracy_m=np.empty(0),
    part=np.empty(0, dtype=np.int64),
    index=np.empty(0, dtype=np.int64),
    source=np.empty(0, dtype=np.int8),
    received_ms=np.empty(0, dtype=np.int64),
)


def pack(geometry: Mapping[str, Any], content: Mapping[str, Any]) -> bytes:
    """A sealed segment's columns as bytes: times, longitudes, latitudes, accuracies."""
    time_ms, *rest = columns_of(lonlat_of(geometry), content)
    columns = (pack_whole(time_ms), *(pack_column(column) for column in rest))
    sizes = np.array([len(column) for column in columns], dtype="<u4").tobytes()
    return IN_STEPS + squeeze(sizes + b"".join(columns))


def unpack(packed: bytes, part: int, source: str, received_at: datetime) -> Fixes:
    """The fixes that `pack` was given, with what the row knows of them."""
    return _fixes(_columns(packed), part, source, received_at)


def fixes_from(
    geometry: Mapping[str, Any],
    content: Mapping[str, Any],
    part: int,
    source: str,
    received_at: datetime,
) -> Fixes:
    """The fixes of a sealed segment, without packing them."""
    return _fixes(columns_of(lonlat_of(geometry), content), part, source, received_at)


def together(runs: Sequence[tuple[Columns, Heard]]) -> Fixes:
    """The fixes of several segments, one after the other."""
    if not runs:
        return NO_FIXES
    columns, heard = zip(*runs, strict=True)
    time_ms, lon, lat, accuracy_m = map(np.concatenate, zip(*columns, strict=True))
    counts = np.array([len(one[0]) for one in columns])
    part, source, received_ms = np.repeat(np.array(heard, dtype=np.int64).T, counts, axis=1)
    index = np.arange(len(time_ms)) - np.repeat(np.cumsum(counts) - counts, counts)
    return Fixes(time_ms, lon, lat, accuracy_m, part, index, source, received_ms)


def columns_of(lonlat: Floats, content: Mapping[str, Any]) -> Columns:
    """A sealed segment's times, longitudes, latitudes and accuracies; a height is passed over."""
    return (
        np.asarray(content["times"], dtype=np.int64),
        np.ascontiguousarray(lonlat[:, 0]),
        np.ascontiguousarray(lonlat[:, 1]),
        np.asarray(content["accuracy_m"], dtype=np.float64),  # None becomes NaN
    )


def lonlat_of(geometry: Mapping[str, Any]) -> Floats:
    """The positions of a sealed segment, n x 2, in degrees."""
    lone = geometry["type"] == "Point"
    positions = [geometry["coordinates"]] if lone else geometry["coordinates"]
    if isinstance(positions, np.ndarray):
        return positions[:, :2]
    plain = set(map(len, positions)) == {2}
    told = chain.from_iterable(positions if plain else (p[:2] for p in positions))
    return np.fromiter(told, dtype=np.float64, count=2 * len(positions)).reshape(-1, 2)


def _fixes(columns: Columns, part: int, source: str, received_at: datetime) -> Fixes:
    return together([(columns, (part, SOURCES.index(source), epoch_ms(received_at)))])


def _columns(packed: bytes) -> Columns:
    if not packed.startswith(IN_STEPS):
        return _columns_of_old(unsqueeze(packed))
    raw = unsqueeze(packed[len(IN_STEPS) :])
    ends = 16 + np.cumsum([0, *np.frombuffer(raw, dtype="<u4", count=4)])
    times, *rest = (raw[a:b] for a, b in pairwise(ends.tolist()))
    time_ms = unpack_whole(times)
    lon, lat, accuracy_m = (unpack_column(column, len(time_ms)) for column in rest)
    return time_ms, lon, lat, accuracy_m


def _columns_of_old(raw: bytes) -> Columns:
    """Before IN_STEPS: eight bytes a number, one column after the other."""
    count = len(raw) // 32
    lon, lat, accuracy_m = np.frombuffer(raw, dtype="<f8", offset=8 * count).reshape(3, count)
    return np.frombuffer(raw, dtype="<i8", count=count), lon, lat, accuracy_m


def epoch_ms(instant: datetime) -> int:
    """Milliseconds since 1970."""
    return round(instant.timestamp() * 1000)


@lru_cache(maxsize=1024)
def receiver_of(source: str, author: str, device: UUID | None) -> int:
    """The number of a receiver: another for two of one source, lower for an earlier source."""
    named = hashlib.sha256(f"{author}\0{device or ''}".encode()).digest()
    return SOURCES.index(source) << 48 | int.from_bytes(named[:6], "big")


def join(runs: Iterable[Fixes]) -> Fixes:
    """Several runs of fixes as one, in the order given."""
    together = [
        np.concatenate(columns) for columns in zip(*(r.columns() for r in runs), strict=True)
    ]
    return Fixes(*together)
