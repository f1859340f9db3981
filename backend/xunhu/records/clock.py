"""The district's counter: locked first in every transaction that writes, so that nobody skips."""

from collections.abc import Callable
from typing import TypeVar

from sqlalchemy import bindparam, event, select, update
from sqlalchemy.orm import (
    Session,
    SessionTransaction,
    make_transient_to_detached,
    object_session,
)
from sqlalchemy.orm.attributes import set_committed_value

from xunhu.db import writing
from xunhu.problems import NotFound
from xunhu.records.alarms import Savepoint, Stumbled, bold, careful
from xunhu.records.models import DistrictClock, SealedRecord
from xunhu.statements import ask, table_of

T = TypeVar("T")

_CLOCK = table_of(DistrictClock)
_LOCKED = select(_CLOCK).where(_CLOCK.c.district == bindparam("of")).with_for_update()
_DRAWN = update(_CLOCK).where(_CLOCK.c.district == bindparam("of")).values(last_seq=bindparam("to"))
DRAWN = "the last number drawn, by district"


def lock_district(session: Session, district: str) -> DistrictClock:
    """The district's clock, locked until the transaction ends; raises NotFound."""
    found = ask(session, _LOCKED, {"of": district}).first()
    if found is None:
        raise NotFound(f"district {district}")
    read = DistrictClock(**found._asdict())
    make_transient_to_detached(read)
    clock = session.merge(read, load=False)  # the ORM's own question costs several times as much
    session.info[f"clock of {district}"] = clock  # who asks for it while writing has it at hand
    return clock


def locked(district: str, work: Callable[[Session, DistrictClock, Savepoint], T]) -> T:
    """What `work` gives in one transaction that has locked a district; committed on return.

    It is done without savepoints, and again with them where a part fails.
    """
    try:
        return _locked(district, work, bold)
    except Stumbled:
        return _locked(district, work, careful)


def _locked(
    district: str, work: Callable[[Session, DistrictClock, Savepoint], T], savepoint: Savepoint
) -> T:
    with writing() as session:
        return work(session, lock_district(session, district), savepoint)


def next_number(clock: DistrictClock) -> int:
    """The next number of a district whose clock is locked; written down at the commit."""
    session = object_session(clock)
    assert session is not None
    drawn: dict[str, int] = session.info.setdefault(DRAWN, {})
    number = drawn.get(clock.district, clock.last_seq) + 1  # what a savepoint undid stays drawn
    drawn[clock.district] = number
    set_committed_value(clock, "last_seq", number)
    return number


@event.listens_for(Session, "before_commit")
def _write_down(session: Session) -> None:
    """What was drawn, in one statement: the ORM's flush would cost as much as a segment."""
    if session.info.get(DRAWN) and not session.in_nested_transaction():
        for district, number in session.info.pop(DRAWN).items():
            ask(session, _DRAWN, {"of": district, "to": number})


@event.listens_for(Session, "after_soft_rollback")
def _draw_again(session: Session, undone: SessionTransaction) -> None:
    if not undone.nested:
        session.info.pop(DRAWN, None)


def show_again(clock: DistrictClock, row: SealedRecord) -> int:
    """Give a record a new place in what is pulled: what its readers see of it has changed."""
    row.shown = next_number(clock)
    return row.shown
