"""The tracks that a phone carries and a server has: all that was heard has to be there, once."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from journeys.person import Heard, fixes_of
from make import digest_of

AT_ONCE_MS = 500  # a fix is written as it comes; a busy machine may need so long
RIDE = ("patrol", "track_segment", "patrol_end")
Part = tuple[str, int]
Rows = list[dict[str, Any]]


class Track(NamedTuple):
    """Sealed parts of patrols with id and digest, and the fixes of patrols, sealed or not."""

    parts: list[tuple[Part, tuple[str, str]]]
    fixes: list[tuple[str, Heard]]


class Carried(NamedTuple):
    """Patrols on a phone with their state and count of parts, their tracks, and what is wrong."""

    states: dict[str, str]
    part_counts: dict[str, int]
    track: Track
    faults: list[str]


def carried(patrols: Rows, chunks: Rows, sealed: Rows, payloads: Rows) -> Carried:
    """The rows of a phone's database, read."""
    texts = {row["id"]: row["bytes"] for row in payloads}
    ours = [row for row in sealed if row["kind"] in RIDE]
    begun = {row["id"] for row in ours if row["kind"] == "patrol"}
    faults = [f"{row['id']} {why}" for row in ours if (why := fault_of(row, texts))]
    unsealed = [
        (row["patrol"], Heard(fix["at"], fix["lon"], fix["lat"]))
        for row in chunks
        for fix in row["fixes"]
    ]
    parts, fixes = track(
        (json.loads(texts[row["id"]]), row["digest"]) for row in ours if row["id"] in texts
    )
    return Carried(
        {row["id"]: row["state"] for row in patrols},
        {row["id"]: row["part_count"] for row in patrols},
        Track(parts, fixes + unsealed),
        faults + [f"{patrol} without its record" for patrol in begun ^ {p["id"] for p in patrols}],
    )


def fault_of(row: Mapping[str, Any], texts: Mapping[str, str]) -> str:
    """What is wrong with a sealed record on the phone; nothing when it can be sent or was."""
    if row["id"] not in texts:
        return "has no bytes"
    if digest_of(texts[row["id"]].encode()) != row["digest"]:
        return "has other bytes"
    return "" if row["state"] in ("waiting", "stored") else f"is {row['problem']}"


def track(features: Iterable[tuple[dict[str, Any], str]]) -> Track:
    """The track segments among records with their digests."""
    found = Track([], [])
    for feature, digest in features:
        if feature["properties"]["kind"] != "track_segment":
            continue
        patrol = feature["properties"]["refs"]["patrol"]
        part = patrol, feature["properties"]["data"]["part"]
        found.parts.append((part, (feature["id"], digest)))
        found.fixes.extend((patrol, fix) for fix in fixes_of(feature))
    return found


def twice(things: Iterable[Any]) -> list[Any]:
    return [thing for thing, times in Counter(things).items() if times > 1]


class Logbook:
    """What the rides have come to: one look at the phone after each death, one at the server."""

    def __init__(self) -> None:
        self.parts: dict[Part, tuple[str, str]] = {}
        self.faults: list[str] = []
        self.lost: set[Heard] = set()
        self.doubled: list[Any] = []
        self.unwritten: dict[Heard, int] = {}

    def look(self, there: Carried, heard: Iterable[Heard], deaths: Iterable[range]) -> None:
        """Compare what is there with all that was heard and with what was sealed before."""
        self.faults += there.faults
        self._count_twice(there.track)
        parts = dict(there.track.parts)
        wanted = {(patrol, n) for patrol, count in there.part_counts.items() for n in range(count)}
        changed = [part for part, sealed in self.parts.items() if parts.get(part) != sealed]
        if changed or parts.keys() != wanted:
            self.faults.append(f"{changed=} {parts.keys() ^ wanted} {there.part_counts=}")
        self.parts = parts
        for fix in set(heard) - {fix for _, fix in there.track.fixes}:
            self._miss(fix, deaths)

    def look_at_server(self, there: Track, on_phone: Track) -> None:
        """Compare what arrived with what the phone had sealed."""
        self._count_twice(there)
        if sorted(there.parts) != sorted(on_phone.parts):
            self.faults.append(f"arrived {there.parts}, sealed {on_phone.parts}")
        self.lost |= {fix for _, fix in set(on_phone.fixes) - set(there.fixes)}

    def _count_twice(self, there: Track) -> None:
        self.doubled += twice(there.fixes) + twice(part for part, _ in there.parts)

    def _miss(self, fix: Heard, deaths: Iterable[range]) -> None:
        """Lost, unless it came in the last moment before the browser died."""
        for death in deaths:
            if death.start - AT_ONCE_MS <= fix.at_ms < death.stop:
                self.unwritten[fix] = max(0, death.start - fix.at_ms)
                return
        self.lost.add(fix)
