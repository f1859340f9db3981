"""Devices: registered at sign-in, heard of since, asked what is still on them.

What is kept serves to find what went missing with a phone, and to keep out a stranger who found it.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, func, or_, select, true, update
from sqlalchemy.orm import Session

from xunhu.auth.models import Device, LoginSession
from xunhu.auth.who import DeviceRevoked
from xunhu.db import db, writing
from xunhu.records.clock import lock_district
from xunhu.records.models import DistrictClock

NOTED_AGAIN_AFTER = timedelta(hours=1)  # an unchanged report is written down at most once an hour
LATE_AT_MOST = timedelta(days=1)  # after that, a phone whose storage was put back counts anew


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


def note_unsent(
    district: str, device: str | None, unsent: dict[str, Any], told_of: UUID | None, now: datetime
) -> None:
    """Keep what a device says is still on it; one that never named itself is passed over.

    Nothing is written when that was known already, and confirmed within the hour, nor when
    something newer was told before, nor when it counted for another epoch (`told_of`): what it
    takes for stored may have gone with a restore.
    """
    row = db.session.get(Device, (district, device)) if device else None
    epoch = db.session.get_one(DistrictClock, district).epoch
    if row is None or told_of not in (None, epoch) or _is_known(row, unsent, epoch, now):
        return
    count = unsent["waiting"] + unsent["attention"] + unsent["photos"]
    here = (Device.district == district) & (Device.id == device)
    asked = update(Device).where(here, not_late(unsent, now))
    told = {"unsent": unsent, "unsent_count": count, "reported_at": now, "last_seen_at": now}
    with writing() as session:
        session.execute(asked.values(**told, report_epoch=epoch))


def _is_known(device: Device, unsent: dict[str, Any], epoch: UUID, now: datetime) -> bool:
    if device.reported_at is None or (device.unsent, device.report_epoch) != (unsent, epoch):
        return False
    return now - device.reported_at < NOTED_AGAIN_AFTER


def not_late(unsent: dict[str, Any], now: datetime) -> ColumnElement[bool]:
    """Whether a device has not said anything since; without a number, as it comes."""
    if "number" not in unsent:
        return true()
    last = func.coalesce(Device.unsent["number"].as_integer(), 0)
    return or_(last <= unsent["number"], Device.reported_at < now - LATE_AT_MOST)


def before_restore() -> ColumnElement[bool]:
    """Whether a device last said what is on it in an epoch that has ended."""
    still = select(DistrictClock.epoch).where(DistrictClock.district == Device.district)
    return and_(
        Device.reported_at.is_not(None),
        Device.report_epoch.is_distinct_from(still.scalar_subquery()),
    )


def outdated_among(session: Session, devices: Sequence[Device]) -> set[str]:
    """Those of a district's devices that said nothing since a restore."""
    if not devices:
        return set()
    here = (Device.district == devices[0].district) & Device.id.in_([row.id for row in devices])
    return set(session.scalars(select(Device.id).where(here, before_restore())))
