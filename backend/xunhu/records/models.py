"""The sealed records, the parked ones, and the clock that numbers them."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from xunhu.db import District, Model, TownshipCode


class DistrictClock(Model):
    """One row a district: its last number, and the epoch that the numbers belong to.

    `reference_version` is another after every change of boundaries or targets; `last_piece` is the
    highest number that a piece of a target ever had; `durable_seq` is the last number that a backup
    on another file system holds.
    """

    __tablename__ = "district_clock"

    district: Mapped[str] = mapped_column(District, primary_key=True)
    name: Mapped[str] = mapped_column(String(60))
    last_seq: Mapped[int] = mapped_column(BigInteger, default=0)
    durable_seq: Mapped[int] = mapped_column(BigInteger, default=0)
    epoch: Mapped[UUID]
    reference_version: Mapped[int] = mapped_column(BigInteger, default=0)
    last_piece: Mapped[int] = mapped_column(default=0)


class SealedRecord(Model):
    """A record as it was sealed on the phone: its exact bytes, number and whereabouts."""

    __tablename__ = "sealed_record"

    district: Mapped[str] = mapped_column(ForeignKey("district_clock.district"), primary_key=True)
    seq: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    id: Mapped[UUID]
    digest: Mapped[bytes]
    kind: Mapped[str] = mapped_column(String(40))
    township: Mapped[str] = mapped_column(TownshipCode)
    author: Mapped[str] = mapped_column(String(60))
    sender: Mapped[str] = mapped_column(String(60))
    device: Mapped[UUID | None]
    occurred_at: Mapped[datetime]
    received_at: Mapped[datetime]
    content: Mapped[bytes]
    state: Mapped[str] = mapped_column(String(12), default="applied")
    fault: Mapped[str | None]

    __table_args__ = (
        UniqueConstraint("district", "id"),
        Index(None, "district", "township", "kind", "seq"),
        Index(None, "district", "author", "kind", "seq"),
        Index(None, "district", "state"),
    )


class ParkedRecord(Model):
    """A record that was readable but not acceptable: kept until somebody decides."""

    __tablename__ = "parked_record"

    district: Mapped[str] = mapped_column(ForeignKey("district_clock.district"), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    digest: Mapped[bytes]
    kind: Mapped[str | None] = mapped_column(String(40))
    township: Mapped[str | None] = mapped_column(TownshipCode)
    author: Mapped[str | None] = mapped_column(String(60))
    sender: Mapped[str] = mapped_column(String(60))
    received_at: Mapped[datetime]
    content: Mapped[bytes]
    code: Mapped[str] = mapped_column(String(40))
    errors: Mapped[list[dict[str, Any]]] = mapped_column(JSON)
