"""A token is for a vehicle that there is, and for some time that isn't over."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from xunhu.auth.models import MachineToken
from xunhu.auth.tokens import Wanted, issue
from xunhu.patrols.models import Vehicle
from xunhu.problems import InvalidInput, fault_at


def issue_for(
    session: Session, district: str, issued_by: str, wanted: Mapping[str, Any], now: datetime
) -> tuple[MachineToken, str]:
    """The token and its secret; raises InvalidInput for no such vehicle or an end in the past."""
    expires_at = wanted.get("expires_at")
    if expires_at is not None and expires_at <= now:
        raise InvalidInput("", [fault_at("/expires_at", "out-of-range")])
    vehicle = wanted.get("vehicle")
    if vehicle is not None and session.get(Vehicle, (district, vehicle)) is None:
        raise InvalidInput("", [fault_at("/vehicle", "unknown-vehicle")])
    told = {"vehicle": None, **wanted, "district": district, "issued_by": issued_by}
    return issue(session, Wanted(**told), now)
