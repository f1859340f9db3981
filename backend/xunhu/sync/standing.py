"""Where the server stands: what every answer to a phone begins with."""

from typing import Any

from sqlalchemy.orm import Session

from xunhu.db import utcnow
from xunhu.records.models import DistrictClock
from xunhu.schemas import rfc3339


def standing(session: Session, district: str) -> dict[str, Any]:
    """Epoch, clock, and the last number that is safe in a backup."""
    clock = session.get_one(DistrictClock, district)
    return {
        "epoch": str(clock.epoch),
        "server_time": rfc3339(utcnow()),
        "durable_seq": clock.durable_seq,
    }
