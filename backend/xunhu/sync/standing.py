"""Where the server stands: what every answer to a phone begins with."""

from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from xunhu.db import utcnow
from xunhu.records.models import DistrictClock
from xunhu.schemas import rfc3339
from xunhu.statements import ask, table_of

_CLOCK = table_of(DistrictClock)
_STANDING = select(_CLOCK.c.epoch, _CLOCK.c.durable_seq).where(_CLOCK.c.district == bindparam("of"))


def standing(session: Session, district: str) -> dict[str, Any]:
    """Epoch, clock, and the last number that is safe in a backup."""
    epoch, durable_seq = ask(session, _STANDING, {"of": district})[0]
    return {"epoch": str(epoch), "server_time": rfc3339(utcnow()), "durable_seq": durable_seq}
