"""Office chores on users: make one, change one, shut one out."""

from collections.abc import Collection
from datetime import date, timedelta

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from xunhu.auth.models import LoginSession, Membership, User
from xunhu.problems import InvalidInput, Said, fault_at
from xunhu.records.models import DistrictClock
from xunhu.records.roles import OFFICE, TOWNSHIP_ROLES, VEHICLE, Role
from xunhu.townships.models import Township

MIN_PASSWORD, MAX_PASSWORD = 8, 200
FIRST_DAY = date(2000, 1, 1)  # a clerk enters paper records of any earlier year as well

hasher = PasswordHasher()  # argon2id with the library's defaults (RFC 9106, low memory)
NOBODY = hasher.hash("nobody's password, for a refusal that takes as long as a check")


def password_is(user: User | None, password: str) -> bool:
    """Whether a password is the user's; takes as long when there is no such user."""
    try:
        hasher.verify(user.password_hash if user else NOBODY, password)
    except Argon2Error:
        return False
    return user is not None and not user.disabled


def find_user(session: Session, username: str) -> User | None:
    """The user of that name, in whatever district."""
    return session.scalars(select(User).where(User.username == username)).one_or_none()


def add_user(
    session: Session,
    username: str,
    *,
    role: Role,
    password_hash: str,
    name: str | None = None,
    townships: Collection[str] = (),
    district: str | None = None,
) -> User:
    """Add a user with a password hashed by `hashed`; raises InvalidInput with the place."""
    _require(0 < len(username) <= 60 and username.isprintable(), "username", "wrong-length")
    is_ours = username == OFFICE or username.startswith(VEHICLE)
    is_free = not is_ours and find_user(session, username) is None
    _require(is_free, "username", "username-taken")
    home = _home(session, role, townships, district)
    user = User(
        district=home,
        username=username,
        name=name or username,
        role=role.value,
        password_hash=password_hash,
        disabled=False,
    )
    user.memberships = _memberships(user, townships, FIRST_DAY)
    session.add(user)
    return user


def move(session: Session, user: User, role: Role, townships: Collection[str], today: date) -> None:
    """Give a user another post: what is no longer theirs ends yesterday, what is new begins today.

    Without townships named, a township role keeps those that it has.
    """
    had = {m.township for m in user.memberships if m.until_on is None}
    wanted = set(townships) or (had if role in TOWNSHIP_ROLES else set())
    _home(session, role, wanted, user.district)
    user.role = role.value
    for membership in [m for m in user.memberships if m.until_on is None]:
        if membership.township not in wanted:
            _leave(user, membership, today)
    user.memberships += _memberships(user, wanted - had, today)


def _leave(user: User, membership: Membership, today: date) -> None:
    if membership.from_on >= today:  # given today by mistake
        user.memberships.remove(membership)
    else:
        membership.until_on = today - timedelta(days=1)


def set_password(session: Session, user: User, password: str) -> None:
    """Give a user another password; every sign-in ends."""
    user.password_hash = hashed(password)
    _end_sign_ins(session, user)


def disable(session: Session, user: User) -> None:
    """Shut a user out; every sign-in ends, every record stays."""
    user.disabled = True
    _end_sign_ins(session, user)


def _end_sign_ins(session: Session, user: User) -> None:
    session.execute(delete(LoginSession).where(LoginSession.username == user.username))


def hashed(password: str) -> str:
    """The argon2id hash of a password that is long enough, and no longer than sign-in takes."""
    _require(len(password) >= MIN_PASSWORD, "password", "password-too-short")
    _require(len(password) <= MAX_PASSWORD, "password", "wrong-length")
    return hasher.hash(password)


def _home(session: Session, role: Role, townships: Collection[str], district: str | None) -> str:
    """The district that a user of these townships belongs to."""
    if role in TOWNSHIP_ROLES:
        _require(bool(townships), "township", "required")
    else:
        _require(not townships, "township", "no-township")
    codes = {code[:6] for code in townships} | ({district} if district else set())
    if not codes:
        codes = set(session.scalars(select(DistrictClock.district)))
    _require(len(codes) == 1, "district", "one-district")
    home = codes.pop()
    _require(session.get(DistrictClock, home) is not None, "district", "unknown-district")
    for code in townships:
        _require(session.get(Township, (home, code)) is not None, "township", "unknown-township")
    return home


def _memberships(user: User, townships: Collection[str], from_on: date) -> list[Membership]:
    return [
        Membership(
            district=user.district,
            username=user.username,
            township=code,
            from_on=from_on,
            until_on=None,
        )
        for code in sorted(set(townships))
    ]


def _require(holds: bool, place: str, code: str) -> None:
    if not holds:
        fault = fault_at(f"/{place}", code)
        raise InvalidInput(Said(f"用户资料有误：{place}", f"the user's {place} won't do"), [fault])
