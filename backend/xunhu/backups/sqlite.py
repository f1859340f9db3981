"""SQLite: copied through its own backup interface, brought back by changing names."""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from sqlalchemy.engine import URL

from xunhu.backups.reading import WATCHED, Census, Row, census
from xunhu.backups.refusals import BackupFailed, BadBackup, Progress, RestoreFailed
from xunhu.disk import settle
from xunhu.problems import Said

PAGES = 2000  # of 4 KiB, between two words on the progress
BESIDE = ("", "-wal", "-shm")  # the names that belong to one database, in the order to move them
TABLES = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"


@dataclass(frozen=True)
class SqliteStore:
    """The database in one file."""

    url: URL
    kind: str = "sqlite"
    file_name: str = "xunhu.db"

    @property
    def path(self) -> Path:
        return Path(self.url.database or "").absolute()

    def devices(self) -> set[int]:
        return {place.stat().st_dev for place in (self.path.parent, self.path) if place.exists()}

    def copy(self, target: Path, told: Progress) -> Census:
        """One snapshot: the transaction that the census opens also holds what is copied."""
        if not self.path.is_file():
            said = Said("数据库尚未就绪：请先运行 xunhu init", "there is no database yet")
            raise BackupFailed(said)

        def progress(_status: int, remaining: int, total: int) -> None:
            told("复制数据库", total - remaining, total)

        with closing(sqlite3.connect(self.path, timeout=30, isolation_level=None)) as source:
            source.execute("BEGIN")
            counted = census(source.execute, [name for (name,) in source.execute(TABLES)])
            with closing(sqlite3.connect(target, isolation_level=None)) as copy:
                source.backup(copy, pages=PAGES, progress=progress)
                copy.execute("PRAGMA journal_mode = DELETE")  # one file, for whoever opens it
        settle(target)
        return counted

    def rows(self, copy: Path) -> Iterator[Row]:
        try:
            address = f"{copy.absolute().as_uri()}?mode=ro&immutable=1"
            with closing(sqlite3.connect(address, uri=True)) as connection:
                _check(connection)
                for (table,) in connection.execute(TABLES).fetchall():
                    yield from _rows_of(connection, table)
        except sqlite3.Error as error:
            said = Said(f"数据库副本读不出：{error}", f"the copy can't be read: {error}")
            raise BadBackup(said) from error

    def bring_back(self, copy: Path, mark: str, upgrade: Callable[[URL], None]) -> str | None:
        staged = self.path.with_name(f"{self.path.name}.restoring")
        aside = self.path.with_name(f"{self.path.name}.before-restore-{mark}")
        try:
            _clear(staged)
            shutil.copyfile(copy, staged)
            _begin_epochs(staged)
            upgrade(self.url.set(database=str(staged)))
            _settle_whole(staged)
            return str(aside) if _swap(staged, self.path, aside) else None
        finally:
            _clear(staged)


def _check(connection: sqlite3.Connection) -> None:
    found = connection.execute("PRAGMA integrity_check(1)").fetchone()[0]
    if found != "ok":
        raise BadBackup(Said(f"数据库副本已损坏：{found}", f"the copy is damaged: {found}"))
    dangling = connection.execute("PRAGMA foreign_key_check").fetchone()
    if dangling:
        said = f"表 {dangling[0]} 引用了不存在的行"
        raise BadBackup(Said(said, f"table {dangling[0]} refers to rows that aren't there"))


def _rows_of(connection: sqlite3.Connection, table: str) -> Iterator[Row]:
    columns = WATCHED.get(table, ())
    for row in connection.execute(f'SELECT {", ".join(columns) or "1"} FROM "{table}"'):
        yield table, dict(zip(columns, row, strict=False))


def _begin_epochs(staged: Path) -> None:
    with closing(sqlite3.connect(staged)) as connection, connection:
        for (district,) in connection.execute("SELECT district FROM district_clock").fetchall():
            told = (uuid4().hex, district)
            connection.execute("UPDATE district_clock SET epoch = ? WHERE district = ?", told)


def _settle_whole(staged: Path) -> None:
    """Nothing of it may be left in a write-ahead log, which stays behind when it is renamed."""
    with closing(sqlite3.connect(staged)) as connection:
        (mode,) = connection.execute("PRAGMA journal_mode = DELETE").fetchone()
    if mode != "delete":
        raise RestoreFailed(Said("数据库副本仍被占用", "the staged copy is still open"))
    settle(staged)


def _swap(staged: Path, path: Path, aside: Path) -> bool:
    """Move the old files aside and the new one into their place; whether there were old ones."""
    moved: list[tuple[Path, Path]] = []
    try:
        for ending in BESIDE:
            old, away = Path(f"{path}{ending}"), Path(f"{aside}{ending}")
            if old.exists():
                moved.append((old, old.rename(away)))
        staged.rename(path)
    except BaseException:
        for old, away in reversed(moved):
            away.rename(old)
        raise
    settle(path.parent)
    return bool(moved)


def _clear(staged: Path) -> None:
    for ending in BESIDE:
        Path(f"{staged}{ending}").unlink(missing_ok=True)
