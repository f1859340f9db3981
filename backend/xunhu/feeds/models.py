"""What vehicles' own trackers reported and what is not sealed yet."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import BigInteger, ForeignKey, ForeignKeyConstraint
from sqlalchemy.orm import Mapped, mapped_column

from xunhu.db import District, Model


class Tracker(Model):
    """A vehicle that has reported; `patrol` is the one that its feed opened, while it is open.

    `look_again`: a person's patrol that names the vehicle came since its outings were looked at.
    """

    __tablename__ = "tracker"

    district: Mapped[str] = mapped_column(ForeignKey("district_clock.district"), primary_key=True)
    vehicle: Mapped[UUID] = mapped_column(primary_key=True)
    heard_at: Mapped[datetime]
    patrol: Mapped[UUID | None]
    look_again: Mapped[bool] = mapped_column(default=False)


class TrackerFix(Model):
    """A position that waits to be sealed; the first of an instant counts, a repeated one doesn't.

    The row goes in the transaction that seals it.
    """

    __tablename__ = "tracker_fix"

    district: Mapped[str] = mapped_column(District, primary_key=True)
    vehicle: Mapped[UUID] = mapped_column(primary_key=True)
    time_ms: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    lon: Mapped[float]
    lat: Mapped[float]
    accuracy_m: Mapped[float | None]
    received_at: Mapped[datetime]

    __table_args__ = (
        ForeignKeyConstraint(["district", "vehicle"], ["tracker.district", "tracker.vehicle"]),
    )
