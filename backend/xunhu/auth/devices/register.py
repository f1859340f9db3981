"""Devices: registered at sign-in, heard of since, asked what is still on them.

What is kept serves to find what went missing with a phone, and to keep out a stranger who found it.
"""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import update
from sqlalchemy.orm import Session

from xunhu.auth.models import Device, LoginSession
from xunhu.auth.who import DeviceRevoked
from xunhu.db import db, writing
from xunhu.records.clock import lock_district

NOTED_AGAIN_AFTER = timedelta(hours=1)  # an unchanged report is written down at most once an hour


def register(session: Session, login: LoginSession) -> None:
    """Write down that somebody signs in on a device, if it named itself; raises DeviceRevoked."""
    if login.device is None:
        return
    lock_district(session, login.district)  # of two first sign-ins, one waits for the other
    device = session.get(Device, (login.district, login.device))
    if device is None:
        device = Device(
            district=login.district, id=login.device, first_seen_at=login.began_at, unsent_count=0
        )
        session.add(device)
    if device.revoked_at is not None:
        raise DeviceRevoked
    device.name = login.device_name or device.name
    device.username = login.username
    device.last_seen_at = login.began_at


def touch(session: Session, district: str, device: str | None, now: datetime) -> None:
    """Write down that a device was heard of."""
    asked = update(Device).where(Device.district == district, Device.id == device)
    session.execute(asked.values(last_seen_at=now))


def note_unsent(district: str, device: str | None, unsent: dict[str, Any], now: datetime) -> None:
    """Keep what a device says is still on it; one that never named itself is passed over.

    Nothing is written when that was known already, and confirmed within the hour.
    """
    row = db.session.get(Device, (district, device)) if device else None
    if row is None or _is_known(row, unsent, now):
        return
    count = unsent["waiting"] + unsent["attention"] + unsent["photos"]
    asked = update(Device).where(Device.district == district, Device.id == device)
    told = {"unsent": unsent, "unsent_count": count, "reported_at": now, "last_seen_at": now}
    with writing() as session:
        session.execute(asked.values(told))


def _is_known(device: Device, unsent: dict[str, Any], now: datetime) -> bool:
    if device.reported_at is None or device.unsent != unsent:
        return False
    return now - device.reported_at < NOTED_AGAIN_AFTER
