"""Reads the committed reference files. What each is made of: NOTICE."""

import csv
import json
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

Geometry = dict[str, Any]
Feature = dict[str, Any]

_FOLDER = files("xunhu.reference")


@dataclass(frozen=True)
class TownshipSeed:
    """A town or sub-district: official code and name, approximate seat and polygon."""

    code: str
    name: str
    kind: str
    pinyin: str
    seat: tuple[float, float]
    geometry: Geometry
    approximate: bool
    method: str


@dataclass(frozen=True)
class VillageSeed:
    """A village or community by its official 12-digit code; nobody gave us its place."""

    code: str
    name: str
    short_name: str
    kind: str
    township: str


@cache
def townships() -> tuple[TownshipSeed, ...]:
    """The 34 in the order of their codes, with polygons as RFC 7946 geometries."""
    rows = {row["code"]: row for row in _rows("townships.csv")}
    return tuple(_township(rows[f["id"]], f) for f in _features("townships.geojson"))


@cache
def villages() -> tuple[VillageSeed, ...]:
    """The 244 in the order of their codes."""
    return tuple(VillageSeed(**row) for row in _rows("villages.csv"))


def railways() -> list[Feature]:
    """Approximate rail lines as target Features, ready for the import of targets."""
    return _features("railways.geojson")


def district() -> Feature:
    """The outline of Nanchuan (500119)."""
    return _features("district.geojson")[0]


def _township(row: dict[str, str], feature: Feature) -> TownshipSeed:
    return TownshipSeed(
        code=row["code"],
        name=row["name"],
        kind=row["kind"],
        pinyin=row["pinyin"],
        seat=(float(row["lon"]), float(row["lat"])),
        geometry=feature["geometry"],
        approximate=feature["properties"]["approximate"],
        method=feature["properties"]["method"],
    )


def _rows(name: str) -> list[dict[str, str]]:
    return list(csv.DictReader(_FOLDER.joinpath(name).read_text("utf-8").splitlines()))


def _features(name: str) -> list[Feature]:
    features: list[Feature] = json.loads(_FOLDER.joinpath(name).read_text("utf-8"))["features"]
    return features
