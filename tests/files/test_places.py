"""Files of places in every format that an office has, and what they are refused for."""

import io
import json
import zipfile
from typing import Any

import pytest
import shapefile
from pyproj import CRS

from xunhu.files import packed_places
from xunhu.files.bad_file import BadFile
from xunhu.files.places import read

POINT = {"type": "Point", "coordinates": [107.28, 29.24]}
KML = """<?xml version="1.0" encoding="{encoding}"?>
<kml xmlns="http://www.opengis.net/kml/2.2"><Document><Folder>{placemarks}</Folder></Document></kml>
"""
PLACEMARK = "<Placemark><name>水江小学</name>{0}</Placemark>"
KML_POINT = "<Point><coordinates>107.28,29.24,0</coordinates></Point>"
RING = "<LinearRing><coordinates>107,29 107.1,29 107.1,29.1 107,29</coordinates></LinearRing>"


def kml(*shapes: str, encoding: str = "utf-8") -> bytes:
    placemarks = "".join(PLACEMARK.format(shape) for shape in shapes)
    return KML.format(encoding=encoding, placemarks=placemarks).encode(encoding)


def gpx(content: str) -> bytes:
    return f'<gpx version="1.1" creator="x">{content}</gpx>'.encode()


def zipped(members: dict[str, bytes]) -> bytes:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as into:
        for name, content in members.items():
            into.writestr(name, content)
    return archive.getvalue()


def layer(encoding: str = "utf-8", **more: bytes) -> dict[str, bytes]:
    """A Shapefile of two points, the second without a place."""
    parts = {end: io.BytesIO() for end in ("shp", "shx", "dbf")}
    writer = shapefile.Writer(**parts, encoding=encoding)
    for column in ("name", "interval_d"):
        writer.field(column, "C", 60) if column == "name" else writer.field(column, "N", 6)
    writer.point(107.28, 29.24)
    writer.record("水江小学", 30)
    writer.null()
    writer.record("无址小学", None)
    writer.close()
    return {f"学校.{end}": part.getvalue() for end, part in parts.items()} | {
        f"学校.{end}": content for end, content in more.items()
    }


def refusal(raw: bytes) -> BadFile:
    with pytest.raises(BadFile) as refused:
        read(raw)
    return refused.value


FEATURE = {"type": "Feature", "geometry": POINT, "properties": {"name": "水江小学（南川）"}}


@pytest.mark.parametrize(
    "raw",
    [
        json.dumps(FEATURE, ensure_ascii=False).encode(),
        json.dumps(FEATURE, ensure_ascii=False).encode("gbk"),
        kml(KML_POINT),
        kml(KML_POINT, encoding="gbk"),
        zipped({"doc.kml": kml(KML_POINT)}),
        gpx('<wpt lon="107.28" lat="29.24"><name>水江小学</name></wpt>'),
        "名称,经度,纬度\n水江小学,107.28,29.24\n".encode("gbk"),
        "name;lat;lon\n水江小学;29.24;107.28\n".encode("utf-8-sig"),
        zipped(layer()),
        zipped(layer("gbk")),
        zipped(layer("gbk", cpg=b"CP936")),
        zipped(layer(prj=CRS(4490).to_wkt("WKT1_ESRI").encode())),
    ],
)
def test_a_school_is_read_from_every_format(raw: bytes) -> None:
    found = read(raw)[0]
    assert found.geometry == POINT
    assert found.properties["name"].startswith("水江小学")


def test_properties_get_the_names_and_types_of_targets() -> None:
    title = "名称,经度,纬度,类别,周期(天),起点里程,近似,备注\n"
    (found,) = read((title + "校,107.28,29.24,学校,30,K12+300,是,x\n").encode())
    assert found.properties["layer"] == "学校"
    assert (found.properties["interval_days"], found.properties["chainage_start_m"]) == (30, 12300)
    assert (found.properties["approximate"], found.properties["备注"]) == (True, "x")
    assert read(zipped(layer()))[0].properties["interval_days"] == 30


def test_kml_tells_more_in_its_extended_data() -> None:
    told = '<ExtendedData><Data name="编码"><value>S1</value></Data></ExtendedData>'
    schema = '<ExtendedData><SchemaData><SimpleData name="code">S2</SimpleData></SchemaData>'
    codes = [each.properties["code"] for each in read(kml(told, f"{schema}</ExtendedData>"))]
    assert codes == ["S1", "S2"]


@pytest.mark.parametrize(
    ("shape", "kind"),
    [
        ("<LineString><coordinates>107,29 107.1 , 29.1</coordinates></LineString>", "LineString"),
        (f"<Polygon><outerBoundaryIs>{RING}</outerBoundaryIs></Polygon>", "Polygon"),
        (f"<MultiGeometry>{KML_POINT}</MultiGeometry>", "Point"),
        (f"<MultiGeometry>{KML_POINT}{RING}</MultiGeometry>", "GeometryCollection"),
        (
            '<Track xmlns="http://www.google.com/kml/ext/2.2">'
            "<coord>107 29 0</coord><coord>107.1 29 0</coord></Track>",
            "LineString",
        ),
    ],
)
def test_shapes_of_kml(shape: str, kind: str) -> None:
    assert read(kml(shape))[0].geometry["type"] == kind


def test_routes_and_tracks_of_gpx_are_lines() -> None:
    legs = '<{0} lon="107" lat="29"/><{0} lon="107.1" lat="29"/>'
    segment = f"<trkseg>{legs.format('trkpt')}</trkseg>"
    content = f"<rte>{legs.format('rtept')}</rte><trk>{segment}</trk><trk>{segment * 2}</trk>"
    kinds = [each.geometry["type"] for each in read(gpx(content))]
    assert kinds == ["LineString", "LineString", "MultiLineString"]


def projected(code: int) -> bytes:
    return zipped(layer(prj=CRS(code).to_wkt("WKT1_ESRI").encode()))


@pytest.mark.parametrize(
    ("raw", "reason", "words"),
    [
        (projected(4524), "projected", "Gauss"),
        (projected(4610), "crs", "Xian 1980"),
        (zipped(layer(prj=b"?")), "prj", ".prj"),
        (zipped({"a.txt": b""}), "zip", ".shp"),
        (b"PK\x03\x04 broken", "zip", "损坏"),
        (zipped({"a.shp": b"\x00\x00\x27\x0a" + b"\xff" * 200}), "shapefile", "损坏"),
        (zipped(layer(dbf=b"\x03")), "shapefile", "损坏"),
        (b"name,x,y\nA,36507000,3226000\n", "projected", "高斯-克吕格"),
        (b"name,x,y\nA,507000.5,3226000\n", "projected", "高斯-克吕格"),
        (b"name,lon,lat\nA,29.24,107.28\n", "swapped", "颠倒"),
        (b"name,lon\nA,107.28\n", "columns", "纬度"),
        (b"name,lon,lat,x\nA,1,2,3\n", "columns", "lon"),
        (b"name,lon,lat,interval_days\nA,1,2,often\n", "not-a-number", "interval_days"),
        (kml("<Point><coordinates>107.28</coordinates></Point>"), "missing", "纬度"),
        (kml("<Point><coordinates></coordinates></Point>"), "too-short", "坐标点"),
        (kml(KML_POINT)[:-20], "truncated", "截断"),
        (b'<!DOCTYPE kml [<!ENTITY a "b">]><kml>&a;</kml>', "entities", "DTD"),
        (b"<svg/>", "not-gpx", "svg"),
        (gpx('<wpt lon="x" lat="1"/>'), "not-a-number", "经度"),
        (b"<!DOCTYPE html><html>", "html", "网页"),
        (b"", "empty", "空"),
    ],
)
def test_what_is_not_read_says_why(raw: bytes, reason: str, words: str) -> None:
    refused = refusal(raw)
    assert refused.reason == reason
    assert words in refused.said("zh-CN")


def test_an_archive_that_unpacks_to_too_much_is_not_unpacked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    bomb: dict[str, Any] = {"a.shp": bytes(packed_places.MAX_BYTES + 1)}
    refused = refusal(zipped(bomb))
    assert (refused.status, refused.reason) == (413, "too-large")
    monkeypatch.setattr(packed_places, "MAX_MEMBERS", 1)
    assert refusal(zipped(layer())).status == 413
