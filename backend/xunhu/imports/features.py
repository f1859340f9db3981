"""GeoJSON files from the disk; what they are refused for begins with their name."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from xunhu.files import geojson_file
from xunhu.files.bad_file import BadFile
from xunhu.files.geojson_file import Feature
from xunhu.problems import Said

T = TypeVar("T")


def understood(path: Path, understand: Callable[[Sequence[Feature]], list[T]]) -> list[T]:
    """What `understand` makes of a file's Features; raises BadFile with the file's name."""
    try:
        return understand(geojson_file.read(path.read_bytes()))
    except BadFile as fault:
        raise fault.at(Said(path.name, path.name)) from None
