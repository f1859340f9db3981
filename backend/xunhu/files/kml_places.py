"""KML (OGC 2.2) as places: placemarks with their extended data; styles and links are left out."""

import re
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element

from xunhu.files.bad_file import BadFile, all_or_none
from xunhu.files.coordinates import number
from xunhu.files.geojson_file import Feature, drawn
from xunhu.files.written import understood
from xunhu.files.xml_file import name_of, named, root_of, text_of
from xunhu.problems import Said

_LON, _LAT = Said("经度", "longitude"), Said("纬度", "latitude")
_COMMA = re.compile(r"\s*,\s*")
_NESTED = {"Point": "MultiPoint", "LineString": "MultiLineString", "Polygon": "MultiPolygon"}
_DRAWN = ("Point", "LineString", "LinearRing", "Polygon", "MultiGeometry", "Track")
Geometry = dict[str, Any]


def read(raw: bytes) -> list[Feature]:
    """All placemarks in the order of the file; raises BadFile, with the place."""
    elements = [each for each in root_of(raw, "kml").iter() if name_of(each) == "Placemark"]
    return all_or_none(enumerate(elements), lambda each: _feature(*each))


def _feature(index: int, element: Element) -> Feature:
    pointer = f"/kml/Placemark[{index + 1}]"
    properties: dict[str, Any] = {"name": text_of(element, "name")}
    try:
        properties = understood(properties | dict(_told(element)), pointer)
        shapes = [_geometry(each) for each in element if name_of(each) in _DRAWN]
    except BadFile as fault:
        called = f"第 {index + 1} 个地标“{text_of(element, 'name')[:40]}”"
        raise fault.at(Said(called, f"placemark {index + 1}")) from None
    return drawn(index, pointer, properties, shapes[0] if shapes else None)


def _told(element: Element) -> Iterator[tuple[str, str]]:
    """Extended data, typed by a schema or not."""
    for extended in named(element, "ExtendedData"):
        for each in extended.iter():
            if name_of(each) == "Data":
                yield each.get("name", ""), text_of(each, "value")
            if name_of(each) == "SimpleData":
                yield each.get("name", ""), each.text or ""


def _geometry(element: Element) -> Geometry:
    kind = name_of(element)
    if kind == "MultiGeometry":
        return _together([_geometry(each) for each in element if name_of(each) in _DRAWN])
    if kind == "Polygon":
        return {"type": kind, "coordinates": list(_rings(element))}
    if kind == "Track":  # Google's: a position a `coord`, with spaces
        positions = [_position((each.text or "").split()) for each in named(element, "coord")]
        return {"type": "LineString", "coordinates": positions}
    positions = _positions(text_of(element, "coordinates"))
    if kind == "Point":
        return {"type": kind, "coordinates": positions[0] if positions else []}
    return {"type": "LineString", "coordinates": positions}


def _rings(polygon: Element) -> Iterator[list[list[float]]]:
    for side in ("outerBoundaryIs", "innerBoundaryIs"):
        for boundary in named(polygon, side):
            for ring in named(boundary, "LinearRing"):
                yield _positions(text_of(ring, "coordinates"))


def _together(parts: list[Geometry]) -> Geometry:
    """One geometry of several: of one kind, or a collection, which no target may be."""
    kinds = {part["type"] for part in parts}
    if len(parts) == 1:
        return parts[0]
    if len(kinds) == 1 and kinds <= set(_NESTED):
        kind = _NESTED[kinds.pop()]
        return {"type": kind, "coordinates": [part["coordinates"] for part in parts]}
    return {"type": "GeometryCollection", "geometries": parts}


def _positions(text: str) -> list[list[float]]:
    return [_position(each.split(",")) for each in _COMMA.sub(",", text).split()]


def _position(ordinates: list[str]) -> list[float]:
    lon, lat, *_ = [*ordinates, "", ""]
    return [number(lon, _LON, ""), number(lat, _LAT, "")]
