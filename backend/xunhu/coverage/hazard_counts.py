"""Hazards of a range of days, by township (contract section 7)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from flask import current_app
from sqlalchemy import select
from sqlalchemy.orm import Session

from xunhu.coverage.kept import Memory
from xunhu.coverage.models import CoverageClock
from xunhu.coverage.ranges import Range
from xunhu.hazards.periods import Periods, counts_on, periods_of
from xunhu.hazards.standing import Standing

DISTRICTS = 16  # kept in memory


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
    found = _periods(session, days.district)
    counted = counts_on(found, days.from_on, days.to_on)
    columns = [counted[name].tolist() for name in ("opened", "open", "overdue", "closed")]
    rows = zip(*columns, strict=True)
    return {code: HazardCounts(*row) for code, row in zip(found.townships, rows, strict=True)}


def _periods(session: Session, district: str) -> Periods:
    """From memory as long as no hazard changed."""
    memory: Memory = current_app.extensions.setdefault("xunhu_hazards", Memory(DISTRICTS))
    asked = select(CoverageClock.hazards).where(CoverageClock.district == district)
    version = session.scalar(asked) or 0
    known: Periods | None = memory.get(district, version)
    if known is None:
        known = periods_of(session, district)
        memory.put(district, version, known)
    return known
