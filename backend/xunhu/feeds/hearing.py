"""Hears of patrols that name a vehicle, in the transaction that stores them."""

from collections.abc import Sequence

from sqlalchemy import update

from xunhu.db import db
from xunhu.feeds.models import Tracker
from xunhu.feeds.sealing import author_of
from xunhu.records.kinds import Sealed, follow


def register_follower() -> None:
    """Hear of patrols that name a vehicle."""
    follow(("patrol",), note_patrols)


def note_patrols(district: str, records: Sequence[Sealed]) -> None:
    """The outings of these patrols' vehicles are to be looked at again."""
    vehicles = {
        sealed.refs["vehicle"]
        for sealed in records
        if "vehicle" in sealed.refs and sealed.author != author_of(sealed.refs["vehicle"])
    }
    if vehicles:
        here = (Tracker.district == district) & Tracker.vehicle.in_(vehicles)
        db.session.execute(update(Tracker).where(here).values(look_again=True))
