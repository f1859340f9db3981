"""巡防: what the records of a patrol come to. Only `apply` writes here."""

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, BigInteger, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from xunhu.db import District, Model, TownshipCode


class Vehicle(Model):
    """An electric patrol vehicle of a township."""

    __tablename__ = "vehicle"

    district: Mapped[str] = mapped_column(District, primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(60))
    plate: Mapped[str | None] = mapped_column(String(20))
    township: Mapped[str] = mapped_column(TownshipCode)


class Campaign(Model):
    """A drive of some weeks, such as the fire season."""

    __tablename__ = "campaign"

    district: Mapped[str] = mapped_column(District, primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(60))
    from_on: Mapped[date]
    until_on: Mapped[date]


class Patrol(Model):
    """One outing; `began_on` is its calendar day in Asia/Shanghai.

    `number` is what sets of patrols hold: that of its sealed record.
    """

    __tablename__ = "patrol"

    district: Mapped[str] = mapped_column(District, primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(BigInteger)
    township: Mapped[str] = mapped_column(TownshipCode)
    author: Mapped[str] = mapped_column(String(60))
    began_at: Mapped[datetime]
    began_on: Mapped[date]
    purpose: Mapped[str] = mapped_column(String(20))
    crew_count: Mapped[int]
    vehicle: Mapped[UUID | None]
    campaign: Mapped[UUID | None]

    __table_args__ = (
        Index(None, "district", "began_on"),
        UniqueConstraint("district", "number"),
    )


class PatrolEnd(Model):
    """The end of a patrol; it may arrive before the patrol itself."""

    __tablename__ = "patrol_end"

    district: Mapped[str] = mapped_column(District, primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    patrol: Mapped[UUID]
    ended_at: Mapped[datetime]
    part_count: Mapped[int]
    interruptions: Mapped[list[dict[str, Any]]] = mapped_column(JSON)

    __table_args__ = (Index(None, "district", "patrol"),)


class TrackSegment(Model):
    """A run of fixes, between these degrees; `fixes` is null while they are as they were sealed.

    Those of an amended segment are packed by `patrols.fixes`, and so are those of old rows, which
    have no bounds; those of a thinned one are gone. Source, author and device together tell its
    receiver: two phones in one vehicle are two.
    """

    __tablename__ = "track_segment"

    district: Mapped[str] = mapped_column(District, primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    patrol: Mapped[UUID]
    part: Mapped[int]
    source: Mapped[str] = mapped_column(String(10))
    author: Mapped[str] = mapped_column(String(60))
    device: Mapped[UUID | None]
    fix_count: Mapped[int]
    received_at: Mapped[datetime]
    west: Mapped[float | None]
    south: Mapped[float | None]
    east: Mapped[float | None]
    north: Mapped[float | None]
    fixes: Mapped[bytes | None]

    __table_args__ = (Index(None, "district", "patrol", "part"),)
