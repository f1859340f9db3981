"""The sealed records, the parked ones, and the clock that numbers them."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, BigInteger, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from xunhu.db import District, Model, TownshipCode

ERASED, THINNED = "erased", "thinned"
LET_GO = (ERASED, THINNED)  # states of a record whose bytes aren't those that were sealed


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
    """A record as it was sealed on the phone: its exact bytes, number and whereabouts.

    `township` and `occurred_at` are those of the current view. `shown` is its place in what is
    pulled: `seq`, until what its readers see of it changes. `about` and `about_author` are the
    kind and author of the record that an amendment or a void is about, once that has come.
    `correction` is what a supervisor changed when accepting it after it was parked. The roles are
    those of the day it was sent; the sender has none where the office brought it. Of a thinned
    record the digest is still that of what was sealed, the content what is left of it.
    """

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
    shown: Mapped[int] = mapped_column(BigInteger)
    about: Mapped[str | None] = mapped_column(String(40))
    about_author: Mapped[str | None] = mapped_column(String(60))
    author_role: Mapped[str | None] = mapped_column(String(30))
    sender_role: Mapped[str | None] = mapped_column(String(30))
    correction: Mapped[dict[str, Any] | None] = mapped_column(JSON)

    __table_args__ = (
        UniqueConstraint("district", "id"),
        Index(None, "district", "township", "kind", "seq"),
        Index(None, "district", "author", "kind", "seq"),
        Index(None, "district", "state"),
        Index("ix_sealed_record_district_shown", "district", "shown", unique=True),
    )


class Revision(Model):
    """An amendment or a void, by its number, and the record that it is about.

    `base_digest` and `changes` are those of an amendment; `fault` says why it has no effect.
    """

    __tablename__ = "revision"

    district: Mapped[str] = mapped_column(District, primary_key=True)
    seq: Mapped[int] = mapped_column(BigInteger, primary_key=True, autoincrement=False)
    id: Mapped[UUID]
    kind: Mapped[str] = mapped_column(String(40))
    record: Mapped[UUID]
    digest: Mapped[bytes]
    township: Mapped[str] = mapped_column(TownshipCode)
    author: Mapped[str] = mapped_column(String(60))
    author_role: Mapped[str | None] = mapped_column(String(30))
    sender_role: Mapped[str | None] = mapped_column(String(30))
    base_digest: Mapped[bytes | None]
    changes: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    in_force: Mapped[bool] = mapped_column(default=False)
    fault: Mapped[str | None] = mapped_column(String(40))

    __table_args__ = (
        UniqueConstraint("district", "id"),
        Index(None, "district", "record"),
    )


class TownshipMove(Model):
    """When a record last moved into or out of a township: its readers have to begin again."""

    __tablename__ = "township_move"

    district: Mapped[str] = mapped_column(District, primary_key=True)
    township: Mapped[str] = mapped_column(TownshipCode, primary_key=True)
    number: Mapped[int] = mapped_column(BigInteger)


class MissingReference(Model):
    """What a record refers to and what has not come; the row goes when it comes."""

    __tablename__ = "missing_reference"

    district: Mapped[str] = mapped_column(District, primary_key=True)
    record: Mapped[UUID] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    to: Mapped[UUID]
    since: Mapped[datetime]

    __table_args__ = (Index(None, "district", "to"), Index(None, "district", "since"))


class Attachment(Model):
    """An image that a sealed record declares; `kept_*` describe what the server made of it.

    `seq` is the number under which its arrival was written down.
    """

    __tablename__ = "attachment"

    district: Mapped[str] = mapped_column(District, primary_key=True)
    record: Mapped[UUID] = mapped_column(primary_key=True)
    slot: Mapped[str] = mapped_column(String(40), primary_key=True)
    sha256: Mapped[bytes]
    size: Mapped[int]
    media_type: Mapped[str] = mapped_column(String(20))
    received_at: Mapped[datetime | None]
    seq: Mapped[int | None] = mapped_column(BigInteger)
    kept_sha256: Mapped[bytes | None]
    kept_size: Mapped[int | None]
    kept_type: Mapped[str | None] = mapped_column(String(20))

    __table_args__ = (Index(None, "district", "received_at"),)


class ParkedRecord(Model):
    """A record that was readable but not acceptable: kept until somebody decides.

    `decision` is null while it waits, then `accepted` or `discarded`; `shown` is the place of the
    decision in what is pulled.
    """

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
    decision: Mapped[str | None] = mapped_column(String(12))
    decided_by: Mapped[str | None] = mapped_column(String(60))
    decided_at: Mapped[datetime | None]
    reason: Mapped[str | None] = mapped_column(String(500))
    shown: Mapped[int | None] = mapped_column(BigInteger)

    __table_args__ = (Index(None, "district", "shown"), Index(None, "district", "decision"))
