"""The demo's people, vehicles, places and campaigns as rows."""

from datetime import date
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from xunhu.auth.accounts import add_user, find_user, hashed
from xunhu.auth.models import User
from xunhu.auth.who import Who
from xunhu.db import utcnow
from xunhu.demo.devices import devices
from xunhu.demo.people import DEMO_PASSWORD, SIGN_INS, campaigns, users, vehicles
from xunhu.demo.places import targets
from xunhu.patrols.models import Campaign, Vehicle
from xunhu.targets.shipped import DISTRICT, put_features


def is_there(session: Session) -> bool:
    """Whether the demo was added before."""
    return find_user(session, SIGN_INS[0]) is not None


def has_users(session: Session) -> bool:
    """Whether anybody is there at all."""
    return session.scalar(select(User.username).limit(1)) is not None


def sender_named(session: Session, username: str) -> Who:
    """A user of the demo as the sender of a push; raises RuntimeError for an unknown one."""
    user = find_user(session, username)
    if user is None:
        raise RuntimeError(f"the demo has no user {username}")
    return Who.of(user, utcnow())


def add_people(session: Session, epoch: UUID) -> None:
    """Users with the demo password, their vehicles and some of their devices."""
    password_hash = hashed(DEMO_PASSWORD)  # once: each takes a tenth of a second
    for user in users():
        add_user(
            session,
            user.username,
            role=user.role,
            password_hash=password_hash,
            name=user.name,
            townships=user.townships,
            district=DISTRICT,
        )
    session.add_all(
        Vehicle(
            district=DISTRICT,
            id=UUID(vehicle.id),
            name=vehicle.name,
            plate=vehicle.plate,
            township=vehicle.township,
        )
        for vehicle in vehicles()
    )
    session.flush()  # the users come before their devices
    session.add_all(devices(utcnow(), epoch))


def add_places(session: Session) -> None:
    """Example targets; the rails came with the reference data."""
    put_features(session, (f for f in targets() if f["properties"]["layer"] != "railway"))


def add_campaigns(session: Session, until: date) -> None:
    """The campaigns that run on the last day of the demo."""
    session.add_all(
        Campaign(
            district=DISTRICT,
            id=UUID(campaign.id),
            name=campaign.name,
            from_on=campaign.from_on,
            until_on=campaign.until_on,
        )
        for campaign in campaigns(until)
    )
