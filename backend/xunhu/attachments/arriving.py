"""An image on its way in: its bytes, the clean bytes, the file, the row; in this order."""

import hashlib
from datetime import datetime
from pathlib import Path
from typing import BinaryIO, NamedTuple
from uuid import UUID

from flask import current_app
from sqlalchemy import select

from xunhu.attachments.apart import clean_apart
from xunhu.attachments.reach import one_to_send
from xunhu.attachments.sent import Sent
from xunhu.attachments.store import coming, is_kept, place_of, put_in_place, settled
from xunhu.auth.who import Who
from xunhu.db import db, writing
from xunhu.problems import Problem, Said
from xunhu.records.clock import lock_district, show_again
from xunhu.records.models import Attachment, SealedRecord


class DigestMismatch(Problem):
    """These are not the bytes that were told in the header, or not those that the record declares.

    The first is worth another try, the second is not; nor is an image of another type.
    """

    status, code = 422, "digest-mismatch"


class Arrival(NamedTuple):
    """The answer to an image, the same to every repetition; `seq` is null until it has come."""

    record: UUID
    slot: str
    sha256: str
    size: int
    media_type: str
    received_at: datetime | None
    seq: int | None
    is_new: bool = False


def take(who: Who, record: UUID, slot: str, sent: Sent) -> Arrival:
    """Keep an image; committed and on disk on return.

    One whose file was lost is kept anew, under the number that it has.
    """
    data_dir: Path = current_app.config["XUNHU"].data_dir
    wanted = one_to_send(db.session(), who, record, slot)
    declared, known = (wanted.media_type, wanted.sha256, wanted.size), _arrival(wanted)
    here = is_kept(data_dir, wanted.kept_sha256)
    db.session.rollback()  # a slow upload must not hold a connection
    with coming(data_dir) as (came, clean):
        _receive(sent, came, *declared)
        if here:
            return known
        clean_apart(came, clean, sent.media_type)
        return _keep(who, record, slot, sent, clean, data_dir)


def _receive(sent: Sent, came: BinaryIO, media_type: str, sha256: bytes, size: int) -> None:
    if sent.media_type != media_type:
        told = f"{sent.media_type} ≠ {media_type}"
        raise DigestMismatch(
            Said(f"不是记录所声明的类型：{told}", f"not the type declared: {told}")
        )
    found, count = hashlib.sha256(), 0
    for piece in sent.body:
        came.write(piece)
        found.update(piece)
        count += len(piece)
    if found.digest() != sent.digest:
        raise DigestMismatch(Said("内容与 Content-Digest 不符", "not what Content-Digest tells"))
    if (found.digest(), count) != (sha256, size):
        raise DigestMismatch(Said("不是记录所声明的图片", "not what the record declares"))


def _keep(
    who: Who, record: UUID, slot: str, sent: Sent, clean: BinaryIO, data_dir: Path
) -> Arrival:
    sha256, size = settled(clean)
    with writing() as session:
        clock = lock_district(session, who.district)
        row = one_to_send(session, who, record, slot)
        if is_kept(data_dir, row.kept_sha256):  # the same came twice at once
            return _arrival(row)
        put_in_place(clean, place_of(data_dir, sha256))
        row.kept_sha256, row.kept_size, row.kept_type = sha256, size, sent.media_type
        if row.received_at is not None:
            return _arrival(row)
        row.received_at = sent.at
        here = (SealedRecord.district == who.district) & (SealedRecord.id == record)
        row.seq = show_again(clock, session.scalars(select(SealedRecord).where(here)).one())
        return _arrival(row)._replace(is_new=True)


def _arrival(row: Attachment) -> Arrival:
    declared = (row.record, row.slot, row.sha256.hex(), row.size, row.media_type)
    return Arrival(*declared, row.received_at, row.seq)
