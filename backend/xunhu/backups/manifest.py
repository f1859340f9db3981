"""What a backup says of itself: `manifest.json`, with the digest of every file beside it."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import orjson

from xunhu.backups.reading import Holding
from xunhu.backups.refusals import BadBackup
from xunhu.disk import settle
from xunhu.problems import Said

NAME = "manifest.json"
FORMAT = 1


@dataclass(frozen=True)
class Manifest:
    """`files` are size and SHA-256 by name; `missing` the images that the server had lost."""

    at: datetime
    product: str
    database: str
    schema: str
    files: Mapping[str, tuple[int, str]]
    tables: Mapping[str, int]
    districts: Mapping[str, Holding]
    missing: tuple[str, ...] = ()

    @property
    def size(self) -> int:
        """The bytes of its files; its images are not among them."""
        return sum(size for size, _ in self.files.values())

    def write(self, folder: Path) -> None:
        """Write it below the folder, on disk when this returns."""
        told = {
            "format": FORMAT,
            **asdict(self),
            "districts": {code: asdict(h) for code, h in self.districts.items()},
            "files": {n: {"size": s, "sha256": d} for n, (s, d) in self.files.items()},
        }
        path = folder / NAME
        options = orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE
        path.write_bytes(orjson.dumps(told, option=options))
        settle(path)


def read(folder: Path) -> Manifest:
    """The manifest of a backup; raises BadBackup."""
    try:
        told = orjson.loads((folder / NAME).read_bytes())
        if told.pop("format") != FORMAT:
            raise BadBackup(Said(f"{folder} 的格式较新", f"{folder} has a newer format"))
        return _of(told)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        said = Said(f"{folder} 不是完整的备份", f"{folder} is no complete backup")
        raise BadBackup(said) from error


def _of(told: dict[str, Any]) -> Manifest:
    files = {name: (f["size"], f["sha256"]) for name, f in told.pop("files").items()}
    districts = {code: Holding(**h) for code, h in told.pop("districts").items()}
    at, missing = datetime.fromisoformat(told.pop("at")), tuple(told.pop("missing"))
    return Manifest(at=at, files=files, districts=districts, missing=missing, **told)
