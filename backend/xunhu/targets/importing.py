"""Targets as a file gives them, checked one by one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid5

import orjson

from xunhu.files import fields
from xunhu.files.bad_file import all_or_none
from xunhu.files.datum import Datum, geometry_in_wgs84
from xunhu.files.geojson_file import Feature
from xunhu.problems import Said
from xunhu.targets.cut import LINES, cut
from xunhu.targets.models import Layer, TargetStatus

IMPORTED_IDS = UUID("0b5d4e00-5001-4190-8000-000000000001")  # the name space of imported targets
AREAS = {"Point", "Polygon", "MultiPolygon"}
IN_CHINESE = {
    "铁路": "railway",
    "公路": "road",
    "道路": "road",
    "村": "village",
    "村（社区）": "village",
    "村(社区)": "village",
    "社区": "village",
    "学校": "school",
    "道口": "crossing",
    "法律诊所": "clinic",
    "诊所": "clinic",
    "企业": "enterprise",
    "其他": "other",
}
FITTING = dict.fromkeys(Layer, AREAS) | {
    Layer.RAILWAY: LINES,
    Layer.ROAD: LINES,
    Layer.OTHER: LINES | AREAS,
}


@dataclass(frozen=True)
class Place:
    """One target as a file gives it; `given` holds the optional values that it names."""

    feature: Feature
    layer: Layer
    name: str
    code: str | None
    geometry: dict[str, Any]
    approximate: bool
    given: dict[str, Any]


def places(features: Sequence[Feature], layer: Layer | None, datum: Datum) -> list[Place]:
    """The targets of a file but those without a geometry; `layer` is for those that name none.

    Raises BadFile that names every feature that won't do.
    """
    placed = [(each, each.geometry) for each in features if each.geometry is not None]
    found = all_or_none(placed, lambda each: _place(*each, layer, datum))
    check_distinct(found)
    return found


def _place(feature: Feature, geometry: dict[str, Any], layer: Layer | None, datum: Datum) -> Place:
    chosen = _layer(feature, layer)
    if geometry["type"] not in FITTING[chosen]:
        kind = geometry["type"]
        words = Said(f"{chosen} 不能是 {kind}", f"a target of layer {chosen} can't be a {kind}")
        raise feature.refusal("geometry", words, "/geometry")
    moved = geometry_in_wgs84(geometry, datum)
    if not cut(moved):
        raise feature.refusal("geometry", Said("线长为零", "the line has no length"), "/geometry")
    return Place(
        feature,
        chosen,
        fields.required_text(feature, "name", 120),
        fields.code(feature, "code", 40),
        moved,
        fields.flag(feature, "approximate"),
        _given(feature),
    )


def _layer(feature: Feature, told: Layer | None) -> Layer:
    written = fields.text(feature, "layer", 20)
    named = IN_CHINESE.get(written or "", written)
    if named is None and told is None:
        words = Said("没有图层：请用 --layer 指明", "it names no layer: give --layer")
        raise feature.refusal("missing", words, "/properties/layer")
    if named is not None and (named not in set(Layer) or told not in (None, named)):
        words = Said(f"图层“{named}”不对", f"the layer “{named}” won't do")
        raise feature.refusal("bad-layer", words, "/properties/layer")
    return told or Layer(str(named))


def _given(feature: Feature) -> dict[str, Any]:
    interval_days = fields.number(feature, "interval_days", 1, 3650)
    if interval_days is not None and interval_days != int(interval_days):
        words = Said("interval_days 应为整数", "“interval_days” is a whole number")
        raise feature.refusal("bad-number", words, "/properties/interval_days")
    numbers = {
        "interval_days": interval_days and int(interval_days),
        "radius_m": fields.number(feature, "radius_m", 1, 5000),
        "chainage_start_m": fields.number(feature, "chainage_start_m", 0, 1e7),
    }
    return {n: value for n, value in numbers.items() if value is not None} | _status(feature)


def _status(feature: Feature) -> dict[str, Any]:
    """Whether a target counts; inaccessible wants a reason and a last day. Empty if not told."""
    told = fields.text(feature, "status", 20)
    if told is None:
        return {}
    reason = fields.text(feature, "status_reason", 500)
    until = fields.text(feature, "status_until_on", 10)
    approver = fields.text(feature, "status_approved_by", 60)
    try:
        status = TargetStatus(told)
        until_on = date.fromisoformat(until) if until else None
    except ValueError as wrong:
        words = Said("status 或 status_until_on 不对", "“status” or “status_until_on” won't do")
        raise feature.refusal("bad-status", words, "/properties/status") from wrong
    if status is TargetStatus.INACCESSIBLE and not (reason and until_on):
        words = Said("不可到达须有原因和截止日", "inaccessible wants a reason and a last day")
        raise feature.refusal("bad-status", words, "/properties/status_reason")
    given = {"status": told, "status_reason": reason, "status_until_on": until_on}
    return given | ({"status_approved_by": approver} if approver else {})


def check_distinct(found: Sequence[Place]) -> None:
    """Nothing stands twice in what is imported; raises BadFile."""
    first: dict[UUID, Place] = {}
    for place in found:
        earlier = first.setdefault(identity("", place), place)
        if earlier is not place:
            number = earlier.feature.index + 1
            words = Said(f"与第 {number} 个要素重复", f"it is feature {number} again")
            raise place.feature.refusal("same-code", words, "/properties")


def identity(district: str, place: Place) -> UUID:
    """By layer and code; by name and place where there is no code."""
    drawn = orjson.dumps(place.geometry).decode()
    own = f"code {place.code}" if place.code else f"name {place.name} {drawn}"
    return uuid5(IMPORTED_IDS, f"{district} {place.layer} {own}")
