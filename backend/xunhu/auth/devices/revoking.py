"""Which devices a user answers for, and shutting one out."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import Session

from xunhu.auth.models import Device, LoginSession, Membership
from xunhu.auth.sessions import LASTS
from xunhu.auth.who import Who
from xunhu.db import writing
from xunhu.problems import NotFound
from xunhu.records.roles import Role
from xunhu.schemas import shanghai_day


def reached(who: Who, now: datetime) -> Select[Device]:
    """The devices that a user answers for.

    An administrator: the district's. A supervisor: those on which somebody of a township of theirs
    is signed in, or was the last. Everybody: those on which they themselves were the last.
    """
    asked = select(Device).where(Device.district == who.district)
    if who.role is Role.ADMINISTRATOR:
        return asked
    own = Device.username == who.username
    if who.role is not Role.TOWNSHIP_SUPERVISOR:
        return asked.where(own)
    people = _people_of(who, now)
    theirs = select(LoginSession.device).where(
        _not_run_out(who.district, now), LoginSession.username.in_(people)
    )
    return asked.where(or_(own, Device.username.in_(people), Device.id.in_(theirs)))


def _people_of(who: Who, now: datetime) -> Select[str]:
    today = shanghai_day(now)
    return select(Membership.username).where(
        Membership.district == who.district,
        Membership.township.in_(who.townships),
        Membership.from_on <= today,
        or_(Membership.until_on.is_(None), Membership.until_on >= today),
    )


def _not_run_out(district: str, now: datetime) -> ColumnElement[bool]:
    return and_(LoginSession.district == district, LoginSession.used_at > now - LASTS)


def users_on(session: Session, devices: Sequence[Device], now: datetime) -> dict[str, list[str]]:
    """By device: whoever is signed in on it, and who was the last, in the order of their names."""
    users = {device.id: {device.username} for device in devices}
    if devices:
        asked = select(Device.id, LoginSession.username).where(
            Device.district == LoginSession.district,
            Device.id == LoginSession.device,
            Device.id.in_(users),
            _not_run_out(devices[0].district, now),
        )
        for device, username in session.execute(asked):
            users[device].add(username)
    return {device: sorted(names) for device, names in users.items()}


def revoke(who: Who, device: str, reason: str | None, now: datetime) -> Device:
    """Shut a device out from its next contact on; the first time counts. Raises NotFound.

    Its sign-ins stay, so that it is told why, and has them again when it is let in.
    """
    with writing() as session:
        found = _reached(session, who, device, now)
        if found.revoked_at is None:
            found.revoked_at, found.revoked_by, found.revoke_reason = now, who.username, reason
    return found


def reinstate(who: Who, device: str, now: datetime) -> Device:
    """Let a device in again; raises NotFound."""
    with writing() as session:
        found = _reached(session, who, device, now)
        found.revoked_at = found.revoked_by = found.revoke_reason = None
    return found


def _reached(session: Session, who: Who, device: str, now: datetime) -> Device:
    if "\x00" in device:  # PostgreSQL refuses to be asked
        raise NotFound
    asked = reached(who, now).where(Device.id == device).with_for_update()
    found = session.scalars(asked).one_or_none()
    if found is None:
        raise NotFound
    return found
