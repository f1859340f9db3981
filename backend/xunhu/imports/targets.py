"""Files of targets into the database: all of them, or nothing."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy.orm import Session

from xunhu.files.geojson_file import Feature
from xunhu.imports.features import Source, understood
from xunhu.imports.ground import Mode, change_targets
from xunhu.targets.apply import Touched
from xunhu.targets.changes import Changes, InDoubt
from xunhu.targets.doubts import open_doubts
from xunhu.targets.importing import Place, check_distinct, places
from xunhu.targets.putting import put_wanted
from xunhu.targets.wanted import Wanted


def import_targets(sources: Sequence[Source], wanted: Wanted, district: str, mode: Mode) -> Changes:
    """Add or update the targets of all files; what no township holds is kept and told.

    Raises BadFile, and InDoubt for what looks wrong and nobody answered for; a dry run tells that
    in `asked`.
    """
    placeless: list[str] = []

    def understand(features: Sequence[Feature]) -> list[Place]:
        placeless.extend(str(f.properties.get("name", "")) for f in features if f.geometry is None)
        return places(features, wanted.layer, wanted.datum)

    found = [place for source in sources for place in understood(source, understand)]
    check_distinct(found)
    told: list[Changes] = []

    def put(session: Session) -> Touched:
        names = [source.name for source in sources]
        asked = open_doubts(session, district, found, wanted, names)
        if asked and not mode.dry_run:
            raise InDoubt(asked)
        changes = put_wanted(session, district, found, wanted)
        told.append(replace(changes, placeless=placeless, asked=asked))
        return changes.touched

    change_targets(district, put, mode)
    return told[0]
