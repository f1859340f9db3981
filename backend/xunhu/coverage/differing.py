"""Patrols whose rows aren't what their records come to; found by only reading."""

from collections.abc import Sequence
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from xunhu.coverage.anew import refresh, replace_rows, rows_anew
from xunhu.coverage.worked_out import stays
from xunhu.coverage.writing import TABLES, Row
from xunhu.db import db, values_of
from xunhu.patrols.models import Patrol, TrackSegment
from xunhu.records.models import DistrictClock

NAMES = {table.__tablename__: table for table in TABLES}
Told = tuple[str, dict[str, Any]]


class Differing(NamedTuple):
    """What a patrol should have, by the name of the table, and what that was worked out of."""

    patrol: UUID
    made_of: Any
    rows: list[Told]


def differing(district: str, patrols: Sequence[UUID]) -> list[Differing]:
    """Those of these patrols that should have other rows than they have."""
    session = db.session()
    found = [one for patrol in patrols if (one := _looked_at(session, district, patrol))]
    session.rollback()  # the next portion sees what has come meanwhile
    return found


def put_right(session: Session, district: str, found: Differing) -> set[int]:
    """Give a patrol the rows that it should have; the ordinals of the days that may have changed.

    Worked out once more if anything that they were made of has changed meanwhile.
    """
    if made_of(session, district, found.patrol) != found.made_of:
        return refresh(session, district, found.patrol)
    rows: list[Row] = [NAMES[name](**values) for name, values in found.rows]
    return replace_rows(session, district, found.patrol, rows)


def made_of(session: Session, district: str, patrol: UUID) -> Any:
    """All that the rows of a patrol depend on; the same as long as they would be."""
    row = TrackSegment
    columns = (row.id, row.part, row.source, row.author, row.device, row.received_at, row.fixes)
    asked = select(*columns).where(row.district == district, row.patrol == patrol)
    # sorted here: for an order by id SQLite would walk through the segments of all patrols
    segments = sorted((tuple(one) for one in session.execute(asked)), key=lambda one: str(one[0]))
    clock = session.get_one(DistrictClock, district)
    known = session.get(Patrol, (district, patrol))
    return clock.reference_version, known and known.began_on, segments


def _looked_at(session: Session, district: str, patrol: UUID) -> Differing | None:
    if stays(session, district, patrol):
        return None
    sources = made_of(session, district, patrol)  # first: what comes now must be seen as a change
    wanted = [(row.__tablename__, values_of(row)) for row in rows_anew(session, district, patrol)]
    kept = [
        (table.__tablename__, values_of(row))
        for table in TABLES
        for row in session.scalars(
            select(table).where(table.district == district, table.patrol == patrol)
        )
    ]
    if sorted(wanted, key=_order) == sorted(kept, key=_order):
        return None
    return Differing(patrol, sources, wanted)


def _order(told: Told) -> tuple[str, str, str]:
    name, values = told
    return name, str(values.get("day")), str(values.get("township"))
