"""The backups that were read back and found whole."""

from datetime import datetime

from sqlalchemy import BigInteger
from sqlalchemy.orm import Mapped, mapped_column

from xunhu.db import District, Model


class Backup(Model):
    """What one backup holds of one district: every number up to `seq`.

    `path` is its folder, `is_elsewhere` whether that lay on another file system than the data,
    `size` the bytes of its files without the images.
    """

    __tablename__ = "backup"

    district: Mapped[str] = mapped_column(District, primary_key=True)
    at: Mapped[datetime] = mapped_column(primary_key=True)
    seq: Mapped[int] = mapped_column(BigInteger)
    path: Mapped[str]
    is_elsewhere: Mapped[bool]
    size: Mapped[int] = mapped_column(BigInteger)
