"""法律诊所: what sittings come to. Nothing here can hold a client's name."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import ForeignKeyConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from xunhu.db import District, Model, TownshipCode


class ClinicSession(Model):
    """One sitting; `occurred_on` is its calendar day in Asia/Shanghai."""

    __tablename__ = "clinic_session"

    district: Mapped[str] = mapped_column(District, primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    township: Mapped[str] = mapped_column(TownshipCode)
    author: Mapped[str] = mapped_column(String(60))
    clinic: Mapped[UUID]
    occurred_at: Mapped[datetime]
    occurred_on: Mapped[date]
    ended_at: Mapped[datetime]
    staff_count: Mapped[int]
    consultations: Mapped[list["Consultation"]] = relationship(cascade="all, delete-orphan")

    __table_args__ = (Index(None, "district", "occurred_on", "township"),)


class Consultation(Model):
    """One question dealt with; no name of the asker."""

    __tablename__ = "consultation"

    district: Mapped[str] = mapped_column(District, primary_key=True)
    session: Mapped[UUID] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    topic: Mapped[str] = mapped_column(String(20))
    outcome: Mapped[str] = mapped_column(String(20))
    minutes: Mapped[int]
    age_band: Mapped[str | None] = mapped_column(String(10))

    __table_args__ = (
        ForeignKeyConstraint(
            ["district", "session"], ["clinic_session.district", "clinic_session.id"]
        ),
    )
