"""Which patrols a question about coverage is about."""

from typing import TypeVarTuple

from sqlalchemy import ColumnElement, Select, select, true

from xunhu.coverage.models import PatrolDay, PatrolDaySum
from xunhu.coverage.ranges import EVERY_PATROL, Choice, Range
from xunhu.patrols.models import Patrol, Vehicle

WITH_ANY, WITH_NONE = "any", "none"
Columns = TypeVarTuple("Columns")


def is_chosen(which: Choice, district: str) -> ColumnElement[bool]:
    """Whether a patrol of the district is one of these."""
    of_purpose = true() if which.purpose is None else Patrol.purpose == which.purpose.value
    return of_purpose & _of_fleet(district, which.fleet)


def of_chosen(
    asked: Select[*Columns], rows: type[PatrolDay] | type[PatrolDaySum], days: Range
) -> Select[*Columns]:
    """The same query, of the chosen patrols' rows alone."""
    if days.which == EVERY_PATROL:
        return asked
    patrols = select(Patrol.id).where(
        Patrol.district == days.district, is_chosen(days.which, days.district)
    )
    return asked.where(rows.patrol.in_(patrols))


def _of_fleet(district: str, fleet: str | None) -> ColumnElement[bool]:
    if fleet is None:
        return true()
    if fleet == WITH_NONE:
        return Patrol.vehicle.is_(None)
    if fleet == WITH_ANY:
        return Patrol.vehicle.is_not(None)
    vehicles = select(Vehicle.id).where(Vehicle.district == district, Vehicle.township == fleet)
    return Patrol.vehicle.in_(vehicles)
