"""Files of surveyed townships into the database: all of them, or nothing."""

from collections.abc import Sequence
from pathlib import Path

import shapely
from shapely.geometry import shape
from shapely.geometry.base import BaseGeometry
from sqlalchemy.orm import Session

from xunhu.files.datum import Datum
from xunhu.imports.features import understood_geojson
from xunhu.imports.ground import Mode, change_boundaries, the_district
from xunhu.problems import InvalidInput, Said
from xunhu.targets.apply import note_change, relocate
from xunhu.townships.importing import Changes, Survey, check_apart, put_townships, surveys
from xunhu.townships.locate import locator
from xunhu.townships.models import Township


def import_townships(paths: Sequence[Path], datum: Datum, mode: Mode) -> Changes:
    """Add or update the townships of all files; targets and coverage follow the boundaries."""
    found = [
        survey
        for path in paths
        for survey in understood_geojson(path, lambda features: surveys(features, datum))
    ]
    check_apart(found)
    if not found:
        return Changes()
    district = _district_of(found)
    told: list[Changes] = []

    def put(session: Session) -> Sequence[BaseGeometry]:
        before = _boundaries(session, district, found)
        changes = put_townships(session, district, found)
        told.append(changes)
        if not changes.added and not changes.changed:
            return ()
        note_change(session, district)
        session.flush()
        relocate(session, district, locator(district))
        after = _boundaries(session, district, found)
        return [shapely.symmetric_difference(before[code], after[code]) for code in after]

    change_boundaries(district, put, mode)
    return told[0]


def _boundaries(
    session: Session, district: str, found: Sequence[Survey]
) -> dict[str, BaseGeometry]:
    """By code the land of these townships as it is now; empty where they have none."""
    rows = {code: session.get(Township, (district, code)) for code in (s.code for s in found)}
    return {
        code: shape(row.boundary) if row and row.boundary else shapely.Polygon()
        for code, row in rows.items()
    }


def _district_of(found: Sequence[Survey]) -> str:
    districts = sorted({survey.code[:6] for survey in found})
    if len(districts) > 1:
        listed = " ".join(districts)
        words = Said(f"含有多个区县的编码：{listed}", f"codes of several districts: {listed}")
        raise InvalidInput(words)
    return the_district(districts[0])
