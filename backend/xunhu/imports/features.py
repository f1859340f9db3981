"""Files of places; what they are refused for begins with their name."""

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple, TypeVar

from xunhu.files import geojson_file, places
from xunhu.files.bad_file import BadFile
from xunhu.files.geojson_file import Feature
from xunhu.problems import Said

T = TypeVar("T")


class Source(NamedTuple):
    """A file's name and its bytes."""

    name: str
    raw: bytes


def understood(source: Source, understand: Callable[[Sequence[Feature]], list[T]]) -> list[T]:
    """What `understand` makes of the places of a file in any format.

    Raises BadFile with the file's name.
    """
    try:
        return understand(places.read(source.raw))
    except BadFile as fault:
        raise fault.at(Said(source.name, source.name)) from None


def understood_geojson(path: Path, understand: Callable[[Sequence[Feature]], list[T]]) -> list[T]:
    """The same of a GeoJSON file on the disk."""
    try:
        return understand(geojson_file.read(path.read_bytes()))
    except BadFile as fault:
        raise fault.at(Said(path.name, path.name)) from None
