"""Waiting positions into segments, silent outings to their end; each vehicle in one transaction."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import NamedTuple
from uuid import UUID

import structlog
from flask import current_app, g, request
from sqlalchemy import delete, or_, select
from sqlalchemy.orm import Session

from xunhu.db import db, utcnow, writing
from xunhu.feeds.joining import join_late
from xunhu.feeds.ledger import Ledger
from xunhu.feeds.models import Tracker, TrackerFix
from xunhu.records.clock import lock_district

RIPE_AFTER = timedelta(minutes=5)  # as long as a phone's chunk of 60 fixes
SILENCE = timedelta(minutes=30)
READ_BY_DESKS = "/api/v1/coverage"
READERS_PATIENCE_MS = 200
LAST_MINUTE = "xunhu_trackers_settled"
log = structlog.get_logger()


class Vehicle(NamedTuple):
    """A vehicle of a district."""

    district: str
    id: UUID


def settle_due(now: datetime, patience_ms: int | None = None) -> int:
    """Settle every vehicle that has something ripe; gives how many those were.

    What fails is undone and tried again at the next contact: the positions stay where they are.
    """
    due = vehicles_due(db.session(), now)
    for vehicle in due:
        try:
            settle(vehicle, now, patience_ms)
        except Exception as wrong:
            log.error("a tracker's positions wait", vehicle=str(vehicle.id), exc_info=wrong)
    return len(due)


def vehicles_due(session: Session, now: datetime) -> Sequence[Vehicle]:
    """Those with positions that have waited long enough, gone silent, or to be looked at again."""
    ripe = (
        select(TrackerFix.vehicle)
        .where(TrackerFix.district == Tracker.district, TrackerFix.vehicle == Tracker.vehicle)
        .where(TrackerFix.received_at <= now - RIPE_AFTER)
    )
    silent = Tracker.patrol.is_not(None) & (Tracker.heard_at <= now - SILENCE)
    asked = select(Tracker.district, Tracker.vehicle).where(
        or_(ripe.exists(), silent, Tracker.look_again)
    )
    return [Vehicle(*row) for row in session.execute(asked.order_by(Tracker.vehicle))]


def settle(vehicle: Vehicle, now: datetime, patience_ms: int | None = None) -> None:
    """Seal all that waits for a vehicle, join it to patrols that came late, end what is silent."""
    with writing(patience_ms) as session:
        clock = lock_district(session, vehicle.district)
        tracker = session.get_one(Tracker, (vehicle.district, vehicle.id))
        ledger = Ledger(session, clock, tracker, now)
        here = (TrackerFix.district == vehicle.district) & (TrackerFix.vehicle == vehicle.id)
        waiting = select(TrackerFix).where(here).order_by(TrackerFix.time_ms)
        if rows := session.scalars(waiting).all():
            ledger.seal(rows)
            session.execute(delete(TrackerFix).where(here))
        if tracker.look_again:
            join_late(ledger)
            tracker.look_again = False
        if tracker.patrol is not None and tracker.heard_at <= now - SILENCE:
            ledger.end(tracker.patrol)


def settle_now_and_then() -> None:
    """Before the numbers are read: settle what is due, at most once a minute.

    So the last positions of a feed are sealed, and its patrol is ended, although no feed reports
    any more.
    """
    if "who" not in g or not request.path.startswith(READ_BY_DESKS):
        return
    minute = int(utcnow().timestamp()) // 60
    if current_app.extensions.get(LAST_MINUTE) != minute:
        current_app.extensions[LAST_MINUTE] = minute
        settle_due(utcnow(), READERS_PATIENCE_MS)
