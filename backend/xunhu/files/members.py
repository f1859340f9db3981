"""The members that any GeoJSON object may, must or must not have (RFC 7946)."""

from collections.abc import Collection
from typing import Any

from xunhu.files.bad_file import BadFile
from xunhu.problems import Said

# CGCS2000 (EPSG:4490) is the national survey's and lies within a metre of WGS-84.
_DEGREES_LON_LAT = (
    "OGC:1.3:CRS84",
    "OGC::CRS84",
    "OGC:CRS84",
    "CRS:84",
    "EPSG::4326",
    "EPSG:4326",
    "EPSG::4490",
    "EPSG:4490",
)


def name_type(
    value: object, pointer: str, known: Collection[str], what: Said
) -> tuple[dict[str, Any], str]:
    """An object and its type, spelt exactly as one of the known ones; raises BadFile."""
    if not isinstance(value, dict):
        words = Said(f"{what.zh}应为 GeoJSON 对象", f"a {what.en} is a GeoJSON object")
        raise BadFile("type", words, pointer)
    kind = value.get("type")
    if not isinstance(kind, str):
        words = Said(f"{what.zh}缺少文字 type", f"the {what.en} has no “type” that is a text")
        raise BadFile("type", words, f"{pointer}/type")
    if kind in known:
        return value, kind
    words = Said(f"“{kind[:40]}”不是{what.zh}的类型", f"“{kind[:40]}” is not a type of {what.en}")
    spelt = {name.lower(): name for name in known}.get(kind.lower())
    if spelt:
        words = Said(f"{words.zh}，应写作 {spelt}", f"{words.en}; write {spelt}")
    raise BadFile("type", words, f"{pointer}/type")


def refuse_members(
    members: dict[str, Any], forbidden: Collection[str], kind: str, pointer: str
) -> None:
    """Section 7.1: a member that means something in another type may not be here."""
    for name in forbidden:
        if name in members:
            words = Said(f"{kind} 不能有成员 {name}", f"a {kind} may not have “{name}”")
            raise BadFile("members", words, f"{pointer}/{name}")


def check_bbox(members: dict[str, Any], pointer: str) -> None:
    """Section 5: four or six numbers."""
    if "bbox" not in members:
        return
    bbox = members["bbox"]
    numbers = isinstance(bbox, list) and all(type(each) in (int, float) for each in bbox)
    if not numbers or len(bbox) not in (4, 6):
        words = Said("bbox 应为 4 个或 6 个数字", "a bbox is a list of 4 or 6 numbers")
        raise BadFile("bbox", words, f"{pointer}/bbox")


def check_crs(members: dict[str, Any], pointer: str) -> None:
    """RFC 7946 knows WGS-84 only; an older `crs` member may only say the same."""
    crs = members.get("crs")
    if crs is None:
        return
    named = crs.get("properties") if isinstance(crs, dict) else None
    name = named.get("name") if isinstance(named, dict) else None
    shown = name[:60] if isinstance(name, str) else "?"
    if not shown.upper().endswith(_DEGREES_LON_LAT):
        words = Said(
            f"crs 标明“{shown}”，只接受 WGS-84（EPSG:4326）",
            f"its “crs” says “{shown}”; WGS-84 (EPSG:4326) is read",
        )
        raise BadFile("crs", words, f"{pointer}/crs")


def check_id(members: dict[str, Any], pointer: str) -> None:
    """Section 3.2: a text or a number."""
    if "id" in members and type(members["id"]) not in (str, int, float):
        words = Said("id 应为文字或数字", "a Feature's id is a text or a number")
        raise BadFile("id", words, f"{pointer}/id")
