"""Removes kept images that no record names any more, as after an erasure."""

from collections.abc import Iterator
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from xunhu.attachments.store import COMING
from xunhu.db import writing
from xunhu.disk import IMAGES
from xunhu.records.models import Attachment, DistrictClock


def remove_unnamed(data_dir: Path) -> int:
    """Gives how many files went; a file is looked at under the lock of all districts.

    An image takes its place under the lock of its district, so that none goes that just came.
    """
    with writing() as session:
        clocks = select(DistrictClock.district).order_by(DistrictClock.district)
        session.execute(clocks.with_for_update()).all()
        unnamed = list(_unnamed(session, data_dir / IMAGES))
        for path in unnamed:
            path.unlink()
    return len(unnamed)


def _unnamed(session: Session, root: Path) -> Iterator[Path]:
    asked = select(Attachment.kept_sha256).where(Attachment.kept_sha256.is_not(None)).distinct()
    named = {sha256.hex() for sha256 in session.scalars(asked) if sha256}
    for folder in root.iterdir() if root.is_dir() else ():
        if folder.name != COMING:
            yield from (path for path in folder.iterdir() if path.name not in named)
