"""Zip archives as places: Shapefiles, read by pyshp, and KMZ."""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import shapefile
from pyproj import CRS
from pyproj.exceptions import CRSError

from xunhu.files import kml_places
from xunhu.files.bad_file import BadFile, TooLarge, all_or_none
from xunhu.files.geojson_file import Feature, drawn
from xunhu.files.text import MAX_BYTES
from xunhu.files.written import understood
from xunhu.problems import Said

MAX_MEMBERS = 500
EARTH_M = 6_378_137.0  # of WGS-84 and CGCS2000; Beijing 1954 and Xi'an 1980 have others
_ENCODINGS = {"936": "gb18030", "gbk": "gb18030", "gb2312": "gb18030", "gb18030": "gb18030"}
_BROKEN = (shapefile.ShapefileException, struct.error, ValueError, LookupError, OverflowError)
_NO_ZIP = (zipfile.BadZipFile, zlib.error, struct.error, RuntimeError, ValueError, EOFError)
Members = dict[str, bytes]


def read(raw: bytes) -> list[Feature]:
    """The places of all layers in the archive; raises BadFile, with the layer's name."""
    members = _members(raw)
    shapes = sorted(name for name in members if name.endswith(".shp"))
    maps = sorted(name for name in members if name.endswith(".kml"))
    if not shapes and not maps:
        words = Said("压缩包里没有 .shp 或 .kml", "the archive holds no .shp and no .kml")
        raise BadFile("zip", words)
    if not shapes:
        return kml_places.read(members[maps[0]])
    return [feature for name in shapes for feature in _layer(name.removesuffix(".shp"), members)]


def _members(raw: bytes) -> Members:
    """What the archive holds by name in small letters, within the cap of 32 MiB."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            wanted = [each for each in archive.infolist() if _is_wanted(each.filename)]
            if len(wanted) > MAX_MEMBERS or sum(each.file_size for each in wanted) > MAX_BYTES:
                words = Said("压缩包解开后过大", "the archive is too large when unpacked")
                raise TooLarge("too-large", words)
            return {each.filename.lower(): archive.read(each) for each in wanted}
    except _NO_ZIP as fault:
        words = Said("压缩包损坏或有密码", "the archive is damaged or has a password")
        raise BadFile("zip", words) from fault


def _is_wanted(name: str) -> bool:
    ending = name.lower().rpartition(".")[2]
    known = ending in ("shp", "dbf", "prj", "cpg", "kml")
    return known and "__MACOSX" not in name and not name.rpartition("/")[2].startswith("._")


def _layer(name: str, members: Members) -> list[Feature]:
    try:
        _check_whole(members[f"{name}.shp"])
        _check_degrees(members.get(f"{name}.prj"))
        return all_or_none(_rows(name, members), lambda row: _feature(*row))
    except BadFile as fault:
        raise fault.at(Said(f"{name}.shp", f"{name}.shp")) from None


def _rows(name: str, members: Members) -> list[tuple[int, dict[str, Any], Any]]:
    """Number, columns and shape of every row; texts as the .cpg says, else UTF-8, else GBK."""
    told = members.get(f"{name}.cpg", b"").decode("latin-1").strip().lower().removeprefix("cp")
    encodings = [_ENCODINGS[told]] if told in _ENCODINGS else ["utf-8", "gb18030"]
    for encoding in encodings:
        with suppress(*_BROKEN):  # pyshp says a text that is in another encoding like damage
            return list(_decoded(name, members, encoding))
    words = Said("文件损坏，或既非 UTF-8 也非 GBK", "it is damaged, or neither UTF-8 nor GBK")
    raise BadFile("shapefile", words)


def _decoded(
    name: str, members: Members, encoding: str
) -> Iterator[tuple[int, dict[str, Any], Any]]:
    parts = {end: members.get(f"{name}.{end}") for end in ("shp", "dbf")}
    files: dict[str, Any] = {end: io.BytesIO(part) for end, part in parts.items() if part}
    with shapefile.Reader(**files, encoding=encoding) as reader:
        shapes = reader.shapes()
        tables = reader.records() if "dbf" in files else [None] * len(shapes)
        for index, (drawn_as, row) in enumerate(zip(shapes, tables, strict=True)):
            columns = row.as_dict() if row is not None else {}
            yield index, columns, drawn_as.__geo_interface__ if drawn_as.shapeType else None


def _feature(index: int, columns: dict[str, Any], shape: Any) -> Feature:
    pointer = f"/features/{index}"
    geometry = shape and {"type": shape["type"], "coordinates": _lists(shape["coordinates"])}
    return drawn(index, pointer, understood(columns, pointer), geometry)


def _lists(value: Any) -> Any:
    return [_lists(each) for each in value] if isinstance(value, list | tuple) else value


def _check_whole(shapes: bytes) -> None:
    """The header of a .shp tells its length in words of 16 bits; raises BadFile."""
    if len(shapes) < 100 or int.from_bytes(shapes[24:28], "big") * 2 != len(shapes):
        words = Said("文件损坏或不完整", "the file is damaged or cut off")
        raise BadFile("shapefile", words)


def _check_degrees(projection: bytes | None) -> None:
    """A .prj must say degrees on the ellipsoid of WGS-84 or CGCS2000; raises BadFile."""
    if projection is None:
        return
    try:
        told = CRS.from_wkt(projection.decode("utf-8", "replace"))
    except CRSError as fault:
        words = Said("坐标系文件（.prj）无法识别", "its .prj is not understood")
        raise BadFile("prj", words) from fault
    if not told.is_geographic:
        words = Said(
            f"坐标系是投影坐标 {told.name}（米），请另存为 WGS-84 经纬度",
            f"its coordinates are projected ({told.name}); save it as WGS-84 degrees",
        )
        raise BadFile("projected", words)
    if told.ellipsoid is None or abs(told.ellipsoid.semi_major_metre - EARTH_M) > 1:
        words = Said(
            f"坐标系是 {told.name}，不是 WGS-84 或 CGCS2000",
            f"its datum is {told.name}, not WGS-84 or CGCS2000",
        )
        raise BadFile("crs", words)
