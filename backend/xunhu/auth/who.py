"""Who is asking: the signed-in user of this request, as a plain value."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import wraps
from typing import Any

from flask import g

from xunhu.auth.models import User
from xunhu.problems import Forbidden, Problem
from xunhu.records.roles import TOWNSHIP_ROLES, Role
from xunhu.schemas import shanghai_day


class NotSignedIn(Problem):
    """No valid session came with the request."""

    status, code = 401, "not-signed-in"


class DeviceRevoked(Problem):
    """The device was shut out; nothing that is on it is touched."""

    status, code = 401, "device-revoked"


@dataclass(frozen=True)
class Belonging:
    """A time in a township; both days count."""

    township: str
    from_on: date
    until_on: date | None

    def covers(self, day: date) -> bool:
        """Whether the user belonged to the township on that day."""
        return self.from_on <= day and (self.until_on is None or day <= self.until_on)


@dataclass(frozen=True)
class Who:
    """A user as the rest of the product sees one; `townships` are today's."""

    district: str
    username: str
    name: str
    role: Role
    townships: tuple[str, ...]
    belongings: tuple[Belonging, ...]

    @property
    def id(self) -> str:
        """The user's id: the username, unique over all districts."""
        return self.username

    @classmethod
    def of(cls, user: User, now: datetime) -> "Who":
        """The user as of an instant."""
        times = tuple(Belonging(m.township, m.from_on, m.until_on) for m in user.memberships)
        return cls.known(user.district, user.username, user.name, Role(user.role), times, now)

    @classmethod
    def known(  # a row's columns
        cls,
        district: str,
        username: str,
        name: str,
        role: Role,
        times: tuple[Belonging, ...],
        now: datetime,
    ) -> "Who":
        """The user with these columns as of an instant."""
        today = shanghai_day(now)
        current = tuple(sorted({t.township for t in times if t.covers(today)}))
        return cls(district, username, name, role, current, times)

    def had_township(self, township: str, at: datetime) -> bool:
        """Whether the user belongs to a township today, or did at an instant.

        The day of a move belongs to both posts: the morning's work was done at the old one.
        """
        day = shanghai_day(at)
        days = (day, day - timedelta(days=1)) if day > date.min else (day,)
        return township in self.townships or any(
            b.township == township and any(map(b.covers, days)) for b in self.belongings
        )

    @property
    def sees_district(self) -> bool:
        """Whether the role reads the whole district."""
        return self.role not in TOWNSHIP_ROLES


def current_user() -> Who:
    """The signed-in user; raises NotSignedIn, or DeviceRevoked when that is the reason."""
    if g.get("device_revoked"):
        raise DeviceRevoked
    who: Who | None = g.get("who")
    if who is None:
        raise NotSignedIn
    return who


def current_device() -> str | None:
    """The id that this request's device gave at sign-in, if it gave one."""
    device: str | None = g.get("device")
    return device


def signed_in(view: Callable[..., Any]) -> Callable[..., Any]:
    """Let only signed-in users through."""
    return roles(*Role)(view)


def roles(*allowed: Role) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Let only these roles through; the others get Forbidden."""

    def guard(view: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(view)
        def guarded(*args: Any, **kwargs: Any) -> Any:
            if current_user().role not in allowed:
                raise Forbidden
            return view(*args, **kwargs)

        guarded.allowed = allowed  # type: ignore[attr-defined]  # for the description
        return guarded

    return guard
