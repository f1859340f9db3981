"""A district's clocks: what was worked out before holds for as long as they stand as they did."""

from typing import NamedTuple

from sqlalchemy import bindparam, func, select
from sqlalchemy.orm import Session

from xunhu.coverage.models import CoverageClock
from xunhu.records.models import DistrictClock
from xunhu.statements import ask


class Clocks(NamedTuple):
    """Another number in `records` after every record, in `ground` after every change of boundaries
    or targets, in `days` after one of what happened on a day, in `hazards` after one of a hazard.
    """

    records: int
    ground: int
    days: int
    hazards: int

    @property
    def of_days(self) -> tuple[int, int]:
        """What changes with every day that changes, and with every boundary or target."""
        return self.days, self.ground


# plain tables: this is asked for in every reading, and the ORM would take longer than the database
_DISTRICT, _COVERAGE = DistrictClock.__table__.c, CoverageClock.__table__.c
_ASKED = (
    select(
        _DISTRICT.last_seq,
        _DISTRICT.reference_version,
        func.coalesce(_COVERAGE.version, 0),
        func.coalesce(_COVERAGE.hazards, 0),
    )
    .select_from(DistrictClock.__table__)
    .outerjoin(CoverageClock.__table__, _COVERAGE.district == _DISTRICT.district)
    .where(_DISTRICT.district == bindparam("district"))
)


def clocks_of(session: Session, district: str) -> Clocks:
    """How the clocks of a district stand, in one statement."""
    return Clocks(*ask(session, _ASKED, {"district": district})[0])
