"""Files of targets into the database: all of them, or nothing."""

from collections.abc import Sequence
from pathlib import Path

from sqlalchemy.orm import Session

from xunhu.files.datum import Datum
from xunhu.files.geojson_file import Feature
from xunhu.imports.features import understood
from xunhu.imports.ground import Mode, change, the_district
from xunhu.targets.importing import Changes, Place, check_distinct, places, put_places
from xunhu.targets.models import Layer
from xunhu.townships.locate import locator


def import_targets(
    paths: Sequence[Path], layer: Layer | None, datum: Datum, district: str | None, mode: Mode
) -> Changes:
    """Add or update the targets of all files; what no township holds is kept and told."""
    placeless: list[str] = []

    def understand(features: Sequence[Feature]) -> list[Place]:
        placeless.extend(str(f.properties.get("name", "")) for f in features if f.geometry is None)
        return places(features, layer, datum)

    found = [place for path in paths for place in understood(path, understand)]
    check_distinct(found)
    home = the_district(district)
    told: list[Changes] = []

    def put(session: Session) -> bool:
        told.append(put_places(session, home, found, locator(home)))
        return bool(told[0].added or told[0].changed)

    change(home, put, mode)
    told[0].placeless.extend(placeless)
    return told[0]
