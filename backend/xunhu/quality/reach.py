"""Whose patrols somebody may read notes on."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import ColumnElement

from xunhu.auth.who import Who
from xunhu.patrols.models import Patrol
from xunhu.records.roles import Role
from xunhu.townships.locate import places_of

MANAGERS = (Role.TOWNSHIP_SUPERVISOR, Role.DISTRICT_VIEWER, Role.ADMINISTRATOR)


def in_reach(who: Who, asked: Mapping[str, Any]) -> ColumnElement[bool]:
    """The patrols that began on the days asked for, in a manager's townships."""
    here = Patrol.district == who.district
    here &= Patrol.began_on.between(asked["from_on"], asked["to_on"])
    if "township" in asked:
        here &= Patrol.township == asked["township"]
    return here if who.sees_district else here & Patrol.township.in_(who.townships)


def codes_of(who: Who) -> Sequence[str]:
    """The townships of a manager, in the order of their codes."""
    codes = [place.code for place in places_of(who.district)]
    return [code for code in codes if who.sees_district or code in who.townships]
