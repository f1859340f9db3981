"""Example targets of the demo, as Features for the import of targets."""

from typing import Any

import numpy as np
from shapely import LineString, Point
from shapely.geometry import mapping
from shapely.geometry.base import BaseGeometry

from xunhu.demo.ids import fixed_id
from xunhu.demo.roads import SEAT, Network, network
from xunhu.demo.sites import INTERVALS, RADII, Site, sites, stem
from xunhu.reference.load import railways, townships
from xunhu.reference.plane import shape_in_degrees

Feature = dict[str, Any]

ROAD_INTERVAL_DAYS = 14
WITH_ROAD = (
    "500119001",
    "500119003",
    "500119100",
    "500119101",
    "500119102",
    "500119103",
    "500119104",
    "500119108",
    "500119110",
    "500119111",
    "500119112",
    "500119115",
    "500119121",
    "500119124",
    "500119207",
)


def targets() -> list[Feature]:
    """Rail lines, roads, villages, schools, crossings, clinics and enterprises; all approximate.

    Names and codes of villages are official, their places invented; the rest is invented.
    """
    lines = [feature | {"id": fixed_id(feature["id"])} for feature in railways()]
    return lines + _roads() + [_point(site) for site in sites()]


def _point(site: Site) -> Feature:
    properties = {
        "layer": site.layer,
        "name": site.name,
        "code": site.code,
        "interval_days": INTERVALS[site.layer],
        "radius_m": RADII[site.layer],
        "approximate": True,
    }
    return _feature(site.id, properties, Point(site.xy))


def _roads() -> list[Feature]:
    named = {town.code: stem(town) for town in townships()}
    return [_road(network(code), named[code]) for code in WITH_ROAD]


def _road(roads: Network, town: str) -> Feature:
    """The way from the seat to the farthest village that can be reached without the railway."""
    rail = set(roads.nodes("crossing"))
    rank = {
        n: (-len(rail & set(roads.way(SEAT, n))), _away(roads, n)) for n in roads.nodes("village")
    }
    end = max(rank, key=rank.__getitem__)
    name = roads.sites[end - 1].name.removesuffix("（示例位置）")
    code = f"DEMO-ROAD-{roads.township[6:]}"
    properties = {
        "layer": "road",
        "name": f"{town}至{name}公路（示例）",
        "code": code,
        "chainage_start_m": 0,
        "interval_days": ROAD_INTERVAL_DAYS,
        "approximate": True,
    }
    path = LineString(roads.trace(roads.way(SEAT, end))).simplify(3)
    return _feature(fixed_id(code), properties, path)


def _away(roads: Network, node: int) -> float:
    return float(np.hypot(*(roads.xy[node] - roads.xy[SEAT])))


def _feature(identity: str, properties: Feature, shape_m: BaseGeometry) -> Feature:
    geometry = mapping(shape_in_degrees(shape_m))
    return {"type": "Feature", "id": identity, "properties": properties, "geometry": geometry}
