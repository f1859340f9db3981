"""The 93 recorded tracks of the shared folder, moved to Nanchuan and sealed as a phone would."""

import csv
import gzip
import json
import os
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import UUID

from oracle.plain import LonLat, Patrol, TrackSegment

REPOSITORY = Path(__file__).resolve().parents[2]
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
LONGEST_SEGMENT = 500
SUBDISTRICTS: dict[str, LonLat] = {
    "500119001": (107.1049, 29.1551),
    "500119002": (107.0942, 29.1569),
    "500119003": (107.0832, 29.1615),
}


@dataclass(frozen=True)
class TimedFix:
    """One fix as found in the file, `at_ms` since the epoch."""

    at_ms: int
    position: LonLat
    accuracy_m: float | None


@dataclass(frozen=True)
class RealTrack:
    """A track's timed fixes in file order (times may go back), where it lies in the world."""

    name: str
    fixes: list[TimedFix]

    @property
    def began_ms(self) -> int:
        return min(fix.at_ms for fix in self.fixes)

    @property
    def ended_ms(self) -> int:
        return max(fix.at_ms for fix in self.fixes)


@dataclass(frozen=True)
class SealedPatrol:
    """One track as the oracle's plain patrol and as the bytes of its records, in push order."""

    track: str
    patrol: Patrol
    records: list[bytes]


def sealed_patrols(author: str, received_at_ms: int) -> list[SealedPatrol] | None:
    """All tracks with a timed fix, spread over the townships in turn; None without the folder."""
    tracks, seats = real_tracks(), township_seats()
    if tracks is None or seats is None:
        return None
    codes = sorted(seats)
    return [
        sealed(moved(track, seats[code]), code, author, received_at_ms)
        for track, code in zip(tracks, codes * len(tracks), strict=False)
    ]


def shared_folder() -> Path | None:
    """The folder of shared data, or None where this machine has none."""
    folder = Path(os.environ.get("XUNHU_SHARED", REPOSITORY.parent / "shared" / "data"))
    return folder if folder.is_dir() else None


def real_tracks() -> list[RealTrack] | None:
    """Every track that has a timed fix; None without the shared folder."""
    folder = shared_folder()
    path = folder / "tracks" / "tracks.ndjson.gz" if folder else None
    if path is None or not path.is_file():
        return None
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        tracks = [timed_track(json.loads(line)) for line in lines]
    return [track for track in tracks if track.fixes]


def timed_track(found: dict[str, Any]) -> RealTrack:
    """A line of the file without its untimed points."""
    fixes = [
        TimedFix(at_ms, (lon, lat), accuracy_m)
        for at_ms, lon, lat, accuracy_m, *_ in found["points"]
        if at_ms is not None
    ]
    return RealTrack(found["id"], fixes)


def township_seats() -> dict[str, LonLat] | None:
    """Seat of each of the 34 townships by code; None without the shared folder."""
    folder = shared_folder()
    path = folder / "registry_only" / "township_seats_geonames.csv" if folder else None
    if path is None or not path.is_file():
        return None
    with path.open(encoding="utf-8-sig", newline="") as rows:
        seats = {
            row["code9"]: (float(row["lon"]), float(row["lat"])) for row in csv.DictReader(rows)
        }
    return {**seats, **SUBDISTRICTS}


def moved(track: RealTrack, seat: LonLat) -> RealTrack:
    """The track shifted by one constant so that its first timed position is the seat (nm exact)."""
    first = track.fixes[0].position
    east, north = seat[0] - first[0], seat[1] - first[1]
    return RealTrack(
        track.name,
        [
            TimedFix(
                fix.at_ms,
                (round(fix.position[0] + east, 9), round(fix.position[1] + north, 9)),
                fix.accuracy_m,
            )
            for fix in track.fixes
        ],
    )


def sealed(track: RealTrack, township: str, author: str, received_at_ms: int) -> SealedPatrol:
    """A patrol, its segments of at most 500 positions in file order, and its end."""
    patrol_id = uuid7(track.began_ms, f"{track.name}/patrol")
    starts = range(0, len(track.fixes), LONGEST_SEGMENT)
    chunks = [track.fixes[start : start + LONGEST_SEGMENT] for start in starts]
    envelope = {"schema": 1, "township": township, "author": author}
    began = {**envelope, "kind": "patrol", "occurred_at": rfc3339(track.began_ms), "refs": {}}
    began["data"] = {"purpose": "railway", "crew_count": 2}
    ended = {**envelope, "kind": "patrol_end", "occurred_at": rfc3339(track.ended_ms)}
    ended["refs"] = {"patrol": patrol_id}
    ended["data"] = {"ended_at": rfc3339(track.ended_ms), "part_count": len(chunks)}
    records = [feature(patrol_id, geometry(track.fixes[:1]), began)]
    for part, chunk in enumerate(chunks):
        properties = segment_properties(envelope, patrol_id, part, chunk)
        segment_id = uuid7(max(fix.at_ms for fix in chunk), f"{track.name}/{part}")
        records.append(feature(segment_id, geometry(chunk), properties))
    records.append(feature(uuid7(track.ended_ms, f"{track.name}/end"), None, ended))
    patrol: Patrol = {
        "id": patrol_id,
        "township": township,
        "occurred_at": EPOCH + timedelta(milliseconds=track.began_ms),
        "segments": [
            plain_segment(part, chunk, received_at_ms) for part, chunk in enumerate(chunks)
        ],
    }
    return SealedPatrol(track.name, patrol, records)


def plain_segment(part: int, chunk: list[TimedFix], received_at_ms: int) -> TrackSegment:
    """What the oracle reads of a segment."""
    return {
        "part": part,
        "source": "phone",
        "received_at_ms": received_at_ms,
        "times": [fix.at_ms for fix in chunk],
        "positions": [fix.position for fix in chunk],
        "accuracy_m": [fix.accuracy_m for fix in chunk],
    }


def segment_properties(
    envelope: dict[str, Any], patrol_id: str, part: int, chunk: list[TimedFix]
) -> dict[str, Any]:
    """The properties of a sealed segment; `source` is left out, so it is the phone."""
    return {
        **envelope,
        "kind": "track_segment",
        "occurred_at": rfc3339(min(fix.at_ms for fix in chunk)),
        "refs": {"patrol": patrol_id},
        "data": {
            "part": part,
            "times": [fix.at_ms for fix in chunk],
            "accuracy_m": [fix.accuracy_m for fix in chunk],
        },
    }


def geometry(fixes: list[TimedFix]) -> dict[str, Any]:
    """A LineString, or for a lone fix a Point."""
    positions = [list(fix.position) for fix in fixes]
    if len(positions) == 1:
        return {"type": "Point", "coordinates": positions[0]}
    return {"type": "LineString", "coordinates": positions}


def feature(record_id: str, geometry: dict[str, Any] | None, properties: dict[str, Any]) -> bytes:
    """The exact bytes of a record, without the sequence's separators."""
    record = {"type": "Feature", "id": record_id, "geometry": geometry, "properties": properties}
    return json.dumps(record, ensure_ascii=False, separators=(",", ":")).encode()


def uuid7(at_ms: int, name: str) -> str:
    """A UUIDv7 whose random bits come from a name; a time before 1970 counts as 1970."""
    random_bits = int.from_bytes(sha256(name.encode()).digest()[:10]) & ((1 << 74) - 1)
    high, low = random_bits >> 62, random_bits & ((1 << 62) - 1)
    return str(UUID(int=max(at_ms, 0) << 80 | 7 << 76 | high << 64 | 0b10 << 62 | low))


def rfc3339(at_ms: int) -> str:
    """The moment in UTC with milliseconds."""
    return (EPOCH + timedelta(milliseconds=at_ms)).isoformat(timespec="milliseconds")
