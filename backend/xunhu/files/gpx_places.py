"""GPX as places: waypoints are points, routes and tracks are lines."""

from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element

from xunhu.files.bad_file import all_or_none
from xunhu.files.coordinates import number
from xunhu.files.geojson_file import Feature, drawn
from xunhu.files.xml_file import name_of, named, root_of, text_of
from xunhu.problems import Said

_LON, _LAT = Said("经度", "longitude"), Said("纬度", "latitude")
_DRAWN = ("wpt", "rte", "trk")
Geometry = dict[str, Any]


def read(raw: bytes) -> list[Feature]:
    """All places in the order of the file; raises BadFile, with the place."""
    elements = [each for each in root_of(raw, "gpx") if name_of(each) in _DRAWN]
    return all_or_none(enumerate(elements), lambda each: _feature(*each))


def _feature(index: int, element: Element) -> Feature:
    kind = name_of(element)
    pointer = f"/gpx/{kind}[{index + 1}]"
    properties = {"name": text_of(element, "name")}
    return drawn(index, pointer, properties, _geometry(element, kind, pointer))


def _geometry(element: Element, kind: str, pointer: str) -> Geometry:
    if kind == "wpt":
        return {"type": "Point", "coordinates": _position(element, pointer)}
    if kind == "rte":
        positions = list(_positions(element, "rtept", pointer))
        return {"type": "LineString", "coordinates": positions}
    segments = [list(_positions(s, "trkpt", pointer)) for s in named(element, "trkseg")]
    lines = [positions for positions in segments if len(positions) > 1]
    if len(lines) == 1:
        return {"type": "LineString", "coordinates": lines[0]}
    return {"type": "MultiLineString", "coordinates": lines}


def _positions(parent: Element, name: str, pointer: str) -> Iterator[list[float]]:
    for index, point in enumerate(named(parent, name), 1):
        yield _position(point, f"{pointer}/{name}[{index}]")


def _position(point: Element, pointer: str) -> list[float]:
    lon = number(point.get("lon", ""), _LON, pointer)
    return [lon, number(point.get("lat", ""), _LAT, pointer)]
