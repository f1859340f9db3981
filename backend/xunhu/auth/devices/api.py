"""The devices of a district: who has them, what is missing with one, shutting one out."""

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from flask import Request
from sqlalchemy import Select, and_, or_

from xunhu.auth.devices import register, revoking
from xunhu.auth.devices.schemas import DeviceList, DeviceQuery, DeviceSchema, RevokeSchema
from xunhu.auth.models import Device
from xunhu.auth.who import current_user, roles, signed_in
from xunhu.db import db, utcnow
from xunhu.paging import cursor_of, read_pair
from xunhu.records.roles import Role
from xunhu.wire import Blueprint, StrictParser


class ReasonParser(StrictParser):
    """Takes no body at all for one without a reason."""

    def load_json(self, req: Request, schema: Any) -> Any:
        empty = not req.content_length and "Transfer-Encoding" not in req.headers
        return {} if empty else super().load_json(req, schema)


class DeviceBlueprint(Blueprint):
    ARGUMENTS_PARSER = ReasonParser(unknown=Blueprint.ARGUMENTS_PARSER.unknown)


bp = DeviceBlueprint("devices", __name__, url_prefix="/api/v1/devices", description="设备 devices")


@bp.get("")
@signed_in
@bp.arguments(DeviceQuery, location="query")
@bp.response(200, DeviceList)
def devices(query: dict[str, Any]) -> dict[str, Any]:
    """The devices that this user answers for, the one last heard of first.

    An administrator has the district's, a supervisor those of the people of their townships,
    everybody else those on which they were the last to sign in.
    """
    now, limit = utcnow(), query["limit"]
    asked = revoking.reached(current_user(), now)
    if query["missing"]:
        asked = asked.where(or_(Device.unsent_count > 0, register.before_restore()))
    if "silent_days" in query:
        asked = asked.where(Device.last_seen_at <= now - timedelta(days=query["silent_days"]))
    if "cursor" in query:
        asked = _after(asked, query["cursor"])
    in_order = asked.order_by(Device.last_seen_at.desc(), Device.id.desc())
    rows = db.session.scalars(in_order.limit(limit + 1)).all()
    more = len(rows) > limit
    return {"items": _told(rows[:limit], now), "next": _cursor(rows[limit - 1]) if more else None}


@bp.post("/<path:device>/revoke")
@signed_in
@bp.arguments(RevokeSchema, required=False)
@bp.response(200, DeviceSchema)
def revoke(given: dict[str, str], device: str) -> dict[str, Any]:
    """Shut a device out: all users on it are refused from its next contact on.

    What is on it stays there, unsent. Shutting it out again changes nothing.
    """
    now = utcnow()
    return _told([revoking.revoke(current_user(), device, given.get("reason"), now)], now)[0]


@bp.post("/<path:device>/reinstate")
@roles(Role.ADMINISTRATOR, Role.TOWNSHIP_SUPERVISOR)
@bp.response(200, DeviceSchema)
def reinstate(device: str) -> dict[str, Any]:
    """Let a device in again, with the sign-ins that it had."""
    now = utcnow()
    return _told([revoking.reinstate(current_user(), device, now)], now)[0]


def _told(rows: Sequence[Device], now: datetime) -> list[dict[str, Any]]:
    users = revoking.users_on(db.session(), rows, now)
    outdated = register.outdated_among(db.session(), rows)
    columns = [column.key for column in Device.__table__.columns]
    return [
        {c: getattr(row, c) for c in columns}
        | {"users": users[row.id], "before_restore": row.id in outdated}
        for row in rows
    ]


def _cursor(last: Device) -> str:
    return cursor_of([last.last_seen_at.isoformat(), last.id])


def _after(asked: Select[Device], cursor: str) -> Select[Device]:
    """What comes after the device that a cursor names; raises BadCursor."""
    seen_at, device = read_pair(cursor, lambda seen: datetime.fromisoformat(seen).astimezone(UTC))
    same_time = and_(Device.last_seen_at == seen_at, Device.id < device)
    return asked.where(or_(Device.last_seen_at < seen_at, same_time))
