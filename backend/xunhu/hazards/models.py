"""隐患: what the records of hazards and their steps come to. Only `apply` writes here."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from xunhu.db import District, Model, TownshipCode


class Hazard(Model):
    """A danger somebody saw; how it stands follows from its steps and is never stored."""

    __tablename__ = "hazard"

    district: Mapped[str] = mapped_column(District, primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    township: Mapped[str] = mapped_column(TownshipCode)
    author: Mapped[str] = mapped_column(String(60))
    occurred_at: Mapped[datetime]
    occurred_on: Mapped[date]
    category: Mapped[str] = mapped_column(String(20))
    severity: Mapped[str] = mapped_column(String(10))
    description: Mapped[str] = mapped_column(String(1000))
    lon: Mapped[float]
    lat: Mapped[float]
    patrol: Mapped[UUID | None]
    target: Mapped[UUID | None]

    __table_args__ = (Index(None, "district", "occurred_on", "township"),)


class HazardStep(Model):
    """Something done about a hazard; it may arrive before the hazard itself."""

    __tablename__ = "hazard_step"

    district: Mapped[str] = mapped_column(District, primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    hazard: Mapped[UUID]
    township: Mapped[str] = mapped_column(TownshipCode)
    author: Mapped[str] = mapped_column(String(60))
    occurred_at: Mapped[datetime]
    occurred_on: Mapped[date]
    action: Mapped[str] = mapped_column(String(10))
    responsible_unit: Mapped[str | None] = mapped_column(String(120))
    due_on: Mapped[date | None]

    __table_args__ = (Index(None, "district", "hazard", "occurred_at"),)
