"""What an import or an edit of targets comes to, place by place and field by field."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from shapely.geometry import shape

from xunhu.geo import distance_m
from xunhu.problems import Problem, Said, fault_at
from xunhu.targets.apply import Touched
from xunhu.targets.cut import cut
from xunhu.targets.models import Target

NAMING = ("id", "layer", "name", "code", "township", "approximate", "geometry")
ADDED, CHANGED, SAME = "added", "changed", "same"


@dataclass(frozen=True)
class Doubt:
    """What must be asked before a file is believed; `answer` is what `force` names it by.

    `datum` is the one that the file seems to be in, where that is what is asked.
    """

    code: str
    answer: str
    said: Said
    datum: str | None = None


@dataclass(frozen=True)
class Nearness:
    """How far a place is from a chosen line, and at which metre of it."""

    distance_m: float
    at_m: float


@dataclass(frozen=True)
class Change:
    """A target after a change; `fields` are name, old and new value of each that differs."""

    change: str
    id: UUID
    layer: str
    name: str
    code: str | None
    township: str | None
    approximate: bool
    geometry: Mapping[str, Any]
    fields: Sequence[tuple[str, Any, Any]] = ()
    moved_m: float | None = None
    near: Nearness | None = None


def change_of(target: Target, change: str, fields: Sequence[tuple[str, Any, Any]] = ()) -> Change:
    """A row's change, as it still is when the row is gone."""
    told = {name: getattr(target, name) for name in NAMING}
    return Change(change, **told, fields=fields, moved_m=moved_m(fields))


@dataclass
class Changes:
    """`outside`: names of places that no township holds; `placeless`: of Features without a place.

    `beyond` counts what was left out, being too far from a chosen line.
    """

    items: list[Change] = field(default_factory=list)
    outside: list[str] = field(default_factory=list)
    placeless: list[str] = field(default_factory=list)
    beyond: int = 0
    asked: list[Doubt] = field(default_factory=list)
    touched: Touched = field(default_factory=Touched)

    def named(self, change: str) -> list[str]:
        """The names of what was added, changed, or found the same."""
        return [each.name for each in self.items if each.change == change]

    @property
    def is_something(self) -> bool:
        """Whether anything differs from before."""
        return any(each.change != SAME for each in self.items)


class InDoubt(Problem):
    """A file that looks wrong; it is taken once somebody says that it is right."""

    status, code = 422, "in-doubt"

    def __init__(self, asked: Sequence[Doubt]) -> None:
        said = Said("；".join(d.said.zh for d in asked), "; ".join(d.said.en for d in asked))
        super().__init__(said, [fault_at(f"/{doubt.answer}", doubt.code) for doubt in asked])


def differences(old: Target, said: Mapping[str, Any]) -> list[tuple[str, Any, Any]]:
    """Name, old and new value of every field that differs; geometries in short."""
    found = []
    for name, value in said.items():
        before = getattr(old, name)
        if before != value:
            is_shape = name == "geometry"
            found.append((name, *((brief(before), brief(value)) if is_shape else (before, value))))
    return found


def brief(geometry: Mapping[str, Any]) -> dict[str, Any]:
    """A geometry in a line: its kind, a position on it, and how long it is."""
    place = shape(geometry).representative_point()
    length_m = sum(piece.length_m for piece in cut(geometry))
    return {
        "type": geometry["type"],
        "lon": round(place.x, 7),
        "lat": round(place.y, 7),
        "length_m": round(length_m, 1) or None,
    }


def moved_m(fields: Sequence[tuple[str, Any, Any]]) -> float | None:
    """How far a place went; None where it stayed."""
    for name, before, after in fields:
        if name == "geometry":
            return round(distance_m(before["lon"], before["lat"], after["lon"], after["lat"]), 1)
    return None
