"""How far phones may forget: what the backup before the newest holds, on another file system."""

from collections.abc import Collection
from pathlib import Path

from sqlalchemy import inspect, select
from sqlalchemy.orm import Session

from xunhu.backups import images, manifest
from xunhu.backups.manifest import Manifest
from xunhu.backups.models import Backup
from xunhu.backups.refusals import BadBackup
from xunhu.db import db, writing
from xunhu.disk import image_place
from xunhu.records.clock import lock_district

LOOKED_AT = 30  # older backups than that many are not asked for


def is_elsewhere(device: int, data_devices: Collection[int]) -> bool:
    """Whether a file system (`st_dev`) holds none of the data."""
    return device not in data_devices


def risen(durable_seq: int, newest_is_elsewhere: bool, seq_before: int | None) -> int:
    """The new `durable_seq`, which never falls.

    `seq_before` is the last number of the backup before, when that lies elsewhere and is whole.
    """
    if not newest_is_elsewhere or seq_before is None:
        return durable_seq
    return max(durable_seq, seq_before)


def counted(told: Manifest, folder: Path, data_devices: Collection[int]) -> bool:
    """Let a good backup count, unless the schema is too old to know of backups."""
    if not inspect(db.engine).has_table(Backup.__tablename__):
        return False
    with writing() as session:
        _note(session, told, folder, data_devices)
    return True


def _note(session: Session, told: Manifest, folder: Path, data_devices: Collection[int]) -> None:
    """Write a backup down, and let `durable_seq` of each of its districts rise."""
    elsewhere = is_elsewhere(folder.stat().st_dev, data_devices)
    for district, holding in sorted(told.districts.items()):
        clock = lock_district(session, district)
        before = seq_before(session, district, data_devices)
        clock.durable_seq = risen(clock.durable_seq, elsewhere, before)
        session.add(
            Backup(
                district=district,
                at=told.at,
                seq=holding.last_seq,
                path=str(folder),
                is_elsewhere=elsewhere,
                size=told.size,
            )
        )


def seq_before(session: Session, district: str, data_devices: Collection[int]) -> int | None:
    """The last number of the newest backup that lies elsewhere and still stands."""
    asked = (
        select(Backup)
        .where(Backup.district == district, Backup.is_elsewhere)
        .order_by(Backup.at.desc())
        .limit(LOOKED_AT)
    )
    return next((b.seq for b in session.scalars(asked) if stands(b, data_devices)), None)


def stands(backup: Backup, data_devices: Collection[int]) -> bool:
    """Whether a backup is still there, elsewhere, with files of the sizes that it had."""
    folder = Path(backup.path)
    try:
        told = manifest.read(folder)
        sizes_agree = all((folder / n).stat().st_size == s for n, (s, _) in told.files.items())
        named = set(images.read_list(folder))
        holding = told.districts[backup.district]
        return (
            is_elsewhere(folder.stat().st_dev, data_devices)
            and (told.at, holding.last_seq) == (backup.at, backup.seq)
            and sizes_agree
            and all(image_place(folder.parent, digest).is_file() for digest in named)
        )
    except (BadBackup, OSError, KeyError):
        return False
