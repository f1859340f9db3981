"""The records of a vehicle's tracker, sealed by the server in the vehicle's own name."""

import secrets
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import numpy as np
import orjson

from xunhu.feeds.position import Position
from xunhu.files.runs import Run
from xunhu.patrols.importing import instant, segments
from xunhu.records.roles import VEHICLE

NOTE = "由车辆定位终端自动生成，未登记出巡人员"
JOINED = "定位终端的轨迹并入同车的巡防"
Contents = Mapping[str, Any]


def author_of(vehicle: UUID) -> str:
    """The name in which a vehicle's tracker records: never a person's."""
    return f"{VEHICLE}{vehicle}"


@dataclass(frozen=True)
class Seal:
    """Whose records these are, and in which township."""

    vehicle: UUID
    township: str

    def patrol(self, identity: UUID, began_ms: int) -> bytes:
        """A patrol that the feed opens: nobody said why it is out, nor who."""
        contents = {"purpose": "other", "crew_count": 1, "note": NOTE}
        return self._feature("patrol", identity, began_ms, {"vehicle": self.vehicle}, contents)

    def segments(self, patrol: UUID, part: int, fixes: Sequence[Position]) -> Iterator[bytes]:
        """The fixes, in order of time, as segments with the parts from `part` on."""
        times, lon, lat, accuracy_m = zip(*fixes, strict=True)
        unknown = [np.nan if metres is None else metres for metres in accuracy_m]
        columns = (np.array(column, dtype=np.float64) for column in (lon, lat, unknown))
        run = Run(0, np.array(times, dtype=np.int64), *columns)
        for n, (geometry, told) in enumerate(segments([run])):
            began_ms = told["times"][0]
            contents = {"part": part + n, "source": "tracker", **told}
            refs = {"patrol": patrol}
            identity = uuid7(began_ms)
            yield self._feature("track_segment", identity, began_ms, refs, contents, geometry)

    def end(self, patrol: UUID, ended_ms: int, part_count: int) -> bytes:
        """The end of a patrol that the feed opened: its last fix."""
        contents = {"ended_at": instant(ended_ms), "part_count": part_count}
        identity = uuid7(ended_ms)
        return self._feature("patrol_end", identity, ended_ms, {"patrol": patrol}, contents)

    def moved(self, record: UUID, at_ms: int, base: str, changes: Contents) -> bytes:
        """An amendment of a segment that belongs to a person's patrol after all."""
        contents = {"base_digest": base, "changes": changes, "reason": JOINED}
        return self._feature("amendment", uuid7(at_ms), at_ms, {"record": record}, contents)

    def void(self, patrol: UUID, at_ms: int) -> bytes:
        """A patrol that the feed opened is withdrawn: all of its fixes are in a person's."""
        return self._feature("void", uuid7(at_ms), at_ms, {"record": patrol}, {"reason": JOINED})

    def _feature(
        self,
        kind: str,
        identity: UUID,
        at_ms: int,
        refs: Mapping[str, UUID],
        contents: Contents,
        geometry: Contents | None = None,
    ) -> bytes:
        properties = {
            "kind": kind,
            "schema": 1,
            "township": self.township,
            "author": author_of(self.vehicle),
            "occurred_at": instant(at_ms),
            "refs": {name: str(to) for name, to in refs.items()},
            "data": contents,
        }
        feature = {"type": "Feature", "id": str(identity), "geometry": geometry}
        return orjson.dumps(feature | {"properties": properties})


def uuid7(at_ms: int) -> UUID:
    """A new UUIDv7 (RFC 9562) of an instant."""
    chance = secrets.randbits(74)
    head, tail = chance >> 62, chance & ((1 << 62) - 1)
    return UUID(int=at_ms << 80 | 0x7 << 76 | head << 64 | 0b10 << 62 | tail)
