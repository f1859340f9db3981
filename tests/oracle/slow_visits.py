"""Rule 5: what a target is cut into, and the days on which each place was visited."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import Any

from shapely import LineString, Point, STRtree, box
from shapely.geometry import shape

from oracle.earth import (
    TownshipMap,
    ahead,
    day_of,
    day_of_ms,
    metres_between,
    metres_to_path,
)
from oracle.plain import CheckIn, ClinicSession, Geometry, LonLat, OutreachEvent, Target
from oracle.slow_track import Pair

PIECE_M = 50
LINE_REACH_M = {"railway": 60, "road": 30}
POINT_REACH_M = 150

PlaceKey = tuple[str, int | None]
Visits = dict[PlaceKey, set[date]]


@dataclass(frozen=True)
class Place:
    """A piece of a line, a point (both with a centre and a reach) or a polygon (with an area)."""

    target_id: str
    piece: int | None
    layer: str
    is_open: bool
    township: str | None
    length_m: float
    centre: LonLat
    reach_m: float
    area: Any = None

    @property
    def key(self) -> PlaceKey:
        return self.target_id, self.piece


def places_of(target: Target, townships: TownshipMap) -> list[Place]:
    """All pieces of a line of railway or road, or the one place of a point or polygon."""
    kind = target["geometry"]["type"]
    if kind in ("LineString", "MultiLineString"):
        return pieces_of(target, townships) if target["layer"] in LINE_REACH_M else []
    if target["layer"] in LINE_REACH_M:
        return []
    outline = shape(target["geometry"])
    inside = outline.representative_point()
    radius_m = target["radius_m"]
    return [
        Place(
            target_id=target["id"],
            piece=None,
            layer=target["layer"],
            is_open=target["status"] == "open",
            township=townships.township_of((inside.x, inside.y)),
            length_m=0.0,
            centre=(inside.x, inside.y),
            reach_m=POINT_REACH_M if radius_m is None else radius_m,
            area=None if kind == "Point" else outline,
        )
    ]


def pieces_of(target: Target, townships: TownshipMap) -> list[Place]:
    """Pieces of 50 m from the line's start, the last one what remains."""
    legs = legs_of(target["geometry"])
    whole_m = sum(metres_between(a, b) for a, b in legs)
    pieces: list[Place] = []
    from_m = 0.0
    while from_m < whole_m:
        to_m = min(from_m + PIECE_M, whole_m)
        centre = at_chainage(legs, (from_m + to_m) / 2)
        pieces.append(
            Place(
                target_id=target["id"],
                piece=len(pieces),
                layer=target["layer"],
                is_open=target["status"] == "open",
                township=townships.township_of(centre),
                length_m=to_m - from_m,
                centre=centre,
                reach_m=LINE_REACH_M[target["layer"]],
            )
        )
        from_m = to_m
    return pieces


def legs_of(line: Geometry) -> list[tuple[LonLat, LonLat]]:
    """Vertex to vertex; a MultiLineString is its parts one after the other, nothing between."""
    parts = line["coordinates"] if line["type"] == "MultiLineString" else [line["coordinates"]]
    return [((a[0], a[1]), (b[0], b[1])) for part in parts for a, b in pairwise(part)]


def at_chainage(legs: list[tuple[LonLat, LonLat]], metres: float) -> LonLat:
    """The place so many metres from the line's start; legs are straight in degrees (RFC 7946)."""
    for a, b in legs:
        leg_m = metres_between(a, b)
        if metres <= leg_m:
            share = metres / leg_m
            return a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1])
        metres -= leg_m
    return legs[-1][1]


class Visiting:
    """Collects the days on which joined pairs pass the places of the targets."""

    def __init__(self, places: list[Place]) -> None:
        self.places = places
        self.surroundings = STRtree([surroundings(place) for place in places])
        self.visits: Visits = defaultdict(set)

    def pass_by(self, pair: Pair) -> None:
        """Note a joined pair, on the day of its later fix, at every place it reaches."""
        a, b = pair.a.position, pair.b.position
        way = Point(a) if a == b else LineString([a, b])
        for number in self.surroundings.query(way):
            place = self.places[number]
            if place.area is not None:
                is_reached = bool(place.area.intersects(way))
            else:
                is_reached = metres_to_path(place.centre, a, b) <= place.reach_m
            if is_reached:
                self.visits[place.key].add(day_of_ms(pair.b.at_ms))

    def name(
        self,
        outreach: Iterable[OutreachEvent],
        sittings: Iterable[ClinicSession],
        check_ins: Iterable[CheckIn],
    ) -> None:
        """Note the points and polygons that an event, a sitting or a check-in names."""
        named = [(event["target"], event["occurred_at"]) for event in outreach]
        named += [(sitting["clinic"], sitting["occurred_at"]) for sitting in sittings]
        named += [(c["target"], c["occurred_at"]) for c in check_ins if c["method"] != "manual"]
        whole_places = {place.target_id for place in self.places if place.piece is None}
        for target_id, occurred_at in named:
            if target_id in whole_places:
                self.visits[(str(target_id), None)].add(day_of(occurred_at))


def surroundings(place: Place) -> Any:
    """A box that no pair within reach can miss; it only saves looking at the far ones."""
    if place.area is not None:
        return box(*place.area.bounds)
    lon, lat = place.centre
    east = ahead(place.centre, 90, place.reach_m * 1.1)[0] - lon
    north = ahead(place.centre, 0, place.reach_m * 1.1)[1] - lat
    return box(lon - east, lat - north, lon + east, lat + north)
