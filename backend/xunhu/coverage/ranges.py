"""A range of days."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Range:
    """Calendar days of one district; both ends count."""

    district: str
    from_on: date
    to_on: date
