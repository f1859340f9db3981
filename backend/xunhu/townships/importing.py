"""The district's own survey of its townships, read from GeoJSON and put in their place."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import combinations
from typing import Any

from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry
from sqlalchemy import select
from sqlalchemy.orm import Session

from xunhu.files import fields
from xunhu.files.bad_file import all_or_none
from xunhu.files.datum import Datum, geometry_in_wgs84
from xunhu.files.geojson_file import Feature
from xunhu.problems import Said
from xunhu.townships.models import Township

CODE = re.compile(r"[0-9]{9}", re.ASCII)
SLIVER = 0.01  # neighbours surveyed apart overlap a little: up to this share of the smaller


@dataclass(frozen=True)
class Survey:
    """One township as a file gives it; without a boundary the old one stays."""

    feature: Feature
    code: str
    name: str
    boundary: dict[str, Any] | None
    approximate: bool


@dataclass
class Changes:
    """Names of what an import added, changed, found the same, and found without a place.

    `overlapped` are townships that the import left alone, but whose boundaries it runs over.
    """

    added: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    same: list[str] = field(default_factory=list)
    placeless: list[str] = field(default_factory=list)
    overlapped: list[str] = field(default_factory=list)


def surveys(features: Sequence[Feature], datum: Datum) -> list[Survey]:
    """The townships of a file; raises BadFile that names every feature that won't do."""
    found = all_or_none(features, lambda feature: _survey(feature, datum))
    check_apart(found)
    return found


def _survey(feature: Feature, datum: Datum) -> Survey:
    geometry = feature.geometry
    if geometry is not None and geometry["type"] not in ("Polygon", "MultiPolygon"):
        kind = geometry["type"]
        words = Said(f"镇街应为面，而不是 {kind}", f"a township is a polygon, not a {kind}")
        raise feature.refusal("geometry", words, "/geometry")
    return Survey(
        feature,
        township_code(feature),
        fields.required_text(feature, "name", 60),
        geometry and geometry_in_wgs84(geometry, datum),
        fields.flag(feature, "approximate"),
    )


def township_code(feature: Feature) -> str:
    """Nine digits under `code` (or `code9`), also where a spreadsheet made a number of them."""
    name = "code" if feature.properties.get("code") is not None else "code9"
    code = fields.code(feature, name, 20)
    if code is None:
        raise feature.refusal("missing", Said("缺少 code", "“code” is missing"), "/properties")
    if not CODE.fullmatch(code):
        words = Said(f"编码“{code}”不是 9 位数字", f"the code “{code}” has not 9 digits")
        raise feature.refusal("bad-code", words, f"/properties/{name}")
    return code


def check_apart(found: Sequence[Survey]) -> None:
    """No code twice, and no two boundaries over one another; raises BadFile."""
    first: dict[str, Survey] = {}
    for survey in found:
        earlier = first.setdefault(survey.code, survey)
        if earlier is not survey:
            number = earlier.feature.index + 1
            words = Said(
                f"编码 {survey.code} 与第 {number} 个要素重复",
                f"the code {survey.code} is that of feature {number} already",
            )
            raise survey.feature.refusal("same-code", words, "/properties")
    drawn = [(survey, shape(survey.boundary)) for survey in found if survey.boundary]
    for (one, here), (other, there) in combinations(drawn, 2):
        if overlap(here, there):
            words = Said(f"边界与“{one.name}”重叠", f"its boundary overlaps that of “{one.name}”")
            raise other.feature.refusal("overlap", words, "/geometry")


def overlap(here: BaseGeometry, there: BaseGeometry) -> bool:
    """Whether two areas share more than a sliver."""
    if not here.intersects(there):
        return False
    return bool(here.intersection(there).area > SLIVER * min(here.area, there.area))


def put_townships(session: Session, district: str, found: Sequence[Survey]) -> Changes:
    """Add or update these townships; no other is touched."""
    changes = Changes()
    for survey in found:
        township = session.get(Township, (district, survey.code))
        if survey.boundary is None:
            changes.placeless.append(survey.name)
        if township is None:
            session.add(_new(district, survey))
            changes.added.append(survey.name)
        elif _update(township, survey):
            changes.changed.append(survey.name)
        else:
            changes.same.append(survey.name)
    session.flush()
    changes.overlapped = _overlapped(session, district, found)
    return changes


def _overlapped(session: Session, district: str, found: Sequence[Survey]) -> list[str]:
    drawn = [shape(survey.boundary) for survey in found if survey.boundary]
    asked = select(Township).where(
        Township.district == district, Township.code.not_in([survey.code for survey in found])
    )
    others = [(town.name, shape(town.boundary)) for town in session.scalars(asked) if town.boundary]
    return [name for name, there in others if any(overlap(here, there) for here in drawn)]


def _new(district: str, survey: Survey) -> Township:
    return Township(
        district=district,
        code=survey.code,
        name=survey.name,
        boundary=survey.boundary,
        approximate=survey.approximate,
    )


def _update(township: Township, survey: Survey) -> bool:
    """Whether anything changed."""
    before = (township.name, township.boundary, township.approximate)
    township.name = survey.name
    if survey.boundary is not None:
        township.boundary = survey.boundary
        township.approximate = survey.approximate
    return before != (township.name, township.boundary, township.approximate)
