"""Columns of numbers as few bytes: what was written with some decimals is kept as whole numbers.

A column is a mode byte and its numbers: as they are, or as a first whole number and the steps from
each to the next, in the fewest bytes that hold the widest, low bytes first of all of them. Where
some are unknown, a bit for each tells which.
"""

import numpy as np
from numpy.typing import NDArray

from xunhu.geo import Floats

AS_IS, WITH_UNKNOWN = 255, 64
MOST_DECIMALS = 8
EXACT = 2.0**53
WIDTHS = ("<i1", "<i2", "<i4", "<i8")

Whole = NDArray[np.int64]


def pack_column(values: Floats) -> bytes:
    """n numbers; `unpack_column` gives exactly the same back, NaN included."""
    unknown = np.isnan(values)
    known = np.where(unknown, 0.0, values) if unknown.any() else values
    for decimals in range(MOST_DECIMALS + 1):
        scale = 10.0**decimals
        with np.errstate(over="ignore"):
            scaled = np.rint(known * scale)
        if np.array_equal(scaled / scale, known) and np.abs(scaled).max(initial=0) < EXACT:
            whole = pack_whole(scaled.astype(np.int64))
            if known is values:
                return bytes([decimals]) + whole
            return bytes([WITH_UNKNOWN + decimals]) + np.packbits(unknown).tobytes() + whole
    return bytes([AS_IS]) + values.astype("<f8").tobytes()


def unpack_column(packed: bytes, count: int) -> Floats:
    """What `pack_column` was given."""
    mode, rest = packed[0], packed[1:]
    if mode == AS_IS:
        return np.frombuffer(rest, dtype="<f8")
    if mode < WITH_UNKNOWN:
        return unpack_whole(rest) / 10.0**mode
    marks = (count + 7) // 8
    values = unpack_whole(rest[marks:]) / 10.0 ** (mode - WITH_UNKNOWN)
    values[np.unpackbits(np.frombuffer(rest[:marks], dtype=np.uint8), count=count) == 1] = np.nan
    return values


def pack_whole(values: Whole) -> bytes:
    """n whole numbers; `unpack_whole` gives the same back."""
    if len(values) == 0:
        return b""
    steps = np.diff(values)
    low, high = int(steps.min(initial=0)), int(steps.max(initial=0))
    width = next(w for w in WIDTHS if np.iinfo(w).min <= low and high <= np.iinfo(w).max)
    bytes_of = steps.astype(width).view(np.uint8).reshape(len(steps), np.dtype(width).itemsize)
    head = bytes([WIDTHS.index(width)]) + int(values[0]).to_bytes(8, "little", signed=True)
    return head + bytes_of.T.tobytes()


def unpack_whole(packed: bytes) -> Whole:
    """What `pack_whole` was given."""
    if not packed:
        return np.empty(0, dtype=np.int64)
    width = np.dtype(WIDTHS[packed[0]])
    first = int.from_bytes(packed[1:9], "little", signed=True)
    planes = np.frombuffer(packed, dtype=np.uint8, offset=9).reshape(width.itemsize, -1)
    steps = np.ascontiguousarray(planes.T).view(width).ravel().astype(np.int64)
    return np.concatenate([[first], first + np.cumsum(steps)])
