"""打卡: what check-ins come to. Only `apply` writes here."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from xunhu.db import District, Model, TownshipCode


class CheckIn(Model):
    """Somebody was at a target; `occurred_on` is the calendar day in Asia/Shanghai."""

    __tablename__ = "check_in"

    district: Mapped[str] = mapped_column(District, primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    township: Mapped[str] = mapped_column(TownshipCode)
    author: Mapped[str] = mapped_column(String(60))
    occurred_at: Mapped[datetime]
    occurred_on: Mapped[date]
    method: Mapped[str] = mapped_column(String(10))
    target: Mapped[UUID]
    patrol: Mapped[UUID | None]

    __table_args__ = (Index(None, "district", "occurred_on", "target"),)
