"""What tests of backups say again and again."""

import hashlib
import os
from collections.abc import Callable
from pathlib import Path
from uuid import UUID

from click.testing import Result
from flask import Flask

from make import id_of
from people import NANCHUAN
from xunhu.backups.take import Taken
from xunhu.db import db, utcnow, writing
from xunhu.disk import image_place
from xunhu.records.clock import lock_district, next_number
from xunhu.records.models import Attachment, DistrictClock

Office = Callable[..., Result]
BackUp = Callable[..., Taken]
NOWHERE = -1  # the number of no file system: every other lies elsewhere


def silent(_what: str, _done: int, _total: int) -> None:
    """Nobody watches."""


def district(app: Flask, code: str = NANCHUAN) -> DistrictClock:
    """The clock of a district as it stands in the database."""
    with app.app_context():
        return db.session.get_one(DistrictClock, code)


def add_image(app: Flask, record: bytes, content: bytes) -> Path:
    """An image that has arrived for a record: its file, then its row."""
    digest = hashlib.sha256(content)
    path = image_place(app.config["XUNHU"].data_dir, digest.hexdigest())
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    with app.app_context(), writing() as session:
        arrived = Attachment(
            district=NANCHUAN,
            record=UUID(id_of(record)),
            slot="photo",
            sha256=os.urandom(32),
            size=9,
            media_type="image/jpeg",
            received_at=utcnow(),
            seq=next_number(lock_district(session, NANCHUAN)),
            kept_sha256=digest.digest(),
            kept_size=len(content),
            kept_type="image/jpeg",
        )
        session.add(arrived)
    return path


def all_files(folder: Path) -> dict[str, bytes]:
    """Every file below a folder with its bytes."""
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }
