"""Tokens of machines: a random secret shown once, its hash in the database, scopes and an end."""

import hashlib
import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID, uuid4

from flask import request
from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from xunhu.auth.models import MachineToken
from xunhu.auth.who import NotSignedIn
from xunhu.db import db, utcnow, writing
from xunhu.problems import NotFound

MARK = "xht_"  # so that a secret that leaked into a text can be found
TOUCH_AFTER = timedelta(hours=1)  # a use is written down at most once an hour


class Scope(StrEnum):
    """What a token is good for."""

    READ_COVERAGE = "read:coverage"
    READ_RECORDS = "read:records"
    WRITE_POSITIONS = "write:positions"


class NoToken(NotSignedIn):
    """No valid token came; clients that wait to be asked for a password are asked."""

    headers: Mapping[str, str] = {"WWW-Authenticate": 'Basic realm="xunhu", charset="UTF-8"'}


@dataclass(frozen=True)
class Wanted:
    """A token to be issued, and who issues it."""

    district: str
    name: str
    scopes: Sequence[Scope]
    vehicle: UUID | None
    issued_by: str
    expires_at: datetime | None = None


def issue(session: Session, wanted: Wanted, now: datetime) -> tuple[MachineToken, str]:
    """Write a token down; its secret is given here and can't be read again."""
    secret = MARK + secrets.token_urlsafe(32)
    token = MachineToken(
        district=wanted.district,
        id=uuid4(),
        name=wanted.name,
        token_hash=_hash(secret),
        scopes=[scope.value for scope in wanted.scopes],
        vehicle=wanted.vehicle,
        issued_by=wanted.issued_by,
        issued_at=now,
        expires_at=wanted.expires_at,
    )
    session.add(token)
    return token, secret


def revoke(session: Session, district: str, identity: UUID, now: datetime) -> MachineToken:
    """Shut a token out from its next use on; the first time counts. Raises NotFound."""
    asked = select(MachineToken).where(
        MachineToken.district == district, MachineToken.id == identity
    )
    token = session.scalars(asked.with_for_update()).one_or_none()
    if token is None:
        raise NotFound
    token.revoked_at = token.revoked_at or now
    return token


def recognise(scope: Scope, key: str | None = None) -> MachineToken:
    """The token that came with this request, or as `key`; raises NoToken."""
    token = valid_token(_presented() or key)
    if scope not in token.scopes:
        raise NoToken
    return token


def valid_token(secret: str | None) -> MachineToken:
    """The token with this secret, its use written down; raises NoToken when it isn't valid now."""
    now = utcnow()
    asked = select(MachineToken).where(
        MachineToken.token_hash == _hash(secret or ""),
        MachineToken.revoked_at.is_(None),
        or_(MachineToken.expires_at.is_(None), MachineToken.expires_at > now),
    )
    token = db.session.scalars(asked).one_or_none()
    if token is None:
        raise NoToken
    if token.used_at is None or now - token.used_at > TOUCH_AFTER:
        return _touched(token, now)
    return token


def _touched(token: MachineToken, now: datetime) -> MachineToken:
    here = (MachineToken.district == token.district) & (MachineToken.id == token.id)
    with writing() as session:
        session.execute(update(MachineToken).where(here).values(used_at=now))
    return token


def _presented() -> str | None:
    """As `Authorization: Bearer`, or as the password of HTTP Basic, whoever the user is."""
    told = request.authorization
    if told is None:
        return None
    return told.token if told.type == "bearer" else told.password


def _hash(secret: str) -> bytes:
    return hashlib.sha256(secret.encode()).digest()
