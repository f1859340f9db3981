"""Sign-ins: a random token in a cookie, its hash in the database, 90 days from the last use."""

import hashlib
import secrets
from datetime import datetime, timedelta
from functools import partial

from flask import Response, after_this_request, g, request
from sqlalchemy import bindparam, delete, select, update

from xunhu.auth.devices.register import register, touch
from xunhu.auth.models import Device, LoginSession, Membership, User
from xunhu.auth.who import Belonging, Who
from xunhu.db import db, utcnow, writing
from xunhu.problems import Problem
from xunhu.records.roles import Role
from xunhu.statements import ask, by_ids, table_of

COOKIE = "xunhu_session"
LASTS = timedelta(days=90)
TOUCH_AFTER = timedelta(hours=1)  # a use is written down at most once an hour
SIGNED_IN_PLACES = ("/api/", "/ogc/")  # the pages themselves need nobody
SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}


_LOGIN, _USER, _DEVICE = map(table_of, (LoginSession, User, Device))
# asked before every request: made once, and no objects of what is only read
_SIGNED_IN = (
    select(_LOGIN.c.district, _LOGIN.c.device, _LOGIN.c.used_at, _DEVICE.c.revoked_at)
    .add_columns(_USER.c.username, _USER.c.name, _USER.c.role)
    .join(_USER, _USER.c.username == _LOGIN.c.username)
    .outerjoin(
        _DEVICE, (_DEVICE.c.district == _LOGIN.c.district) & (_DEVICE.c.id == _LOGIN.c.device)
    )
    .where(_LOGIN.c.token_hash == bindparam("token"), _LOGIN.c.used_at > bindparam("since"))
    .where(_USER.c.disabled.is_(False))
)
_BELONGINGS = by_ids(
    Membership.username, Membership.township, Membership.from_on, Membership.until_on
)


class CsrfRejected(Problem):
    """An unsafe method came with a cookie, but not from our own page."""

    status, code = 403, "csrf-rejected"


def begin(user: User, device: str | None, device_name: str | None, now: datetime) -> str:
    """Write a new sign-in down and give the token that goes into the cookie.

    Raises DeviceRevoked when the device was shut out.
    """
    token = secrets.token_urlsafe(32)
    login = LoginSession(
        district=user.district,
        token_hash=_hash(token),
        username=user.username,
        device=device,
        device_name=device_name,
        began_at=now,
        used_at=now,
    )
    with writing() as session:
        register(session, login)
        session.add(login)
    return token


def end() -> None:
    """Forget this request's sign-in, wherever it came from."""
    token = request.cookies.get(COOKIE)
    if token:
        with writing() as session:
            session.execute(delete(LoginSession).where(LoginSession.token_hash == _hash(token)))


def hand_over(response: Response, token: str) -> None:
    """Set the cookie; it is never readable by a script, and never sent from another site."""
    age = int(LASTS.total_seconds())
    secure = request.is_secure
    response.set_cookie(
        COOKIE, token, max_age=age, httponly=True, samesite="Lax", secure=secure, path="/"
    )


def recognise() -> None:
    """Before every request: who is asking, and did our own page ask?"""
    token = request.cookies.get(COOKIE)
    if not token or not request.path.startswith(SIGNED_IN_PLACES):
        return
    if request.method not in SAFE_METHODS and not _from_our_page():
        raise CsrfRejected
    now = utcnow()
    found = ask(db.session(), _SIGNED_IN, {"token": _hash(token), "since": now - LASTS}).first()
    if found is None:
        return
    if found.revoked_at is not None:
        g.device_revoked = True
        return
    told = {"district": found.district, "ids": [found.username]}
    times = tuple(Belonging(*row) for row in ask(db.session(), _BELONGINGS, told))
    g.who = Who.known(found.district, found.username, found.name, Role(found.role), times, now)
    g.device = found.device
    if now - found.used_at > TOUCH_AFTER:
        _touch(token, found.district, found.device, now)


def _touch(token: str, district: str, device: str | None, now: datetime) -> None:
    with writing() as session:
        session.execute(
            update(LoginSession).where(LoginSession.token_hash == _hash(token)).values(used_at=now)
        )
        touch(session, district, device, now)
    after_this_request(partial(_renew, token))


def _renew(token: str, response: Response) -> Response:
    """Set the cookie anew: a browser forgets it 90 days after it was set, used or not."""
    if not any(told.startswith(COOKIE) for told in response.headers.getlist("Set-Cookie")):
        hand_over(response, token)
    return response


def _from_our_page() -> bool:
    if request.headers.get("Sec-Fetch-Site") == "same-origin":
        return True
    return request.headers.get("Origin", "").rstrip("/") == request.host_url.rstrip("/")


def _hash(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()
