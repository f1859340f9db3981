"""护路宣传: what outreach records come to. Only `apply` writes here."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import JSON, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from xunhu.db import District, Model, TownshipCode


class OutreachEvent(Model):
    """One publicity activity; `occurred_on` is its calendar day in Asia/Shanghai."""

    __tablename__ = "outreach_event"

    district: Mapped[str] = mapped_column(District, primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    township: Mapped[str] = mapped_column(TownshipCode)
    author: Mapped[str] = mapped_column(String(60))
    occurred_at: Mapped[datetime]
    occurred_on: Mapped[date]
    ended_at: Mapped[datetime]
    activity: Mapped[str] = mapped_column(String(20))
    venue: Mapped[str] = mapped_column(String(120))
    audience: Mapped[list[str]] = mapped_column(JSON)
    reached_count: Mapped[int]
    materials_count: Mapped[int]
    staff_count: Mapped[int]
    target: Mapped[UUID | None]
    campaign: Mapped[UUID | None]
    patrol: Mapped[UUID | None]

    __table_args__ = (Index(None, "district", "occurred_on", "township"),)
