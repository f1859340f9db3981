"""A GeoJSON geometry (RFC 7946) checked for all that shapely lets through."""

import json
from collections.abc import Iterator
from typing import Any

import numpy as np
import shapely
from shapely.geometry import shape

from xunhu.files.bad_file import BadFile
from xunhu.files.coordinates import inside, outside
from xunhu.files.members import check_bbox, check_crs, name_type, refuse_members
from xunhu.problems import Said

_NESTING = {
    "Point": 0,
    "MultiPoint": 1,
    "LineString": 1,
    "MultiLineString": 2,
    "Polygon": 2,
    "MultiPolygon": 3,
}
TYPES = frozenset({*_NESTING, "GeometryCollection"})
_FORBIDDEN = ("geometry", "properties", "features")
_GEOMETRY = Said("几何", "geometry")


def clean(geometry: object, pointer: str) -> dict[str, Any]:
    """The geometry with two ordinates a position and rings wound right; raises BadFile."""
    members, kind = name_type(geometry, pointer, TYPES, _GEOMETRY)
    refuse_members(members, _FORBIDDEN, kind, pointer)
    check_bbox(members, pointer)
    check_crs(members, pointer)
    if kind == "GeometryCollection":
        return {"type": kind, "geometries": _collection(members, pointer)}
    if "coordinates" not in members:
        raise BadFile("members", Said("缺少 coordinates", "it has no “coordinates”"), pointer)
    pointer += "/coordinates"
    positions = _positions(members["coordinates"], _NESTING[kind], pointer)
    for line, place in _parts(kind, "LineString", positions, pointer):
        if len(line) < 2:
            words = Said("一条线至少要有两个点", "a line needs two or more positions")
            raise BadFile("too-short", words, place)
    for rings, place in _parts(kind, "Polygon", positions, pointer):
        _wind(rings, place)
    cleaned = {"type": kind, "coordinates": positions}
    if kind.endswith("Polygon"):
        _check_valid(cleaned, pointer)
    return cleaned


def _collection(members: dict[str, Any], pointer: str) -> list[dict[str, Any]]:
    refuse_members(members, ("coordinates",), "GeometryCollection", pointer)
    geometries = members.get("geometries")
    if not isinstance(geometries, list):
        words = Said("geometries 应为列表", "it needs a list “geometries”")
        raise BadFile("members", words, f"{pointer}/geometries")
    return [clean(each, f"{pointer}/geometries/{n}") for n, each in enumerate(geometries)]


def _parts(kind: str, single: str, positions: Any, pointer: str) -> Iterator[tuple[Any, str]]:
    """The lines or polygons of a geometry, be it one or many, each with its place."""
    if kind == single:
        yield positions, pointer
    elif kind == f"Multi{single}":
        yield from ((part, f"{pointer}/{n}") for n, part in enumerate(positions))


def _positions(value: object, nesting: int, pointer: str) -> Any:
    """Lists `nesting` deep around positions; all of them must hold something."""
    if nesting == 0:
        return _position(value, pointer)
    if not isinstance(value, list):
        words = Said(
            f"应为列表，而不是{_shown(value).zh}", f"a list is due, not {_shown(value).en}"
        )
        raise BadFile("nesting", words, pointer)
    if not value:
        raise BadFile("empty", Said("坐标列表是空的", "the list of coordinates is empty"), pointer)
    return [_positions(each, nesting - 1, f"{pointer}/{n}") for n, each in enumerate(value)]


def _position(value: object, pointer: str) -> list[float]:
    if not isinstance(value, list):
        shown = _shown(value)
        words = Said(f"应为坐标点，而不是{shown.zh}", f"a position is due, not {shown.en}")
        raise BadFile("nesting", words, pointer)
    for ordinate in value:
        if type(ordinate) not in (int, float):
            shown = _shown(ordinate)
            words = Said(f"坐标应为数字，而不是{shown.zh}", f"a number is due, not {shown.en}")
            raise BadFile("not-a-number", words, pointer)
    if len(value) < 2:
        words = Said(
            "坐标点至少要有两个数", f"a position has two or more numbers; this {len(value)}"
        )
        raise BadFile("too-short", words, pointer)
    lon, lat = float(value[0]), float(value[1])
    if not inside(lon, lat):
        raise outside(lon, lat, pointer)
    return [lon, lat]


def _shown(value: object) -> Said:
    if isinstance(value, list | dict):
        return Said("列表", "a list") if isinstance(value, list) else Said("对象", "an object")
    text = json.dumps(value, ensure_ascii=False)[:24]
    return Said(f" {text}", text)


def _wind(rings: list[list[list[float]]], pointer: str) -> None:
    """The outer ring against the clock, the holes with it; rings must be closed already."""
    for index, ring in enumerate(rings):
        place = f"{pointer}/{index}"
        if ring[0] != ring[-1]:
            words = Said("环没有闭合：首尾两点不同", "the ring's first and last positions differ")
            raise BadFile("open-ring", words, place)
        if len(ring) < 4:
            words = Said("环至少要有四个点", "a ring needs four or more positions")
            raise BadFile("too-short", words, place)
        against_clock = bool(shapely.is_ccw(shapely.linearrings(np.array(ring))))
        if against_clock != (index == 0):
            ring.reverse()


_FAULTS = {
    "Self-intersection": "边界自相交",
    "Ring Self-intersection": "环自相交",
    "Hole lies outside shell": "内环在外环之外",
    "Holes are nested": "内环相互嵌套",
    "Interior is disconnected": "内部不连通",
    "Nested shells": "外环相互嵌套",
    "Duplicate Rings": "环重复",
    "Too few points in geometry component": "点数不足",
}


def _check_valid(polygon: dict[str, Any], pointer: str) -> None:
    fault = str(shapely.is_valid_reason(shape(polygon)))
    if fault == "Valid Geometry":
        return
    name, _, place = fault.partition("[")
    place = place.rstrip("]").replace(" ", ", ")
    words = Said(
        f"多边形无效：{_FAULTS.get(name, name)}（{place}）",
        f"the polygon is not valid: {name.lower()} at {place}",
    )
    raise BadFile("invalid-polygon", words, pointer)
