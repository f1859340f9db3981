"""How fast the server answers and takes in, each against a floor measured in the same run."""

import json
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from statistics import median
from typing import Any

import numpy as np

from bench.client import Client
from xunhu.demo.ids import uuid7
from xunhu.schemas import SHANGHAI

REFERENCE_NUMBERS = 200_000
SEGMENT_FIXES = 500
PATROLS = 20
SEGMENTS = 3  # of one patrol: 1,500 fixes, one push
SHUIJIANG = "500119108"


def seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def reference_s() -> float:
    """One unit of this machine's speed just now: numbers written as JSON and read again."""
    numbers = [index / 7 for index in range(REFERENCE_NUMBERS)]
    return median(seconds(lambda: json.loads(json.dumps(numbers))) for _ in range(5))


def coverage_s(client: Client, days: int) -> float:
    """The median answer time for the last `days` days, geometry left out."""
    until = datetime.now(SHANGHAI).date()
    since = until - timedelta(days=days - 1)
    path = f"/coverage?from={since}&to={until}&geometry=none"
    return median(seconds(lambda: client.get(path)) for _ in range(9))


def feature(kind: str, at: datetime, geometry: Any, refs: Any, contents: Any) -> dict[str, Any]:
    """A record of Officer Chen, with an id of its moment."""
    chance = np.random.default_rng(time.monotonic_ns())
    properties = {"kind": kind, "schema": 1, "township": SHUIJIANG, "author": "chen"}
    properties |= {"occurred_at": at.isoformat(), "refs": refs, "data": contents}
    identity = uuid7(round(at.timestamp() * 1000), chance)
    return {"type": "Feature", "id": identity, "geometry": geometry, "properties": properties}


def patrol(at: datetime) -> Iterator[dict[str, Any]]:
    """A patrol of some 25 minutes at a fix a second, walking east of the town."""
    start = feature("patrol", at, None, {}, {"purpose": "routine", "crew_count": 2})
    yield start
    for part in range(SEGMENTS):
        begun = at + timedelta(seconds=part * SEGMENT_FIXES)
        seconds_on = part * SEGMENT_FIXES + np.arange(SEGMENT_FIXES)
        places = [[107.28 + second * 1e-5, 29.24 + second * 3e-6] for second in seconds_on.tolist()]
        times = [round(at.timestamp() * 1000) + 1000 * second for second in seconds_on.tolist()]
        contents = {"part": part, "times": times, "accuracy_m": [6.5] * SEGMENT_FIXES}
        line = {"type": "LineString", "coordinates": places}
        yield feature("track_segment", begun, line, {"patrol": start["id"]}, contents)


def framed(records: Iterator[dict[str, Any]]) -> bytes:
    """Records as RFC 8142 puts them into one body."""
    return b"".join(b"\x1e" + json.dumps(record).encode() + b"\n" for record in records)


def ingest(client: Client) -> tuple[float, float]:
    """Fixes taken in per second over HTTP, and fixes per second when their JSON is only read."""
    begun = datetime.now(UTC).replace(microsecond=0) - timedelta(hours=PATROLS)
    bodies = [framed(patrol(begun + timedelta(hours=hour))) for hour in range(PATROLS - 1)]
    pushing = sum(seconds(lambda body=body: push(client, body)) for body in bodies)
    reading = sum(seconds(lambda body=body: read(body)) for body in bodies)
    fixes = len(bodies) * SEGMENTS * SEGMENT_FIXES
    return fixes / pushing, fixes / reading


def push(client: Client, body: bytes) -> None:
    """Raises ValueError unless every record was stored."""
    results = client.post("/sync/push", body, "application/geo+json-seq")["results"]
    if refused := [result for result in results if result["status"] != "stored"]:
        raise ValueError(refused)


def read(body: bytes) -> None:
    for line in body.split(b"\x1e")[1:]:
        json.loads(line)
