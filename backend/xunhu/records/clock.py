"""The district's counter: locked first in every transaction that writes, so that nobody skips."""

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from xunhu.problems import NotFound
from xunhu.records.models import DistrictClock, SealedRecord

_LOCKED = (
    select(DistrictClock)
    .where(DistrictClock.district == bindparam("of"))
    .with_for_update()
    .execution_options(populate_existing=True)
)


def lock_district(session: Session, district: str) -> DistrictClock:
    """The district's clock, locked until the transaction ends; raises NotFound."""
    clock = session.scalars(_LOCKED, {"of": district}).one_or_none()
    if clock is None:
        raise NotFound(f"district {district}")
    session.info[f"clock of {district}"] = clock  # who asks for it while writing has it at hand
    return clock


def next_number(clock: DistrictClock) -> int:
    """The next number of a district whose clock is locked."""
    clock.last_seq += 1
    return clock.last_seq


def show_again(clock: DistrictClock, row: SealedRecord) -> int:
    """Give a record a new place in what is pulled: what its readers see of it has changed."""
    row.shown = next_number(clock)
    return row.shown
