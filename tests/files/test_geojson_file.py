import json

import pytest

from xunhu.files.bad_file import BadFile
from xunhu.files.geojson_file import read

SQUARE = [[107.0, 29.0], [107.1, 29.0], [107.1, 29.1], [107.0, 29.1], [107.0, 29.0]]
POINT = {"type": "Point", "coordinates": [107.1, 29.15]}


def feature(geometry, **more):
    return {"type": "Feature", "properties": {"name": "三泉镇"}, "geometry": geometry, **more}


def geometry(kind, coordinates):
    return {"type": kind, "coordinates": coordinates}


def written(value):
    return json.dumps(value, ensure_ascii=False).encode()


def collection(*features, **more):
    return written({"type": "FeatureCollection", "features": list(features), **more})


def refusal(raw):
    with pytest.raises(BadFile) as refused:
        read(raw)
    return refused.value


@pytest.mark.parametrize(
    "raw",
    [
        collection(feature(POINT)),
        written(feature(POINT)),
        written(POINT),
        b"\xef\xbb\xbf" + written(feature(POINT)),
        json.dumps(feature(POINT), ensure_ascii=False).encode("utf-16"),
        written(feature(POINT)) + b"\r\n",
        b"\x1e" + written(feature(POINT)) + b"\n",
    ],
)
def test_a_point_is_read_from_every_wrapping(raw):
    (found,) = read(raw)
    assert found.geometry == POINT


def test_one_feature_a_line_is_read_and_a_broken_line_is_named():
    lines = [written(feature(POINT))] * 3
    assert [each.index for each in read(b"\n".join(lines))] == [0, 1, 2]
    broken = refusal(b"\n".join([*lines, b'{"type":']))
    assert broken.pointer == "/features/3"


def test_a_feature_without_a_place_is_kept_and_shows_it():
    (found,) = read(collection(feature(None)))
    assert found.geometry is None


def test_a_collection_of_nothing_is_read():
    assert read(collection()) == []


def test_third_and_fourth_ordinates_are_dropped():
    line = geometry("LineString", [[107, 29, 850, 1456800000000], [107.1, 29.1, 851]])
    (found,) = read(written(line))
    assert found.geometry == geometry("LineString", [[107.0, 29.0], [107.1, 29.1]])


def test_rings_are_wound_against_the_clock_and_holes_with_it():
    hole = [[107.02, 29.02], [107.04, 29.02], [107.04, 29.04], [107.02, 29.04], [107.02, 29.02]]
    (found,) = read(written(geometry("Polygon", [SQUARE[::-1], hole])))
    assert found.geometry["coordinates"] == [SQUARE, hole[::-1]]


BOW_TIE = [[107, 29], [107.1, 29.1], [107.1, 29], [107, 29.1], [107, 29]]
FAR_HOLE = [[108, 30], [108.1, 30], [108.1, 30.1], [108, 30]]


@pytest.mark.parametrize(
    ("shape", "reason", "place"),
    [
        (geometry("Point", [29.1, 107.1]), "swapped", ""),
        (geometry("Point", [467.1, 29.1]), "out-of-range", ""),
        (geometry("Point", [107.1, 91]), "out-of-range", ""),
        (geometry("Point", [36412345.1, 3223456.2]), "projected", ""),
        (geometry("Point", [11921234.5, 3390000.2]), "projected", ""),
        (geometry("Point", ["107.1", "29.1"]), "not-a-number", ""),
        (geometry("Point", [True, False]), "not-a-number", ""),
        (geometry("Point", [107.1, None]), "not-a-number", ""),
        (geometry("Point", [107.1]), "too-short", ""),
        (geometry("Point", []), "too-short", ""),
        (geometry("Point", {}), "nesting", ""),
        (geometry("LineString", [[107, 29]]), "too-short", ""),
        (geometry("LineString", [107, 29]), "nesting", "/0"),
        (geometry("MultiLineString", [[[107, 29], [107, 30]], [[1, 2]]]), "too-short", "/1"),
        (geometry("LineString", []), "empty", ""),
        (geometry("MultiPolygon", [[]]), "empty", "/0"),
        (geometry("Polygon", [SQUARE[:-1]]), "open-ring", "/0"),
        (geometry("Polygon", [[SQUARE[0], SQUARE[1], SQUARE[0]]]), "too-short", "/0"),
        (geometry("Polygon", [BOW_TIE]), "invalid-polygon", ""),
        (geometry("Polygon", [SQUARE, FAR_HOLE]), "invalid-polygon", ""),
        (geometry("MultiPolygon", [[SQUARE], [SQUARE[:-1]]]), "open-ring", "/1/0"),
    ],
)
def test_a_geometry_that_shapely_would_take_is_refused_with_its_place(shape, reason, place):
    refused = refusal(collection(feature(POINT), feature(shape)))
    assert (refused.reason, refused.pointer) == (
        reason,
        f"/features/1/geometry/coordinates{place}",
    )


@pytest.mark.parametrize(
    ("raw", "reason", "pointer"),
    [
        (written({"type": "featurecollection", "features": []}), "type", "/type"),
        (collection({**feature(POINT), "type": "feature"}), "type", "/features/0/type"),
        (written(geometry("point", [1, 2])), "type", "/type"),
        (written({"type": {}}), "type", "/type"),
        (b"null", "type", ""),
        (collection("三泉镇"), "type", "/features/0"),
        (written({"type": "FeatureCollection", "features": {}}), "members", "/features"),
        (collection(geometry=None), "members", "/geometry"),
        (collection(feature(POINT, coordinates=[])), "members", "/features/0/coordinates"),
        (collection({"type": "Feature", "properties": {}}), "members", "/features/0"),
        (collection({**feature(POINT), "properties": 1}), "members", "/features/0/properties"),
        (
            collection(feature({**POINT, "features": []})),
            "members",
            "/features/0/geometry/features",
        ),
        (collection(feature(POINT, id={})), "id", "/features/0/id"),
        (collection(feature(POINT, id=True)), "id", "/features/0/id"),
        (collection(feature(POINT, bbox=[1, 2, 3])), "bbox", "/features/0/bbox"),
        (collection(feature(POINT), bbox=[1, 2, 3, "4"]), "bbox", "/bbox"),
        (b"<!DOCTYPE html><html></html>", "html", ""),
        (b'{"type":"Feature","type":"Feature"}', "duplicate-key", ""),
        ('{"type": "三泉"}'.encode("gbk"), "not-utf8", ""),
        (b"\xff\xfe\x00\x00{", "encoding", ""),
        (b"\xff\xfe{", "encoding", ""),
    ],
)
def test_a_file_that_is_not_geojson_is_refused_with_its_place(raw, reason, pointer):
    refused = refusal(raw)
    assert (refused.reason, refused.pointer) == (reason, pointer)


def named_crs(name):
    return {"type": "name", "properties": {"name": name}}


@pytest.mark.parametrize("name", ["urn:ogc:def:crs:OGC:1.3:CRS84", "EPSG:4326", "EPSG:4490"])
def test_a_crs_that_means_these_degrees_is_taken(name):
    assert read(collection(feature(POINT), crs=named_crs(name)))


@pytest.mark.parametrize("crs", [named_crs("EPSG:3857"), named_crs(4326), "EPSG:4326", 4326])
def test_any_other_crs_is_refused(crs):
    assert refusal(collection(feature(POINT), crs=crs)).reason == "crs"


def test_swapped_coordinates_are_called_so_in_both_languages_and_the_feature_is_named():
    refused = refusal(collection(feature(geometry("Point", [29.1, 107.1]))))
    assert "feature 1 “三泉镇”" in refused.said("en")
    assert "look swapped" in refused.said("en")
    assert "颠倒" in refused.said("zh-CN")


def test_all_bad_features_are_listed_up_to_twenty():
    refused = refusal(collection(*[feature(geometry("Point", [467, 1]))] * 30))
    assert len(refused.errors) == 20
    assert refused.said("en").endswith("(and 29 more)")


def test_nested_collections_of_geometries_are_read():
    nested = {"type": "GeometryCollection", "geometries": [POINT]}
    (found,) = read(written({"type": "GeometryCollection", "geometries": [POINT, nested]}))
    assert found.geometry["geometries"][1] == nested
