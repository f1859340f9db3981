"""Hazards of a range of days, by township (contract section 7)."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import Session

from xunhu.coverage.ranges import Range
from xunhu.hazards.history import hazards_between
from xunhu.hazards.standing import Standing


@dataclass
class HazardCounts:
    """Hazards of a range: `opened` and `closed` in it, `open` and `overdue` at its end."""

    opened: int = 0
    open: int = 0
    overdue: int = 0
    closed: int = 0

    def count(self, opened_on: date, stands: Standing, from_on: date, to_on: date) -> None:
        """Take in a hazard that opened by the end of the range, as it stands then."""
        self.opened += opened_on >= from_on
        self.open += stands.is_open
        self.overdue += stands.is_overdue(to_on)
        self.closed += stands.closed_on is not None and stands.closed_on >= from_on

    def add(self, other: "HazardCounts") -> None:
        """Take in another township's hazards."""
        self.opened += other.opened
        self.open += other.open
        self.overdue += other.overdue
        self.closed += other.closed


def hazard_counts(session: Session, days: Range) -> Mapping[str, HazardCounts]:
    """By township; one without any hazard has none."""
    found: dict[str, HazardCounts] = defaultdict(HazardCounts)
    for hazard in hazards_between(session, days.district, days.from_on, days.to_on):
        counts = found[hazard.township]
        counts.count(hazard.opened_on, hazard.stands, days.from_on, days.to_on)
    return found
