"""What is wrong with a record beside those that are there; looked at under the lock alone."""

from collections.abc import Callable, Sequence

from sqlalchemy.orm import Session

from xunhu.problems import Fault
from xunhu.records.kinds import Sealed
from xunhu.records.referring import Sorts, misnamed, sorts_of
from xunhu.records.revising import is_revising, why_not_revised


class Beside:
    """What the records of one transaction refer to, as far as it is there."""

    def __init__(
        self, session: Session, district: str, records: Sequence[Sealed], known: Sorts
    ) -> None:
        """`known` are the records of the batch that were there before, with their kinds."""
        named = {to for sealed in records for to in sealed.refs.values()}
        self.session, self.sorts = session, dict(known)
        self.sorts |= sorts_of(session, district, named - {one.id for one in records} - set(known))

    def note(self, sealed: Sealed) -> None:
        """This record is there now: what comes later in the same batch may name it."""
        self.sorts[sealed.id] = sealed.kind.name

    def faults_of(self, sealed: Sealed, settle: Callable[[], None]) -> list[Fault]:
        """Why it can't be kept; `settle` is called before it is held against what it revises."""
        faults = misnamed(sealed, self.sorts)
        if faults or not is_revising(sealed):
            return faults
        settle()
        return why_not_revised(self.session, sealed)
