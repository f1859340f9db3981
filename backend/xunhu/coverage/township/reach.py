"""Who finds what lies under one township, and which records behind it."""

from dataclasses import replace
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from xunhu.auth.who import Who
from xunhu.coverage.ranges import Choice, Range
from xunhu.coverage.township.evidence import Evidence
from xunhu.problems import NotFound
from xunhu.records.models import SealedRecord
from xunhu.records.reading import Reader, visible_to
from xunhu.townships.locate import places_of

AT_ONCE = 5_000  # ids in a query: SQLite takes 32,766, PostgreSQL 65,535


def days_asked(who: Who, township: str, asked: dict[str, Any]) -> Range:
    """The range and the patrols that a query tells.

    Raises NotFound for a township that isn't there, and for another than those somebody belongs to.
    """
    is_reached = who.sees_district or township in who.townships
    if not is_reached or all(place.code != township for place in places_of(who.district)):
        raise NotFound
    which = Choice(asked.get("purpose"), asked.get("fleet"))
    return Range(who.district, asked["from_on"], asked["to_on"], which)


def with_readable(session: Session, reader: Reader, found: list[Evidence]) -> list[Evidence]:
    """The same, each marked `readable` when the reader may open its record."""
    ids, seen = list({one.record for one in found if one.record}), set[UUID]()
    for begin in range(0, len(ids), AT_ONCE):
        some = SealedRecord.id.in_(ids[begin : begin + AT_ONCE])
        seen.update(session.scalars(select(SealedRecord.id).where(visible_to(reader), some)))
    return [replace(one, readable=one.record in seen) for one in found]
