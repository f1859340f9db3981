"""Which vehicle a tracker reports for: its token's, or the one that it names itself."""

from contextlib import suppress
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from xunhu.patrols.models import Vehicle
from xunhu.problems import InvalidInput, fault_at


def reported_for(
    session: Session, district: str, vehicle: UUID | None, named: str | None, pointer: str
) -> UUID:
    """The token's vehicle; of a token for the whole fleet the one named, else InvalidInput."""
    if vehicle is not None:
        return vehicle
    found = vehicles_named(session, named or "", district)
    if len(found) != 1:
        raise InvalidInput("", [fault_at(pointer, "unknown-vehicle" if named else "required")])
    return found[0].id


def vehicles_named(session: Session, told: str, district: str | None = None) -> list[Vehicle]:
    """The vehicles with this id, plate or name, of one district or of all."""
    same = (Vehicle.name == told) | (Vehicle.plate == told)
    with suppress(ValueError):  # a name is no id
        same |= Vehicle.id == UUID(told)
    asked = select(Vehicle).where(same)
    if district is not None:
        asked = asked.where(Vehicle.district == district)
    return list(session.scalars(asked)) if "\x00" not in told else []
