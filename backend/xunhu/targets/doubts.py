"""What looks wrong in a file of targets: a datum that isn't the one told, another district."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import shapely
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry
from sqlalchemy import select
from sqlalchemy.orm import Session

from xunhu.files.datum import Datum, geometry_in_wgs84
from xunhu.geo import Floats, metres_per_degree
from xunhu.problems import Said
from xunhu.targets.changes import Doubt
from xunhu.targets.importing import Place
from xunhu.targets.models import Target
from xunhu.targets.wanted import Wanted
from xunhu.townships.locate import locator

FAR_M = 30_000.0  # so far away nothing belongs to a district; the next town may
UNLIKE_M = 150.0  # GCJ-02 is some 530 m off here, BD-09 some 1,100 m
LIKE_M = 60.0
UNRELATED_M = 3000.0
SAMPLES = 20  # of one place
FEW = 3  # so many must agree where only the nearest line of a kind is known
CALLED = {Datum.WGS84: "WGS-84", Datum.GCJ02: "GCJ-02（火星坐标）", Datum.BD09: "BD-09（百度）"}
_SIGNS = {
    Datum.WGS84: re.compile(r"wgs.?84|cgcs|4326|4490", re.I),
    Datum.BD09: re.compile(r"bd.?09|baidu|百度", re.I),
    Datum.GCJ02: re.compile(r"gcj|amap|gaode|tencent|高德|火星|腾讯", re.I),
}


class Anchor(NamedTuple):
    """Where a place should be: known by itself, or only by the lines it should lie on."""

    shape: BaseGeometry
    is_itself: bool


class Known:
    """What the district knows of places before a file comes."""

    def __init__(self, targets: Sequence[Target], boundaries: Sequence[BaseGeometry]) -> None:
        self.by_code = {(t.layer, t.code): t for t in targets if t.code}
        named: dict[tuple[str, str], list[Target]] = {}
        for target in targets:
            named.setdefault((target.layer, target.name), []).append(target)
        self.by_name = {key: found[0] for key, found in named.items() if len(found) == 1}
        self.rails = _lines(targets, ("railway",))
        self.roads = _lines(targets, ("road",))
        self.outline = shapely.union_all(list(boundaries))
        self.borders = shapely.union_all([each.boundary for each in boundaries])

    def anchor(self, place: Place) -> Anchor | None:
        """Where a place should be, as far as it is known."""
        of_code = self.by_code.get((place.layer, place.code or ""))
        target = of_code or self.by_name.get((place.layer, place.name))
        if target is not None:
            return Anchor(shape(target.geometry), is_itself=True)
        lines = {"railway": self.rails, "crossing": self.rails, "road": self.roads}
        near = lines.get(place.layer.value, shapely.Point())
        if place.geometry["type"].endswith("Polygon"):
            near = self.borders
        return None if near.is_empty else Anchor(near, is_itself=False)


def _lines(targets: Sequence[Target], layers: Sequence[str]) -> BaseGeometry:
    shapes = [shape(target.geometry) for target in targets if target.layer in layers]
    return shapely.union_all(shapes)


def open_doubts(
    session: Session, district: str, found: Sequence[Place], wanted: Wanted, names: Sequence[str]
) -> list[Doubt]:
    """What must be asked about a file's places in a district, and was not answered for."""
    if not found:
        return []
    targets = session.scalars(select(Target).where(Target.district == district)).all()
    known = Known(targets, locator(district).shapes)
    asked = doubts(found, wanted.datum, known, names)
    return [doubt for doubt in asked if doubt.answer not in wanted.force]


def doubts(
    found: Sequence[Place], told: Datum, known: Known, names: Sequence[str]
) -> Iterator[Doubt]:
    """What must be asked about these places; `names` are those of the files."""
    sign = _signed(found, names)
    if sign is not None and sign is not told:
        words = Said(
            f"文件写明是 {CALLED[sign]}，而按 {CALLED[told]} 读取",
            f"the file says {sign.value}, and is read as {told.value}",
        )
        yield Doubt("named-datum", "datum", words, sign.value)
    yield from _shift(found, told, known)
    if not known.outline.is_empty:
        yield from _abroad(found, known.outline)


def _signed(found: Sequence[Place], names: Sequence[str]) -> Datum | None:
    """The one datum that a file's name or the titles of its columns speak of."""
    titles = {title for place in found for title in place.feature.properties}
    spoken = " ".join([*names, *titles])
    signed = [datum for datum, sign in _SIGNS.items() if sign.search(spoken)]
    return signed[0] if len(signed) == 1 else None


def _shift(found: Sequence[Place], told: Datum, known: Known) -> Iterator[Doubt]:
    """Whether another datum would put the places where they are known to be."""
    anchors = [(place, known.anchor(place)) for place in found]
    anchored = [(place, anchor) for place, anchor in anchors if anchor is not None]
    if not anchored:
        return
    rows = np.concatenate([_away_m(place, anchor.shape) for place, anchor in anchored])
    related = rows[rows.min(axis=1) < UNRELATED_M]
    is_known = any(anchor.is_itself for _, anchor in anchored)
    if len(related) < (1 if is_known else FEW):
        return
    middle = dict(zip(Datum, np.median(related, axis=0).tolist(), strict=True))
    best = min(Datum, key=lambda datum: middle[datum])
    if middle[best] <= LIKE_M and middle[told] >= max(UNLIKE_M, 4 * middle[best]):
        near, off = f"{middle[best]:.0f}", f"{middle[told]:.0f}"
        words = Said(
            f"看来是 {CALLED[best]}：按它与已知位置相差 {near} 米，按 {CALLED[told]} 相差 {off} 米",
            f"it looks like {best.value}: {near} m from known places, {off} m as {told.value}",
        )
        yield Doubt("shifted", "datum", words, best.value)


def _away_m(place: Place, anchor: BaseGeometry) -> Floats:
    """A row a sample, a column a datum: metres from where it would be to its anchor."""
    columns = []
    for datum in Datum:
        lonlat = _samples(geometry_in_wgs84(place.feature.geometry or {}, datum))
        scale = np.array(metres_per_degree(float(lonlat[0, 1])))
        scaled = shapely.transform(anchor, lambda c, by=scale: c * by)
        columns.append(shapely.distance(shapely.points(lonlat * scale), scaled))
    return np.column_stack(columns)


def _samples(geometry: Mapping[str, Any]) -> Floats:
    lonlat = shapely.get_coordinates(shape(geometry))
    return np.asarray(lonlat[:: max(1, len(lonlat) // SAMPLES)])


def _abroad(found: Sequence[Place], outline: BaseGeometry) -> Iterator[Doubt]:
    """Whether the file is of another district, or its ordinates stand the wrong way round."""
    scale = np.array(metres_per_degree(outline.centroid.y))
    home = shapely.transform(outline, lambda lonlat: lonlat * scale)
    shapes = [shapely.transform(shape(p.geometry), lambda lonlat: lonlat * scale) for p in found]
    away_m = shapely.distance(home, np.array(shapes, dtype=object))
    out = [place for place, metres in zip(found, away_m, strict=True) if metres > 0]
    far = [place for place, metres in zip(found, away_m, strict=True) if metres > FAR_M]
    if not far and (len(out) < len(found) or len(found) < 2):
        return
    if out and all(_swapped(place).intersects(outline) for place in out):
        words = Said("经纬度看来颠倒了", "longitude and latitude look swapped")
        yield Doubt("swapped", "outside", words)
        return
    first, count = (far or out)[0].name, len(far or out)
    metres = f"{max(away_m) / 1000:.0f}"
    words = Said(
        f"{count} 处不在本区：“{first}”等，最远在区外 {metres} 公里",
        f"{count} places are not in this district, such as “{first}”; up to {metres} km away",
    )
    yield Doubt("outside", "outside", words)


def _swapped(place: Place) -> BaseGeometry:
    return shapely.transform(shape(place.geometry), lambda lonlat: lonlat[:, ::-1])
