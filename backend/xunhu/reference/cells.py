"""Approximate township polygons: who lives nearest to which seat."""

import shapely
from shapely import MultiPoint, Point, Polygon
from shapely.geometry.base import BaseGeometry


def cells(seats: dict[str, Point], district: Polygon) -> dict[str, Polygon]:
    """One polygon for each seat, in the plane of the seats.

    They tile the district without overlap and share the vertices of their borders. A part of a
    cell that the district's outline cuts off from its seat goes to the neighbour that it touches
    longest.
    """
    faces = _faces(list(seats.values()), district)
    owners = {code: [f for f in faces if _nearest(seats, f) == code] for code in seats}
    whole = {code: shapely.coverage_union_all(parts) for code, parts in owners.items()}
    kept, stray = _apart(seats, whole)
    for part in stray:
        heir = max(kept, key=lambda code: kept[code].intersection(part).length)
        kept[heir] = shapely.coverage_union_all([kept[heir], part])
    return kept


def _faces(points: list[Point], district: Polygon) -> list[Polygon]:
    borders = shapely.voronoi_polygons(MultiPoint(points), extend_to=district, only_edges=True)
    noded = shapely.union_all([borders, district.boundary])
    faces = shapely.polygonize([noded]).geoms
    return [face for face in faces if district.contains(face.representative_point())]


def _nearest(seats: dict[str, Point], face: Polygon) -> str:
    inner = face.representative_point()
    return min(seats, key=lambda code: seats[code].distance(inner))


def _apart(
    seats: dict[str, Point], whole: dict[str, BaseGeometry]
) -> tuple[dict[str, Polygon], list[Polygon]]:
    kept, stray = {}, []
    for code, shape in whole.items():
        parts = list(shapely.get_parts(shape))
        kept[code] = next(part for part in parts if part.contains(seats[code]))
        stray += [part for part in parts if part is not kept[code]]
    return kept, stray
