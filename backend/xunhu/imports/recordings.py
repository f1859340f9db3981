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


@dataclass(frozen=True)
class RecordingFile:
    """A file's bytes and what they hold; `window_ms` is what rule 1 lets through now."""

    path: Path
    raw: bytes
    recording: Recording
    window_ms: tuple[int, int]


def load(path: Path, datum: Datum, now: datetime) -> RecordingFile:
    """Read a GPX, GeoJSON or CSV file; local times are Shanghai's. Raises BadFile with its name."""
    now_ms = int(now.timestamp() * 1000)
    raw = path.read_bytes()
    try:
        read = tracks.read(raw, now_ms, SHANGHAI)
    except BadFile as fault:
        raise fault.at(Said(path.name, path.name)) from None
    moved = replace(read, runs=[run.in_wgs84(datum) for run in read.runs])
    return RecordingFile(path, raw, moved, tracks.window_ms(now_ms))
