"""Invented places of the demo: real village names, made-up positions (EPSG:32648)."""

from dataclasses import dataclass
from functools import cache
from itertools import groupby

import numpy as np
from shapely import LineString, Point, Polygon
from shapely.geometry import shape

from xunhu.demo.ids import fixed_id
from xunhu.reference.load import TownshipSeed, railways, townships, villages
from xunhu.reference.plane import Coords, shape_in_metres

SEED = 500119
INTERVALS = {"village": 30, "school": 14, "crossing": 7, "clinic": 14, "enterprise": 60}
RADII = {"village": 250, "school": 150, "crossing": 100, "clinic": 150, "enterprise": 200}
WITHOUT_CLINIC = frozenset(
    (
        "500119106",
        "500119112",
        "500119113",
        "500119115",
        "500119118",
        "500119122",
        "500119126",
        "500119128",
        "500119207",
    )
)
WITH_SECOND_SCHOOL = 16
CROSSING_EVERY_M = 1_600.0
ENTERPRISES = (
    ("500119001", "东城物流园"),
    ("500119002", "南城商贸中心"),
    ("500119003", "西城工业园"),
    ("500119101", "南平建材厂"),
    ("500119104", "大观茶厂"),
    ("500119108", "水江工业园"),
    ("500119112", "大有方竹笋加工厂"),
    ("500119116", "木凉蓝莓合作社"),
)


@dataclass(frozen=True)
class Site:
    """A point target of the demo; `xy` is (east, north) in metres."""

    id: str
    layer: str
    name: str
    code: str
    township: str
    xy: tuple[float, float]
    line: str | None = None
    chainage_m: float = 0.0


@cache
def cells_m() -> dict[str, Polygon]:
    return {town.code: shape_in_metres(shape(town.geometry)) for town in townships()}


@cache
def seats_m() -> dict[str, tuple[float, float]]:
    return {town.code: _xy(shape_in_metres(Point(town.seat))) for town in townships()}


@cache
def lines_m() -> dict[str, LineString]:
    return {f["id"]: shape_in_metres(shape(f["geometry"])) for f in railways()}


@cache
def sites() -> tuple[Site, ...]:
    """Villages, schools, clinics, enterprises and crossings, in a fixed order."""
    return (*_villages(), *_schools(), *_clinics(), *_enterprises(), *_crossings())


def sites_of(township: str, *layers: str) -> list[Site]:
    return [s for s in sites() if s.township == township and (not layers or s.layer in layers)]


def stem(town: TownshipSeed) -> str:
    """东城街道 is spoken of as 东城; towns keep their full name."""
    return town.name.removesuffix("街道")


@cache
def _villages() -> tuple[Site, ...]:
    placed = []
    for township, group in groupby(villages(), key=lambda village: village.township):
        rows = list(group)
        spots = _spread(township, len(rows))
        for row, xy in zip(rows, spots, strict=True):
            name = f"{row.short_name}（示例位置）"
            placed.append(Site(fixed_id(row.code), "village", name, row.code, township, xy))
    return tuple(placed)


def _spread(township: str, count: int) -> list[tuple[float, float]]:
    """Positions about evenly over a township, the first ones close to its seat."""
    rng = np.random.default_rng([SEED, int(township), 1])
    near = [_near(township, 150, 900, rng) for _ in range(1 + count // 8)]
    inner = cells_m()[township].buffer(-300)
    spots = near[:count]
    while len(spots) < count:
        tries = [_within(inner, rng) for _ in range(8)]
        spots.append(max(tries, key=lambda xy: min(np.hypot(*np.subtract(xy, s)) for s in spots)))
    return spots


def _within(area: Polygon, rng: np.random.Generator) -> tuple[float, float]:
    west, south, east, north = area.bounds
    while True:
        xy = (float(rng.uniform(west, east)), float(rng.uniform(south, north)))
        if area.contains(Point(xy)):
            return xy


def _near(township: str, low: float, high: float, rng: np.random.Generator) -> tuple[float, float]:
    east, north = seats_m()[township]
    while True:
        angle, away = rng.uniform(0, 2 * np.pi), rng.uniform(low, high)
        xy = (float(east + away * np.cos(angle)), float(north + away * np.sin(angle)))
        if cells_m()[township].contains(Point(xy)):
            return xy


def _schools() -> list[Site]:
    rng = np.random.default_rng([SEED, 2])
    first = [
        _site("school", f"{stem(town)}中心小学", f"DEMO-SCH-{town.code[6:]}A", town.code, rng, 800)
        for town in townships()
    ]
    crowded = sorted(townships(), key=lambda t: -len(_of(t.code)))[:WITH_SECOND_SCHOOL]
    second = [_village_school(town.code, rng) for town in crowded]
    return first + second


def _of(township: str) -> list[Site]:
    return [village for village in _villages() if village.township == township]


def _village_school(township: str, rng: np.random.Generator) -> Site:
    village = _of(township)[-1]
    name = f"{village.name.removesuffix('（示例位置）')}小学（示例）"
    code = f"DEMO-SCH-{township[6:]}B"
    xy = (village.xy[0] + float(rng.uniform(60, 140)), village.xy[1] + float(rng.uniform(-90, 90)))
    return Site(fixed_id(code), "school", name, code, township, xy)


def _clinics() -> list[Site]:
    rng = np.random.default_rng([SEED, 3])
    held = [town for town in townships() if town.code not in WITHOUT_CLINIC]
    kinds = ("法律诊所", "法律诊所", "法律服务工作室")
    return [
        _site("clinic", stem(t) + kinds[n % 3], f"DEMO-CLI-{t.code[6:]}", t.code, rng, 350)
        for n, t in enumerate(held)
    ]


def _enterprises() -> list[Site]:
    rng = np.random.default_rng([SEED, 4])
    return [
        _site("enterprise", name, f"DEMO-ENT-{township[6:]}", township, rng, 2_200)
        for township, name in ENTERPRISES
    ]


def _site(
    layer: str, name: str, code: str, township: str, rng: np.random.Generator, reach_m: float
) -> Site:
    xy = _near(township, 100, reach_m, rng)
    return Site(fixed_id(code), layer, f"{name}（示例）", code, township, xy)


def _crossings() -> list[Site]:
    rng = np.random.default_rng([SEED, 5])
    return [
        _crossing(code, line, float(at))
        for code, line in lines_m().items()
        for at in _about_every(CROSSING_EVERY_M, line.length, rng)
    ]


def _about_every(step_m: float, length_m: float, rng: np.random.Generator) -> Coords:
    at = np.arange(step_m / 2, length_m - 300, step_m)
    return np.asarray(at + rng.uniform(-0.3, 0.3, len(at)) * step_m)


def _crossing(line: str, shape_m: LineString, at_m: float) -> Site:
    point = shape_m.interpolate(at_m)
    township = next(code for code, cell in cells_m().items() if cell.intersects(point))
    mark = f"K{int(at_m // 1000)}+{int(at_m % 1000):03d}"
    short = {"RAIL-NANFU": "南涪线", "RAIL-SANNAN": "三南线"}[line]
    code = f"{line}-{mark}"
    name = f"{short}{mark}道口（示例）"
    return Site(fixed_id(code), "crossing", name, code, township, _xy(point), line, at_m)


def _xy(point: Point) -> tuple[float, float]:
    return (float(point.x), float(point.y))
