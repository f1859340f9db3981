"""Track files from the disk, in WGS-84."""

from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from xunhu.files import tracks
from xunhu.files.bad_file import BadFile
from xunhu.files.datum import Datum
from xunhu.files.runs import Recording
from xunhu.problems import Said
from xunhu.schemas import SHANGHAI

NAMELESS = Path()


@dataclass(frozen=True)
class RecordingFile:
    """A file's bytes and what they hold; `window_ms` is what rule 1 lets through now."""

    path: Path
    raw: bytes
    recording: Recording
    window_ms: tuple[int, int]


def load(path: Path, datum: Datum, now: datetime) -> RecordingFile:
    """Read a file from the disk; raises BadFile with its name."""
    try:
        return understood(path.read_bytes(), datum, now, path)
    except BadFile as fault:
        raise fault.at(Said(path.name, path.name)) from None


def understood(raw: bytes, datum: Datum, now: datetime, path: Path = NAMELESS) -> RecordingFile:
    """Read a GPX, KML, GeoJSON or CSV file; local times are Shanghai's. Raises BadFile."""
    now_ms = int(now.timestamp() * 1000)
    read = tracks.read(raw, now_ms, SHANGHAI)
    moved = replace(read, runs=[run.in_wgs84(datum) for run in read.runs])
    return RecordingFile(path, raw, moved, tracks.window_ms(now_ms))
