"""Rows of patrols into their tables, by columns: nobody holds them as objects while this writes,
and the ORM would ask for each of them before.
"""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import Table, Update, bindparam, delete, update
from sqlalchemy.orm import Session

from xunhu.coverage.models import PatrolDay, PatrolDaySum, PatrolTail
from xunhu.coverage.sets import either
from xunhu.db import told_of
from xunhu.statements import ask, by_ids, insert_rows, table_of

Row = PatrolDay | PatrolDaySum | PatrolTail
Told = dict[str, Any]
TABLES: tuple[type[Row], ...] = (PatrolDay, PatrolDaySum, PatrolTail)
DATED: tuple[type[PatrolDay] | type[PatrolDaySum], ...] = (PatrolDay, PatrolDaySum)
IDENTITY = ("district", "patrol", "day", "township")


def _key(table: Table, *names: str) -> list[Any]:
    """Which row it is; the names of parameters must not be those of columns."""
    return [table.c[name] == bindparam(f"its_{name}") for name in names]


def _updated(table: Table) -> Update:
    """What changes all columns of a row but those that say which it is."""
    others = [c.key for c in table.c if not c.primary_key]
    changed = update(table).values({name: bindparam(f"new_{name}") for name in others})
    return changed.where(*_key(table, *(column.key for column in table.primary_key)))


_DELETED = [delete(t).where(*_key(t, "district", "patrol")) for t in map(table_of, TABLES)]
_UPDATED = {row: _updated(table_of(row)) for row in TABLES}
_DAYS = [by_ids(table.patrol, table.day) for table in DATED]
_SETS = by_ids(PatrolDay.patrol, PatrolDay.day, PatrolDay.reached, PatrolDay.crossed)
_SUMS = by_ids(
    *(PatrolDaySum.patrol, PatrolDaySum.day, PatrolDaySum.township),
    *(PatrolDaySum.distance_um, PatrolDaySum.recorded_ms, PatrolDaySum.step_count),
)


def write_rows(session: Session, rows: Iterable[Row]) -> None:
    """Write rows of which none is there."""
    told: dict[type[Row], list[Told]] = defaultdict(list)
    for row in rows:
        told[type(row)].append(told_of(row))
    for table, found in told.items():
        insert_rows(session, table, found)


def delete_rows(session: Session, district: str, patrol: UUID) -> set[date]:
    """Delete all that a patrol has; gives the days that it had."""
    asked = {"district": district, "ids": [patrol]}
    days = {day for table in _DAYS for day in ask(session, table, asked).scalars()}
    for deleted in _DELETED:
        ask(session, deleted, {"its_district": district, "its_patrol": patrol})
    return days


def add_rows(
    session: Session, district: str, patrol: UUID, rows: Iterable[PatrolDay | PatrolDaySum]
) -> None:
    """Let the rows of the same day and place take up what is new; both add up in any order."""
    asked = {"district": district, "ids": [patrol]}
    sets = {day: had for day, *had in ask(session, _SETS, asked)}
    sums = {(day, town): had for day, town, *had in ask(session, _SUMS, asked)}
    new: list[Row] = []
    for row in rows:
        if isinstance(row, PatrolDay) and (had := sets.get(row.day)):
            row.reached, row.crossed = either(had[0], row.reached), either(had[1], row.crossed)
            put_row(session, row)
        elif isinstance(row, PatrolDaySum) and (had := sums.get((row.day, row.township))):
            row.distance_um += had[0]
            row.recorded_ms += had[1]
            row.step_count += had[2]
            put_row(session, row)
        else:
            new.append(row)
    write_rows(session, new)


def put_row(session: Session, row: Row) -> None:
    """Put a row in the place of the one with its key."""
    told = told_of(row)
    named = {f"its_{name}": told.pop(name) for name in IDENTITY if name in told}
    ask(session, _UPDATED[type(row)], named | {f"new_{name}": told[name] for name in told})
