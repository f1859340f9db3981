"""Rows worked out anew from what was sealed: the records are the only truth.

Most rows are as they should be: those are found by only reading, which processes can do side by
side, and the others are put right.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from xunhu.db import Model, db, values_of
from xunhu.records.alarms import alarm, raise_outage
from xunhu.records.effects import Effects
from xunhu.records.kinds import Sealed, named
from xunhu.records.missing import states_of
from xunhu.records.models import LET_GO, DistrictClock, SealedRecord
from xunhu.records.revisions import revised_among
from xunhu.records.view import REVISIONS, as_sealed


def not_as_sealed(district: str, after: int, until: int) -> list[int]:
    """The numbers, of records after one number and until another, whose rows can't be told to be
    right by only reading: that takes `redo`.
    """
    session = db.session()
    rows = session.scalars(_records(district).where(_between(after, until))).all()
    revised = revised_among(session, district, [row.id for row in rows])
    plain = [one for row in rows if row.id not in revised and (one := _as_one_row(row))]
    wholes = {whole for one in plain if (whole := one.refs.get(one.kind.part_of or ""))}
    states = states_of(session, district, wholes)
    right = {
        one.id
        for one in _right_rows(session, district, plain)
        if states.get(one.refs.get(one.kind.part_of or "", one.id)) != "voided"
    }
    found = [row.seq for row in rows if row.id not in right]
    session.rollback()  # the next portion sees what has come meanwhile
    return found


def redo(session: Session, clock: DistrictClock, numbers: Sequence[int]) -> None:
    """Put the current view of these records into rows again, in the order of their numbers.

    Followers aren't called: they have their own ways to begin anew.
    """
    rows = session.scalars(_records(clock.district).where(SealedRecord.seq.in_(numbers))).all()
    effects = Effects(session, clock, [row.id for row in rows])
    for row in rows:
        _redo(effects, row)
    effects.void_late_parts()


def _records(district: str) -> Any:
    here = (
        (SealedRecord.district == district)
        & SealedRecord.kind.not_in(REVISIONS)
        & SealedRecord.state.not_in(LET_GO)
    )
    return select(SealedRecord).where(here).order_by(SealedRecord.seq)


def _between(after: int, until: int) -> Any:
    return (SealedRecord.seq > after) & (SealedRecord.seq <= until)


def _as_one_row(row: SealedRecord) -> Sealed | None:
    kind = named(row.kind)
    if kind is None or kind.row is None or row.state != "applied":
        return None
    try:
        return as_sealed(row)
    except Exception as wrong:
        raise_outage(wrong)
        return None  # `redo` will say aloud what is wrong


def _right_rows(session: Session, district: str, plain: Iterable[Sealed]) -> Iterable[Sealed]:
    by_model: dict[type[Model], list[tuple[Sealed, dict[str, Any]]]] = defaultdict(list)
    for sealed in plain:
        assert sealed.kind.row is not None
        by_model[sealed.kind.row.model].append((sealed, sealed.kind.row.values(sealed)))
    for model, wanted_rows in by_model.items():
        known = _known(session, district, model, [sealed.id for sealed, _ in wanted_rows])
        for sealed, values in wanted_rows:
            if known.get(sealed.id) == values:
                yield sealed


def _known(
    session: Session, district: str, model: Any, ids: Sequence[UUID]
) -> dict[UUID, dict[str, Any]]:
    asked = select(model).where(model.district == district, model.id.in_(ids))
    return {row.id: values_of(row) for row in session.scalars(asked)}


def _redo(effects: Effects, row: SealedRecord) -> None:
    try:
        effects.take_again(row)
    except Exception as wrong:
        raise_outage(wrong)
        alarm(row, wrong)
