"""Records as a phone seals them (contract section 4)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np
import orjson

from xunhu.demo.ids import uuid7
from xunhu.demo.people import device_of
from xunhu.reference.plane import Coords, to_degrees
from xunhu.schemas import SHANGHAI

Contents = dict[str, Any]


@dataclass(frozen=True)
class Author:
    """Who seals, for which township, with what offset of the phone's clock."""

    username: str
    township: str
    offset_ms: int


def seal(
    kind: str,
    author: Author,
    at: datetime,
    geometry: Contents | None,
    refs: Contents,
    contents: Contents,
    identity: str,
) -> bytes:
    """The bytes of one Feature."""
    properties = {
        "kind": kind,
        "schema": 1,
        "township": author.township,
        "author": author.username,
        "occurred_at": instant(at),
        "refs": refs,
        "data": contents,
        "device": device_of(author.username),
        "clock": {"offset_ms": author.offset_ms, "uncertainty_ms": 40},
    }
    return orjson.dumps(
        {"type": "Feature", "id": identity, "geometry": geometry, "properties": properties}
    )


def author(township: str, usernames: tuple[str, ...], rng: np.random.Generator) -> Author:
    """One of the users, his phone's clock some tenths of a second off."""
    return Author(usernames[int(rng.integers(len(usernames)))], township, int(rng.normal(0, 400)))


def identity_at(at: datetime, rng: np.random.Generator) -> str:
    return uuid7(round(at.timestamp() * 1000), rng)


def instant(at: datetime) -> str:
    """RFC 3339 with the offset of Shanghai."""
    return at.astimezone(SHANGHAI).isoformat(timespec="milliseconds")


def point(xy: Coords) -> Contents:
    """A GeoJSON Point from (east, north)."""
    return {"type": "Point", "coordinates": to_degrees(np.asarray(xy)[None, :])[0].tolist()}


def chance(rng: np.random.Generator, options: dict[str, float]) -> str:
    """A key, each as likely as its weight."""
    weights = np.array(list(options.values()))
    return str(rng.choice(list(options), p=weights / weights.sum()))
