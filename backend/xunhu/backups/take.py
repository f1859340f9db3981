"""Takes a backup: copies while others write, reads it back, and only then lets it count."""

import fcntl
import shutil
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from pathlib import Path

from xunhu import data_lock
from xunhu.backups import durable, images
from xunhu.backups.manifest import Manifest
from xunhu.backups.reading import Reading, census_of, read_rows
from xunhu.backups.refusals import BackupFailed, BadBackup, Progress
from xunhu.backups.stores import Store
from xunhu.disk import IMAGES, measured, settle
from xunhu.problems import Said

NAME, HALF = "xunhu-{:%Y%m%dT%H%M%SZ}", ".half"


@dataclass(frozen=True)
class Taken:
    """A backup that was read back and found whole.

    One of a database whose schema knows no backups yet can be brought back, but doesn't count.
    """

    folder: Path
    told: Manifest
    image_count: int
    is_elsewhere: bool
    is_counted: bool


def devices_of(store: Store, data_dir: Path) -> set[int]:
    """All file systems (`st_dev`) that are known to hold the data."""
    places = [data_dir, data_dir / IMAGES]
    return store.devices() | {place.stat().st_dev for place in places if place.exists()}


def take(
    store: Store,
    data_dir: Path,
    to: Path,
    now: datetime,
    data_devices: Collection[int],
    progress: Progress,
) -> Taken:
    """Take a backup into a new folder below `to`; raises BackupFailed or BadBackup.

    One that lacks images which the server itself has lost is kept, but doesn't count.
    """
    if to.resolve() == data_dir.resolve():
        said = Said("备份不能放在数据目录本身", "the data directory can't be its own backup")
        raise BackupFailed(said)
    at = now.replace(microsecond=0)
    with data_lock.share(data_dir), _alone_in(to):
        folder = to.resolve() / NAME.format(at)
        told = _whole(store, data_dir, folder, at, progress)
        _refuse_losses(told, folder)
        is_counted = durable.counted(told, folder, data_devices)
        elsewhere = durable.is_elsewhere(folder.stat().st_dev, data_devices)
        return Taken(folder, told, len(images.read_list(folder)), elsewhere, is_counted)


@contextmanager
def _alone_in(to: Path) -> Iterator[None]:
    """One backup at a time in a folder; what killed ones left half-done goes."""
    to.mkdir(mode=0o700, parents=True, exist_ok=True)
    with (to / ".lock").open("a") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            said = Said("另一个备份正在写入这个目录", "another backup is being written there")
            raise BackupFailed(said) from error
        for left in to.glob(f"xunhu-*{HALF}"):
            shutil.rmtree(left)
        yield


def _whole(
    store: Store, data_dir: Path, folder: Path, at: datetime, progress: Progress
) -> Manifest:
    """Under its own name there is only ever a backup that was read back."""
    half = folder.with_name(folder.name + HALF)
    if folder.exists():
        raise BackupFailed(Said(f"{folder} 已存在", f"{folder} is there already"))
    try:
        half.mkdir(mode=0o700)
        told = _filled(store, data_dir, half, at, progress)
        half.rename(folder)
    except BaseException:
        shutil.rmtree(half, ignore_errors=True)
        raise
    settle(folder.parent)
    return told


def _filled(
    store: Store, data_dir: Path, folder: Path, at: datetime, progress: Progress
) -> Manifest:
    """Write all files of a backup and read them back.

    Images come after the database: theirs are on disk before the rows that name them.
    """
    copy = folder / store.file_name
    counted = store.copy(copy, progress)
    reading = read_rows(store.rows(copy), counted.row_count, progress)
    if census_of(reading.tables, reading.districts) != counted:
        raise BadBackup(Said("副本与数据库的行数不符", "the copy has not all rows"))
    missing = images.copy_images(reading.images, data_dir, folder.parent, progress)
    images.write_list(folder, reading.images.difference(missing))
    told = _manifest(store, folder, at, reading, missing)
    told.write(folder)
    settle(folder)
    return told


def _manifest(
    store: Store, folder: Path, at: datetime, reading: Reading, missing: list[str]
) -> Manifest:
    return Manifest(
        at=at,
        product=version("xunhu"),
        database=store.kind,
        schema=reading.schema,
        files={name: measured(folder / name) for name in (store.file_name, images.LIST)},
        tables=dict(reading.tables),
        districts=reading.districts,
        missing=tuple(missing),
    )


def _refuse_losses(told: Manifest, folder: Path) -> None:
    if told.missing:
        count, lost = len(told.missing), told.missing[0]
        zh = f"服务器上缺 {count} 张照片（{lost}），备份留在 {folder}，但不计入"
        raise BackupFailed(Said(zh, f"{count} images are lost; the backup at {folder} won't count"))
