"""Notes on patrols as they are told: places and vehicles, never who rode."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from xunhu.patrols.models import Patrol, Vehicle
from xunhu.quality.notes import Note, Ridden, notes, recorded_ms, until_ms
from xunhu.quality.ridden import ridden_of
from xunhu.schemas import rfc3339
from xunhu.townships.locate import Locator, locator


def patrols_told(
    session: Session, district: str, patrols: Sequence[Patrol]
) -> Iterator[dict[str, Any]]:
    """Each patrol with its notes; the place of a stop is its township and no more."""
    where, names = locator(district), _vehicles(session, district, patrols)
    for patrol, ridden in zip(patrols, ridden_of(session, district, patrols), strict=True):
        whole = until_ms(ridden) - ridden.began_ms
        is_known = whole > 0 and not ridden.is_thinned
        yield {
            "patrol": patrol.id,
            "township": patrol.township,
            "vehicle": names.get(patrol.vehicle) if patrol.vehicle else None,
            "purpose": patrol.purpose,
            "began_at": rfc3339(patrol.began_at),
            "ended_at": _instant(ridden.ended_ms),
            "whole_s": whole / 1000,
            "recorded_share": min(1.0, recorded_ms(ridden) / whole) if is_known else None,
            "notes": [_note(note, ridden, where) for note in notes(ridden)],
        }


def _note(note: Note, ridden: Ridden, where: Locator) -> dict[str, Any]:
    detail = dict(note.detail)
    fix = detail.pop("fix", None)
    if fix is not None:
        lon, lat = ridden.track.fixes.lon[fix], ridden.track.fixes.lat[fix]
        detail["township"] = where.township(float(lon), float(lat))
    return {
        "code": note.code,
        "from": _instant(note.from_ms),
        "to": _instant(note.to_ms),
        "detail": detail,
    }


def _vehicles(session: Session, district: str, patrols: Sequence[Patrol]) -> Mapping[UUID, str]:
    asked = {patrol.vehicle for patrol in patrols if patrol.vehicle}
    named = select(Vehicle.id, Vehicle.name)
    named = named.where(Vehicle.district == district, Vehicle.id.in_(asked))
    return {vehicle: name for vehicle, name in session.execute(named)}


def _instant(ms: int | None) -> str | None:
    return None if ms is None else rfc3339(datetime.fromtimestamp(ms / 1000, UTC))
