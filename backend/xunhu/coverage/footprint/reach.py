"""Who sees the footprint of which patrols: of a few days it says nearly as much as the tracks."""

from datetime import date

from sqlalchemy import ColumnElement

from xunhu.auth.who import Who
from xunhu.coverage.ranges import Range
from xunhu.patrols.apply import READ_TRACKS
from xunhu.patrols.models import Patrol
from xunhu.problems import Problem
from xunhu.records.roles import Reach

FEW_DAYS = 7  # contract section 7: under it only for those who may see the tracks


class TooFewDays(Problem):
    """A footprint of fewer days than somebody may see."""

    status, code = 403, "too-few-days"


def patrols_seen(who: Who, days: Range, today: date) -> ColumnElement[bool] | None:
    """The patrols that the footprint of a range is made of; None for all of the district.

    Days to come don't make a range longer. Raises TooFewDays for those who see no tracks.
    """
    if (min(days.to_on, today) - days.from_on).days + 1 >= FEW_DAYS:
        return None
    reach = READ_TRACKS.get(who.role)
    if reach is Reach.OWN:
        return Patrol.author == who.username
    if reach is Reach.TOWNSHIPS:
        return Patrol.township.in_(who.townships)
    raise TooFewDays(f"< {FEW_DAYS}")
