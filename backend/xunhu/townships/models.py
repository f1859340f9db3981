"""镇街 and villages: reference data of a district."""

from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from xunhu.db import District, Model, TownshipCode


class Township(Model):
    """The unit of reporting and of permission; `boundary` is a GeoJSON geometry or null."""

    __tablename__ = "township"

    district: Mapped[str] = mapped_column(ForeignKey("district_clock.district"), primary_key=True)
    code: Mapped[str] = mapped_column(TownshipCode, primary_key=True)
    name: Mapped[str] = mapped_column(String(60))
    kind: Mapped[str] = mapped_column(String(10), default="")
    pinyin: Mapped[str] = mapped_column(String(60), default="")
    boundary: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    approximate: Mapped[bool] = mapped_column(default=False)


class Village(Model):
    """A village or community within a township; codes have 12 digits."""

    __tablename__ = "village"

    district: Mapped[str] = mapped_column(District, primary_key=True)
    code: Mapped[str] = mapped_column(String(12), primary_key=True)
    township: Mapped[str] = mapped_column(TownshipCode)
    name: Mapped[str] = mapped_column(String(60))
    kind: Mapped[str] = mapped_column(String(10), default="")

    __table_args__ = (Index(None, "district", "township"),)
