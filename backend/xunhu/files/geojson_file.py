"""GeoJSON files, read strictly: one Feature, a collection, a bare geometry, or one a line."""

import re
from dataclasses import dataclass
from typing import Any

from xunhu.files import geojson_geometry
from xunhu.files.bad_file import BadFile, all_or_none
from xunhu.files.members import check_bbox, check_crs, check_id, name_type, refuse_members
from xunhu.files.strict_json import NotStrict, parse
from xunhu.files.text import decode, not_utf8, refuse_html, unpack
from xunhu.problems import Said

_ROOTS = geojson_geometry.TYPES | {"Feature", "FeatureCollection"}
_NOT_IN_FEATURE = ("coordinates", "geometries", "features")
_NOT_IN_COLLECTION = ("coordinates", "geometries", "geometry", "properties")
_LINE_ENDS = re.compile(r"\r?\n")


@dataclass(frozen=True)
class Feature:
    """`geometry` is checked, in (lon, lat), or None; `index` counts from 0 in the file."""

    index: int
    pointer: str
    geometry: dict[str, Any] | None
    properties: dict[str, Any]
    id: str | int | float | None = None

    def refusal(self, reason: str, said: Said, member: str = "") -> BadFile:
        """A refusal of this feature, for those who know what its properties mean."""
        pointer = f"{self.pointer}{member}"
        place = _place(self.index, pointer, self.properties)
        return BadFile(reason, said, pointer).at(place)


def read(raw: bytes) -> list[Feature]:
    """All Features in the order of the file; raises BadFile, naming feature and pointer."""
    text = _text(unpack(raw))
    if "\x1e" in text[:2]:
        return _sequence([part for part in text.split("\x1e") if part.strip()])
    try:
        root = parse(text.encode())
    except NotStrict as fault:
        lines = [line for line in _LINE_ENDS.split(text) if line.strip()]
        if fault.reason == "trailing" and len(lines) > 1 and _is_object(lines[0]):
            return _sequence(lines)
        raise BadFile(fault.reason, fault.sentence, fault.pointer) from None
    return _rooted(root)


def drawn(
    index: int, pointer: str, properties: dict[str, Any], geometry: dict[str, Any] | None
) -> Feature:
    """A Feature out of another format, its geometry checked alike; raises BadFile."""
    try:
        checked = geometry and geojson_geometry.clean(geometry, pointer)
    except BadFile as fault:
        raise fault.at(_place(index, fault.pointer, properties)) from None
    return Feature(index, pointer, checked, properties)


def _text(raw: bytes) -> str:
    text = decode(raw)
    if text is None:
        raise not_utf8(raw)
    refuse_html(text)
    return text


def _is_object(line: str) -> bool:
    try:
        return isinstance(parse(line.encode()), dict)
    except NotStrict:
        return False


def _sequence(parts: list[str]) -> list[Feature]:
    """RFC 8142 or one object a line; what comes is numbered as if in a collection."""
    values = []
    for index, part in enumerate(parts):
        try:
            values.append(parse(part.strip("\r\n \t").encode()))
        except NotStrict as fault:
            bad = BadFile(fault.reason, fault.sentence, f"/features/{index}{fault.pointer}")
            raise bad.at(Said(f"第 {index + 1} 条", f"record {index + 1}")) from None
    return _features(values)


def _rooted(root: object) -> list[Feature]:
    members, kind = name_type(root, "", _ROOTS, Said("文件", "file"))
    if kind == "Feature":
        return [_named(members, 0, "")]
    if kind != "FeatureCollection":
        return [_bare(members)]
    refuse_members(members, _NOT_IN_COLLECTION, kind, "")
    check_bbox(members, "")
    check_crs(members, "")
    features = members.get("features")
    if not isinstance(features, list):
        words = Said("features 应为列表", "a FeatureCollection needs a list “features”")
        raise BadFile("members", words, "/features")
    return _features(features)


def _bare(members: dict[str, Any]) -> Feature:
    try:
        return Feature(0, "", geojson_geometry.clean(members, ""), {})
    except BadFile as fault:
        place = fault.pointer or "/"
        raise fault.at(Said(f"几何（{place}）", f"the geometry ({place})")) from None


def _features(values: list[object]) -> list[Feature]:
    def numbered(each: tuple[int, object]) -> Feature:
        index, value = each
        return _named(value, index, f"/features/{index}")

    return all_or_none(enumerate(values), numbered)


def _named(value: object, index: int, pointer: str) -> Feature:
    """A Feature; its faults say which it is."""
    try:
        return _feature(value, index, pointer)
    except BadFile as fault:
        properties = value.get("properties") if isinstance(value, dict) else None
        raise fault.at(_place(index, fault.pointer, properties)) from None


def _place(index: int, pointer: str, properties: object) -> Said:
    name = properties.get("name") if isinstance(properties, dict) else None
    called = f" “{name[:40]}”" if isinstance(name, str) and name else ""
    place = pointer or "/"
    return Said(
        f"第 {index + 1} 个要素{called}（{place}）", f"feature {index + 1}{called} ({place})"
    )


def _feature(value: object, index: int, pointer: str) -> Feature:
    members, kind = name_type(value, pointer, {"Feature"}, Said("要素", "Feature"))
    refuse_members(members, _NOT_IN_FEATURE, kind, pointer)
    check_id(members, pointer)
    check_bbox(members, pointer)
    check_crs(members, pointer)
    for name in ("geometry", "properties"):
        if name not in members:
            words = Said(f"缺少成员 {name}（可为 null）", f"it needs “{name}”, if only null")
            raise BadFile("members", words, pointer)
    properties = members["properties"]
    if properties is not None and not isinstance(properties, dict):
        words = Said("properties 应为对象或 null", "“properties” is an object or null")
        raise BadFile("members", words, f"{pointer}/properties")
    geometry = members["geometry"]
    if geometry is not None:
        geometry = geojson_geometry.clean(geometry, f"{pointer}/geometry")
    return Feature(index, pointer, geometry, properties or {}, members.get("id"))
