"""Hazards of a range of days, by township (contract section 7)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
from flask import current_app
from sqlalchemy.orm import Session

from xunhu.coverage.kept import Memory
from xunhu.coverage.ranges import Range
from xunhu.hazards.periods import Periods, counts_on, periods_of
from xunhu.hazards.standing import Standing

DISTRICTS = 16  # kept in memory
NAMES = ("opened", "open", "overdue", "closed")


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


def hazard_counts(
    session: Session, days: Range, version: int
) -> tuple[Mapping[str, HazardCounts], HazardCounts]:
    """By township, where one without any hazard has none, and all together.

    `version` is what the district's clock of hazards says.
    """
    found = _periods(session, days.district, version)
    counted = counts_on(found, days.from_on, days.to_on)
    columns = np.stack([counted[name] for name in NAMES])
    rows = zip(found.townships, columns.T.tolist(), strict=True)
    total = HazardCounts(*columns.sum(axis=1).tolist())
    return {code: HazardCounts(*row) for code, row in rows}, total


def _periods(session: Session, district: str, version: int) -> Periods:
    """From memory as long as no hazard changed."""
    memory: Memory = current_app.extensions.setdefault("xunhu_hazards", Memory(DISTRICTS))
    known: Periods | None = memory.get(district, version)
    if known is None:
        known = periods_of(session, district)
        memory.put(district, version, known)
    return known
