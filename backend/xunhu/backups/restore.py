"""Brings a backup back: verified first, the old data moved aside, every district a new epoch."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from xunhu import data_lock
from xunhu.backups import images, manifest
from xunhu.backups.manifest import Manifest
from xunhu.backups.reading import census_of, read_rows
from xunhu.backups.refusals import BadBackup, Progress
from xunhu.backups.stores import Store, Upgrade
from xunhu.disk import measured
from xunhu.problems import Said

Skipped = Callable[[Path, BadBackup], None]


@dataclass(frozen=True)
class Restored:
    """What was brought back, and where the data from before are now."""

    folder: Path
    told: Manifest
    image_count: int
    aside: str | None


@dataclass(frozen=True)
class Aim:
    """Where a backup goes: the database, the data directory, the schemas that this code knows."""

    store: Store
    data_dir: Path
    schemas: Collection[str]
    upgrade: Upgrade


def restore(
    source: Path, aim: Aim, now: datetime, progress: Progress, skipped: Skipped
) -> Restored:
    """Bring back one backup, or the newest whole one of a folder of them.

    Raises Occupied, BadBackup or RestoreFailed, with everything as it was.
    """
    with data_lock.alone(aim.data_dir):
        folder, told = chosen(source, aim, progress, skipped)
        named = images.read_list(folder)
        lost = images.copy_images(named, folder.parent, aim.data_dir, progress)
        if lost:
            raise BadBackup(Said(f"照片 {lost[0]} 已损坏", f"image {lost[0]} is damaged"))
        progress("恢复数据库", 0, 1)
        mark = f"{now:%Y%m%dT%H%M%SZ}"
        aside = aim.store.bring_back(folder / aim.store.file_name, mark, aim.upgrade)
        progress("恢复数据库", 1, 1)
        return Restored(folder, told, len(named), aside)


def chosen(source: Path, aim: Aim, progress: Progress, skipped: Skipped) -> tuple[Path, Manifest]:
    """The backup at this place, verified, or the newest of those in it that is whole."""
    if (source / manifest.NAME).exists():
        return source.resolve(), verified(source, aim, progress)
    for folder in sorted(source.glob("xunhu-*Z"), reverse=True):
        try:
            return folder.resolve(), verified(folder, aim, progress)
        except BadBackup as bad:
            skipped(folder, bad)
    raise BadBackup(Said(f"{source} 里没有完整的备份", f"there is no whole backup in {source}"))


def verified(folder: Path, aim: Aim, progress: Progress) -> Manifest:
    """The manifest of a backup that was read to its last byte; raises BadBackup."""
    told = manifest.read(folder)
    _fits(told, aim)
    for done, (name, size) in enumerate(told.files.items(), start=1):
        if not (folder / name).is_file() or measured(folder / name) != size:
            raise BadBackup(Said(f"{folder / name} 已损坏", f"{folder / name} is damaged"))
        progress("核对文件", done, len(told.files))
    copy, expected = folder / aim.store.file_name, census_of(told.tables, told.districts)
    found = read_rows(aim.store.rows(copy), expected.row_count, progress)
    if census_of(found.tables, found.districts) != expected or found.districts != told.districts:
        raise BadBackup(Said("副本与清单不符", "the copy isn't what the manifest says"))
    if bad := images.damaged(images.read_list(folder), folder.resolve().parent, progress):
        raise BadBackup(Said(f"照片 {bad[0]} 缺失或已损坏", f"image {bad[0]} is damaged"))
    return told


def _fits(told: Manifest, aim: Aim) -> None:
    if told.database != aim.store.kind:
        zh = f"这是 {told.database} 的备份，不能恢复到 {aim.store.kind}"
        raise BadBackup(Said(zh, f"a backup of {told.database} can't go into {aim.store.kind}"))
    if told.schema not in aim.schemas:
        zh = f"备份来自较新的版本（结构 {told.schema}），请先升级本程序"
        raise BadBackup(Said(zh, f"the backup is of a newer version (schema {told.schema})"))
