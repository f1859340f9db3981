"""Users, the townships they belong to, their sign-ins, and the devices these came from."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKey, ForeignKeyConstraint, Index, LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from xunhu.db import District, Model, TownshipCode
from xunhu.records.roles import Role


class User(Model):
    """Somebody who may sign in; `username` is unique over all districts."""

    __tablename__ = "user"

    district: Mapped[str] = mapped_column(ForeignKey("district_clock.district"), primary_key=True)
    username: Mapped[str] = mapped_column(String(60), primary_key=True)
    name: Mapped[str] = mapped_column(String(60))
    role: Mapped[str] = mapped_column(String(30))
    password_hash: Mapped[str] = mapped_column(String(200))
    disabled: Mapped[bool] = mapped_column(default=False)
    memberships: Mapped[list["Membership"]] = relationship(
        lazy="selectin", cascade="all, delete-orphan"
    )

    __table_args__ = (Index("uq_user_username", "username", unique=True),)

    @property
    def role_of(self) -> Role:
        return Role(self.role)


class Membership(Model):
    """A user's time in a township; both days count, `until_on` null means still."""

    __tablename__ = "membership"

    district: Mapped[str] = mapped_column(District, primary_key=True)
    username: Mapped[str] = mapped_column(String(60), primary_key=True)
    township: Mapped[str] = mapped_column(TownshipCode, primary_key=True)
    from_on: Mapped[date] = mapped_column(primary_key=True)
    until_on: Mapped[date | None]

    __table_args__ = (
        ForeignKeyConstraint(["district", "username"], ["user.district", "user.username"]),
    )


class LoginSession(Model):
    """A sign-in, kept by the hash of its token."""

    __tablename__ = "login_session"

    district: Mapped[str] = mapped_column(District, primary_key=True)
    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    username: Mapped[str] = mapped_column(String(60))
    device: Mapped[str | None] = mapped_column(String(60))
    device_name: Mapped[str | None] = mapped_column(String(120))
    began_at: Mapped[datetime]
    used_at: Mapped[datetime]

    __table_args__ = (
        ForeignKeyConstraint(["district", "username"], ["user.district", "user.username"]),
        Index("uq_login_session_token_hash", "token_hash", unique=True),
        Index(None, "district", "device"),
    )


class Device(Model):
    """A phone or browser on which somebody signed in, by the id that it gave itself.

    Kept so that a lost one can be shut out, and so that it is known what was lost with it. For
    that alone: the last contact to the hour and no earlier one, whose sign-in was the last, and no
    place. `unsent` is what the device last said is still on it, null while it never said;
    `unsent_count` is how much that is, and `report_epoch` the epoch in which it said so: after a
    restore more may be missing than it told.
    """

    __tablename__ = "device"

    district: Mapped[str] = mapped_column(District, primary_key=True)
    id: Mapped[str] = mapped_column(String(60), primary_key=True)
    name: Mapped[str | None] = mapped_column(String(120))
    username: Mapped[str] = mapped_column(String(60))
    first_seen_at: Mapped[datetime]
    last_seen_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    revoked_by: Mapped[str | None] = mapped_column(String(60))
    revoke_reason: Mapped[str | None] = mapped_column(String(500))
    unsent: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    unsent_count: Mapped[int] = mapped_column(default=0)
    reported_at: Mapped[datetime | None]
    report_epoch: Mapped[UUID | None]

    __table_args__ = (
        ForeignKeyConstraint(["district", "username"], ["user.district", "user.username"]),
        Index(None, "district", "last_seen_at"),
        Index(None, "district", "username"),
    )


class MachineToken(Model):
    """What a machine may do, kept by the hash of its secret; `vehicle` is whose positions it sends,
    null for one that serves the whole fleet.

    `used_at` is its last use, to the hour.
    """

    __tablename__ = "machine_token"

    district: Mapped[str] = mapped_column(ForeignKey("district_clock.district"), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(60))
    token_hash: Mapped[bytes] = mapped_column(LargeBinary(32))
    scopes: Mapped[list[str]] = mapped_column(JSON)
    vehicle: Mapped[UUID | None]
    issued_by: Mapped[str] = mapped_column(String(60))
    issued_at: Mapped[datetime]
    expires_at: Mapped[datetime | None]
    used_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]

    __table_args__ = (Index("uq_machine_token_token_hash", "token_hash", unique=True),)
