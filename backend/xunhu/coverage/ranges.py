"""What a question about coverage is about: days, and patrols."""

from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from xunhu.patrols.schemas import Purpose


class Choice(NamedTuple):
    """Those with a purpose and with a vehicle of a fleet; None for whatever.

    `fleet` is "any" for those with a vehicle, "none" for those without, or the code of the township
    that the vehicle belongs to.
    """

    purpose: Purpose | None = None
    fleet: str | None = None


EVERY_PATROL = Choice()


@dataclass(frozen=True)
class Range:
    """Calendar days of one district; both ends count. Of patrols, only the chosen ones."""

    district: str
    from_on: date
    to_on: date
    which: Choice = EVERY_PATROL
