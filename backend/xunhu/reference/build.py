"""Makes the committed reference files from their free sources (see NOTICE).

python -m xunhu.reference.build SOURCE_FOLDER
"""

import csv
import json
import sys
from collections.abc import Iterable, Sequence
from io import StringIO
from pathlib import Path
from typing import Any

import numpy as np
from shapely import LineString, Point, Polygon
from shapely.geometry import mapping, shape

from xunhu.reference.cells import cells
from xunhu.reference.plane import shape_in_degrees, shape_in_metres, to_metres

Row = dict[str, str]
Feature = dict[str, Any]

DISTRICT = "500119"
SUBDISTRICT_SEATS = {
    "500119001": (107.1049, 29.1551),
    "500119002": (107.0942, 29.1569),
    "500119003": (107.0832, 29.1615),
}
TOWN = (107.10335, 29.15201)
FULING = (107.3890, 29.7030)
WANSHENG = (106.9265, 28.9657)
CELL_METHOD = (
    "镇街驻地的泰森多边形按区界裁剪，非勘定界线 / Voronoi cells of the seats, not surveyed"
)
LINE_METHOD = "经停镇街驻地之间的直线，非实测线位 / straight pieces between the seats served"
RAILWAYS = (
    ("南涪铁路（近似）", "RAIL-NANFU", "500119108", FULING),
    ("三南铁路（近似）", "RAIL-SANNAN", "500119101", WANSHENG),
)


def build(source: Path) -> dict[str, str]:
    """The text of every reference file, by its name."""
    district = shape(_features(source / "geo/district_500119_wgs84.geojson")[0]["geometry"])
    seats = _seats(source)
    towns = _townships(source, seats)
    return {
        "townships.csv": _csv(towns),
        "villages.csv": _csv(_villages(source)),
        "district.geojson": _collection([_district(district)]),
        "townships.geojson": _collection(_polygons(towns, district)),
        "railways.geojson": _collection(_railways(seats, district)),
    }


def _rows(path: Path) -> list[Row]:
    return list(csv.DictReader(path.read_text("utf-8").splitlines()))


def _features(path: Path) -> list[Feature]:
    features: list[Feature] = json.loads(path.read_text("utf-8"))["features"]
    return features


def _seats(source: Path) -> dict[str, tuple[float, float]]:
    named = _rows(source / "registry_only/township_seats_geonames.csv")
    return {r["code9"]: (float(r["lon"]), float(r["lat"])) for r in named} | SUBDISTRICT_SEATS


def _townships(source: Path, seats: dict[str, tuple[float, float]]) -> list[Row]:
    return [
        {
            "code": row["code9"],
            "name": row["name"],
            "kind": row["type"],
            "pinyin": row["pinyin"],
            "lon": f"{seats[row['code9']][0]:.7f}",
            "lat": f"{seats[row['code9']][1]:.7f}",
            "approximate": "true",
        }
        for row in _rows(source / "division/townships.csv")
    ]


def _villages(source: Path) -> list[Row]:
    return [
        {
            "code": row["code12"],
            "name": row["name"],
            "short_name": row["short_name"],
            "kind": row["type"],
            "township": row["township_code9"],
        }
        for row in _rows(source / "division/villages.csv")
    ]


def _district(district: Polygon) -> Feature:
    named = {"code": DISTRICT, "name": "南川区", "name_en": "Nanchuan", "approximate": False}
    return _feature(DISTRICT, named, mapping(district))


def _polygons(towns: Sequence[Row], district: Polygon) -> list[Feature]:
    lonlat = np.array([(float(t["lon"]), float(t["lat"])) for t in towns])
    points = [Point(xy) for xy in to_metres(lonlat)]
    seats = dict(zip((t["code"] for t in towns), points, strict=True))
    drawn = cells(seats, shape_in_metres(district))
    return [_polygon(town, drawn[town["code"]]) for town in towns]


def _polygon(town: Row, cell: Polygon) -> Feature:
    named = {name: town[name] for name in ("code", "name", "kind", "pinyin")}
    properties = named | {"approximate": True, "method": CELL_METHOD}
    return _feature(town["code"], properties, mapping(shape_in_degrees(cell)))


def _railways(seats: dict[str, tuple[float, float]], district: Polygon) -> list[Feature]:
    return [
        _railway(name, code, _until_edge([TOWN, seats[stop], beyond], district))
        for name, code, stop, beyond in RAILWAYS
    ]


def _until_edge(stops: list[tuple[float, float]], district: Polygon) -> LineString:
    """The way from the first stop to where it first leaves the district."""
    inside = LineString(stops).intersection(district)
    parts = getattr(inside, "geoms", [inside])
    return next(part for part in parts if part.distance(Point(stops[0])) == 0)


def _railway(name: str, code: str, line: LineString) -> Feature:
    properties = {
        "layer": "railway",
        "name": name,
        "code": code,
        "chainage_start_m": 0,
        "interval_days": 7,
        "approximate": True,
        "method": LINE_METHOD,
    }
    rounded = LineString(np.round(np.array(line.coords), 7))
    return _feature(code, properties, mapping(rounded))


def _feature(identity: str, properties: Feature, geometry: Feature) -> Feature:
    return {"type": "Feature", "id": identity, "properties": properties, "geometry": geometry}


def _collection(features: Iterable[Feature]) -> str:
    lines = ",\n".join(json.dumps(f, ensure_ascii=False, separators=(",", ":")) for f in features)
    return f'{{"type":"FeatureCollection","features":[\n{lines}\n]}}\n'


def _csv(rows: Sequence[Row]) -> str:
    text = StringIO()
    writer = csv.DictWriter(text, fieldnames=list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def main(source: str) -> None:
    for name, text in build(Path(source)).items():
        Path(__file__).with_name(name).write_text(text, "utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
