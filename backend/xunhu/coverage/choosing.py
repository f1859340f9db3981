"""Which patrols a question about coverage is about."""

from sqlalchemy import ColumnElement, select, true

from xunhu.coverage.ranges import Choice
from xunhu.patrols.models import Patrol, Vehicle

WITH_ANY, WITH_NONE = "any", "none"


def is_chosen(which: Choice, district: str) -> ColumnElement[bool]:
    """Whether a patrol of the district is one of these."""
    of_purpose = true() if which.purpose is None else Patrol.purpose == which.purpose.value
    return of_purpose & _of_fleet(district, which.fleet)


def _of_fleet(district: str, fleet: str | None) -> ColumnElement[bool]:
    if fleet is None:
        return true()
    if fleet == WITH_NONE:
        return Patrol.vehicle.is_(None)
    if fleet == WITH_ANY:
        return Patrol.vehicle.is_not(None)
    vehicles = select(Vehicle.id).where(Vehicle.district == district, Vehicle.township == fleet)
    return Patrol.vehicle.in_(vehicles)
