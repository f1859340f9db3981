"""覆盖目标: what should not stay unvisited, and the pieces that lines are cut into."""

from datetime import date
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, ForeignKeyConstraint, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from xunhu.db import District, Model, TownshipCode

DEFAULT_RADIUS_M = 150.0  # rule 5


class Layer(StrEnum):
    """What kind of place or line a target is."""

    RAILWAY = "railway"
    ROAD = "road"
    VILLAGE = "village"
    SCHOOL = "school"
    CROSSING = "crossing"
    CLINIC = "clinic"
    ENTERPRISE = "enterprise"
    OTHER = "other"


class TargetStatus(StrEnum):
    """Whether a target counts; only an open one does."""

    OPEN = "open"
    INACCESSIBLE = "inaccessible"
    EXCLUDED = "excluded"


class Target(Model):
    """A named place or line; `geometry` is GeoJSON in WGS-84."""

    __tablename__ = "target"

    district: Mapped[str] = mapped_column(District, primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    layer: Mapped[str] = mapped_column(String(20))
    name: Mapped[str] = mapped_column(String(120))
    code: Mapped[str | None] = mapped_column(String(40))
    township: Mapped[str | None] = mapped_column(TownshipCode)
    interval_days: Mapped[int | None]
    radius_m: Mapped[float | None]
    chainage_start_m: Mapped[float | None]
    status: Mapped[str] = mapped_column(String(20), default="open")
    status_reason: Mapped[str | None] = mapped_column(String(500))
    status_until_on: Mapped[date | None]
    status_approved_by: Mapped[str | None] = mapped_column(String(60))
    approximate: Mapped[bool] = mapped_column(default=False)
    geometry: Mapped[dict[str, Any]] = mapped_column(JSON)

    __table_args__ = (
        ForeignKeyConstraint(["district"], ["district_clock.district"]),
        Index("uq_target_code", "district", "layer", "code", unique=True),
    )


class Piece(Model):
    """The smallest thing that can be covered: 50 m of a line, or a whole point or polygon.

    `number` is what sets of the covered hold; `lon`, `lat` is the piece's midpoint; `township`
    is null outside every township; `from_m` and `length_m` are metres from the line's start.
    """

    __tablename__ = "piece"

    district: Mapped[str] = mapped_column(District, primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    target: Mapped[UUID]
    layer: Mapped[str] = mapped_column(String(20))
    township: Mapped[str | None] = mapped_column(TownshipCode)
    from_m: Mapped[float]
    length_m: Mapped[float]
    lon: Mapped[float]
    lat: Mapped[float]

    __table_args__ = (
        ForeignKeyConstraint(["district", "target"], ["target.district", "target.id"]),
        Index(None, "district", "target"),
    )
