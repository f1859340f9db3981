"""What records refer to and what has not come yet."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete
from sqlalchemy.orm import Session

from xunhu.records.kinds import Sealed
from xunhu.records.models import MissingReference, Revision, SealedRecord
from xunhu.records.referring import RECORD, Sorts, fits, sorts_of
from xunhu.statements import ask, by_ids, insert_rows

BASE = "base_digest"
_STATES = by_ids(SealedRecord.id, SealedRecord.id, SealedRecord.state)
_WAITING = by_ids(
    MissingReference.to, MissingReference.record, MissingReference.name, MissingReference.to
)


def note_references(
    session: Session,
    district: str,
    stored: Sequence[Sealed],
    now: datetime,
    sorts: Sorts | None = None,
) -> None:
    """After a batch: what it refers to in vain, and what others were waiting for and it brought."""
    kinds = {sealed.id: sealed.kind.name for sealed in stored}
    waiting = ask(session, _WAITING, {"district": district, "ids": list(kinds)})
    for record, name, to in waiting:
        if name in (RECORD, kinds[to]):
            row = (MissingReference.district == district) & (MissingReference.record == record)
            session.execute(delete(MissingReference).where(row, MissingReference.name == name))
    if sorts is None:
        sorts = sorts_of(session, district, {to for s in stored for to in s.refs.values()})
    missing = [
        {"district": district, "record": s.id, "name": name, "to": to, "since": now}
        for s in stored
        for name, to in s.refs.items()
        if to not in sorts or not fits(s.kind, name, sorts[to])
    ]
    insert_rows(session, MissingReference, missing)


def note_base(session: Session, revision: Revision, since: datetime, *, is_missing: bool) -> None:
    """What an amendment's author last saw of its record: listed while that has not come."""
    row = session.get(MissingReference, (revision.district, revision.id, BASE))
    if row is None and is_missing:
        session.add(
            MissingReference(
                district=revision.district,
                record=revision.id,
                name=BASE,
                to=revision.record,
                since=since,
            )
        )
    elif row is not None and not is_missing:
        session.delete(row)


def states_of(session: Session, district: str, ids: Collection[UUID]) -> dict[UUID, str]:
    """The states of those of these records that are there."""
    asked = {"district": district, "ids": list(ids)}
    return {record: state for record, state in ask(session, _STATES, asked)} if ids else {}


def forget_references(session: Session, district: str, record: UUID) -> None:
    """A record that is gone waits for nothing any more."""
    rows = (MissingReference.district == district) & (MissingReference.record == record)
    session.execute(delete(MissingReference).where(rows))
