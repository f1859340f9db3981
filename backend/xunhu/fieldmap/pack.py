"""The district's map pack: a PMTiles file that phones take home whole."""

from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

HEADER = b"PMTiles\x03"


class MapPack(NamedTuple):
    """The file, its bytes, and a version that is another one whenever the file is."""

    path: Path
    size: int
    version: str


def pack_at(path: Path | None) -> MapPack | None:
    """The pack, or None where there is none, or a file that is no PMTiles of version 3."""
    try:
        if path is None:
            return None
        with path.open("rb") as file:
            if file.read(len(HEADER)) != HEADER:
                return None
        stat = path.stat()
    except OSError:
        return None
    seen = f"{path.name} {stat.st_size} {stat.st_mtime_ns}"
    return MapPack(path, stat.st_size, blake2b(seen.encode(), digest_size=8).hexdigest())
