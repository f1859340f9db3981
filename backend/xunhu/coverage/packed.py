"""Spans as bytes, and back: what a row of the tree of days holds."""

import numpy as np
import orjson
from pyroaring import BitMap

from xunhu.coverage.span import ADDED, Ordinals, Span
from xunhu.db import squeeze, unsqueeze


def pack(span: Span, start: int) -> bytes:
    """A span that begins on the day with the ordinal `start`: only what is not nothing."""
    pieces, places = np.flatnonzero(span.last), np.flatnonzero(span.active_on)
    patrols = [BitMap.serialize(numbers) for numbers in span.patrols]
    head = {
        "places": len(span.patrols),
        "pieces": len(pieces),
        "of": places.tolist(),
        "patrols": [len(numbers) for numbers in patrols],
    }
    columns = (
        np.diff(pieces, prepend=0).astype("<u4"),
        (span.last[pieces] - start).astype("<u2"),
        span.sums.astype("<i8"),
        (span.active_on[places] - start).astype("<u2"),
    )
    written = orjson.dumps(head)
    body = [column.tobytes() for column in columns]
    return squeeze(b"".join([len(written).to_bytes(4, "little"), written, *body, *patrols]))


def unpack(packed: bytes, start: int) -> Span:
    """The span that `pack` was given."""
    raw = unsqueeze(packed)
    at = 4 + int.from_bytes(raw[:4], "little")
    head = orjson.loads(raw[4:at])
    rows, count = head["places"] + 1, head["pieces"]

    def column(kind: str, many: int) -> np.ndarray:
        nonlocal at
        begun, at = at, at + np.dtype(kind).itemsize * many
        return np.frombuffer(raw, dtype=kind, count=many, offset=begun)

    pieces = column("<u4", count).cumsum()
    last = _placed(pieces, column("<u2", count), start, int(pieces[-1]) + 1 if count else 0)
    sums = column("<i8", rows * len(ADDED)).reshape(rows, len(ADDED))
    of = np.array(head["of"], dtype=np.int64)
    active_on = _placed(of, column("<u2", len(of)), start, rows)
    patrols = []
    for length in head["patrols"]:
        patrols.append(BitMap.deserialize(raw[at : at + length]))
        at += length
    return Span(last, sums, active_on, patrols)


def _placed(at: np.ndarray, since: np.ndarray, start: int, size: int) -> Ordinals:
    days = np.zeros(size, dtype=np.int32)
    days[at] = since.astype(np.int32) + start
    return days
