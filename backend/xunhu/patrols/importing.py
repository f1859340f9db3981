"""A file of fixes as sealed records: a patrol, its segments and its end, the same every time."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import numpy as np
import orjson
from numpy.typing import NDArray

from xunhu.files.runs import Recording, Run
from xunhu.schemas import rfc3339

SEGMENT_POSITIONS = 500
NOTE = "由轨迹文件导入"

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
Contents = dict[str, Any]


@dataclass(frozen=True)
class TrackFile:
    """Whose fixes a file holds; `window_ms` is what rule 1 lets through.

    `patrol` and `first_part` are set when the fixes are added to a patrol that exists: each file is
    then a receiver of its own (rule 1), told by a `device` that is made of its bytes.
    """

    raw: bytes
    author: str
    township: str
    window_ms: tuple[int, int]
    patrol: UUID | None = None
    first_part: int = 0


@dataclass(frozen=True)
class Outing:
    """What one patrol gets from a file: records to be accepted in this order."""

    patrol: UUID
    segment_ids: Sequence[UUID]
    sealed: Sequence[bytes]
    fix_count: int


def seal(recording: Recording, file: TrackFile) -> list[Outing]:
    """One outing for a file, or more where it holds tracks that were recorded at one time.

    Ids come from the bytes of the file and the author, so that the same file gives the same
    records; nobody is in two places at once, so simultaneous tracks are never interleaved.
    """
    return [_outing(runs, file, number) for number, runs in enumerate(apart(recording.runs))]


def apart(runs: Sequence[Run]) -> list[list[Run]]:
    """Runs in as few groups as it takes for no two tracks of a group to overlap in time."""
    groups: list[list[list[Run]]] = []
    for track in dict.fromkeys(run.track for run in runs):
        mine = [run for run in runs if run.track == track]
        fitting = [g for g in groups if not any(_overlap(mine, theirs) for theirs in g)]
        if fitting:
            fitting[0].append(mine)
        else:
            groups.append([mine])
    return [[run for track_runs in group for run in track_runs] for group in groups]


def _overlap(ours: Sequence[Run], theirs: Sequence[Run]) -> bool:
    (begin, end), (from_ms, to_ms) = _span(ours), _span(theirs)
    return begin < to_ms and from_ms < end


def _span(runs: Sequence[Run]) -> tuple[int, int]:
    return min(int(r.time_ms.min()) for r in runs), max(int(r.time_ms.max()) for r in runs)


def _outing(runs: Sequence[Run], file: TrackFile, number: int) -> Outing:
    times = np.concatenate([run.time_ms for run in runs])
    began_ms, ended_ms = _usable_span(times, file.window_ms)
    mint = _Mint(file, began_ms, number)
    patrol = file.patrol or mint.identity("patrol")
    refs = {"patrol": str(patrol)}
    ids, sealed = [], []
    for index, (geometry, columns) in enumerate(segments(runs)):
        contents = {"part": file.first_part + index, "source": "file", **columns}
        ids.append(mint.identity(f"segment {index}"))
        sealed.append(mint.seal("track_segment", ids[-1], began_ms, geometry, refs, contents))
    if file.patrol is None:
        start = {"purpose": "routine", "crew_count": 1, "note": NOTE}
        end = {"ended_at": instant(ended_ms), "part_count": len(ids)}
        identity = mint.identity("end")
        sealed.insert(0, mint.seal("patrol", patrol, began_ms, None, {}, start))
        sealed.append(mint.seal("patrol_end", identity, ended_ms, None, refs, end))
    return Outing(patrol, ids, sealed, len(times))


def _usable_span(times: NDArray[np.int64], window_ms: tuple[int, int]) -> tuple[int, int]:
    """First and last time that rule 1 lets through; where there is none, the nearest instants."""
    earliest, latest = window_ms
    usable = times[(times >= earliest) & (times <= latest)]
    if not len(usable):
        usable = np.clip(times, earliest, latest)
    return int(usable.min()), int(usable.max())


def segments(runs: Sequence[Run]) -> Iterator[tuple[Contents, Contents]]:
    """Geometry and columns of every 500 fixes; what is left alone is a Point."""
    for run in runs:
        for first in range(0, len(run), SEGMENT_POSITIONS):
            piece = slice(first, first + SEGMENT_POSITIONS)
            positions = np.column_stack([run.lon[piece], run.lat[piece]]).tolist()
            lone = len(positions) == 1
            geometry = {
                "type": "Point" if lone else "LineString",
                "coordinates": positions[0] if lone else positions,
            }
            accuracy = [None if np.isnan(a) else a for a in run.accuracy_m[piece].tolist()]
            yield geometry, {"times": run.time_ms[piece].tolist(), "accuracy_m": accuracy}


class _Mint:
    """Seals the records of one outing, with ids that only depend on the file and its author."""

    def __init__(self, file: TrackFile, began_ms: int, number: int) -> None:
        self.file = file
        self.began_ms = began_ms
        self.mark = hashlib.sha256(f"{file.author}\0{number}\0".encode() + file.raw).digest()

    def identity(self, name: str) -> UUID:
        """A UUIDv7 (RFC 9562) of the outing's begin, with a digest where chance would stand."""
        digest = hashlib.sha256(self.mark + name.encode()).digest()
        chance = int.from_bytes(digest[:10], "big")
        head, tail = chance >> 68, chance & ((1 << 62) - 1)
        return UUID(int=self.began_ms << 80 | 0x7 << 76 | head << 64 | 0b10 << 62 | tail)

    def seal(
        self,
        kind: str,
        identity: UUID,
        at_ms: int,
        geometry: Contents | None,
        refs: dict[str, str],
        contents: Contents,
    ) -> bytes:
        """The bytes of one Feature."""
        properties: Contents = {
            "kind": kind,
            "schema": 1,
            "township": self.file.township,
            "author": self.file.author,
            "occurred_at": instant(at_ms),
            "refs": refs,
            "data": contents,
        }
        if self.file.patrol is not None:
            properties["device"] = str(self.identity("device"))
        feature = {"type": "Feature", "id": str(identity), "geometry": geometry}
        return orjson.dumps(feature | {"properties": properties})


def instant(at_ms: int) -> str:
    """Epoch milliseconds as RFC 3339."""
    return rfc3339(_EPOCH + timedelta(milliseconds=at_ms))
