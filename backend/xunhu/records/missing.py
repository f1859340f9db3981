"""What records refer to and what has not come yet."""

from collections.abc import Collection, Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from xunhu.records.kinds import Sealed, places_among
from xunhu.records.models import MissingReference, SealedRecord


def note_references(
    session: Session, district: str, stored: Sequence[Sealed], now: datetime
) -> None:
    """After a batch: what it refers to in vain, and what others were waiting for and it brought."""
    ids = [sealed.id for sealed in stored]
    waited_for = (MissingReference.district == district) & MissingReference.to.in_(ids)
    session.execute(delete(MissingReference).where(waited_for))
    named = [(s, name, to) for s in stored for name, to in s.refs.items()]
    unknown = {to for _, _, to in named}
    unknown -= set(states_of(session, district, unknown))
    unknown -= places_among(session, district, unknown)
    session.add_all(
        MissingReference(district=district, record=s.id, name=name, to=to, since=now)
        for s, name, to in named
        if to in unknown
    )


def states_of(session: Session, district: str, ids: Collection[UUID]) -> dict[UUID, str]:
    """The states of those of these records that are there."""
    asked = select(SealedRecord.id, SealedRecord.state).where(
        SealedRecord.district == district, SealedRecord.id.in_(ids)
    )
    return {record: state for record, state in session.execute(asked)} if ids else {}


def forget_references(session: Session, district: str, record: UUID) -> None:
    """A record that is gone waits for nothing any more."""
    rows = (MissingReference.district == district) & (MissingReference.record == record)
    session.execute(delete(MissingReference).where(rows))
