"""Who finds what lies under one township."""

from typing import Any

from xunhu.auth.who import Who
from xunhu.coverage.ranges import Range
from xunhu.problems import NotFound
from xunhu.townships.locate import places_of


def days_asked(who: Who, township: str, asked: dict[str, Any]) -> Range:
    """The range that a query tells.

    Raises NotFound for a township that isn't there, and for another than those somebody belongs to.
    """
    is_reached = who.sees_district or township in who.townships
    if not is_reached or all(place.code != township for place in places_of(who.district)):
        raise NotFound
    return Range(who.district, asked["from_on"], asked["to_on"])
