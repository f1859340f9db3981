"""PostgreSQL: copied by pg_dump in one snapshot, brought back in one transaction."""

import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import psycopg
from psycopg import IsolationLevel
from sqlalchemy.engine import URL

from xunhu.backups.archive import complaint, read_script, run_script, script_of
from xunhu.backups.programs import Programs, connecting, programs_for
from xunhu.backups.reading import Census, Row, census
from xunhu.backups.refusals import BackupFailed, Progress, RestoreFailed
from xunhu.disk import settle
from xunhu.problems import Said

ASIDE = "before_restore_"
TABLES = "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
OTHERS = """
SELECT count(*) FROM pg_stat_activity
WHERE datname = current_database() AND usename = current_user AND pid <> pg_backend_pid()
"""


@dataclass(frozen=True)
class PostgresqlStore:
    """The schema `public` of a PostgreSQL database."""

    url: URL
    kind: str = "postgresql"
    file_name: str = "xunhu.dump"

    def devices(self) -> set[int]:
        """That of the server's own directory, where this role may know it and it is here."""
        try:
            with closing(self._connected()) as connection:
                row = connection.execute("SHOW data_directory").fetchone()
            return {Path(row[0]).stat().st_dev} if row else set()
        except (psycopg.errors.InsufficientPrivilege, OSError):
            return set()

    def copy(self, target: Path, told: Progress) -> Census:
        programs = self.programs
        with closing(self._connected()) as connection:
            connection.isolation_level = IsolationLevel.REPEATABLE_READ
            connection.read_only = True
            snapshot = _one(connection, "SELECT pg_export_snapshot()")
            tables = [name for (name,) in connection.execute(TABLES)]
            counted = census(lambda said: connection.execute(said.encode()), tables)
            told("复制数据库", 0, 1)
            dump(programs, str(snapshot), target)
        settle(target)
        told("复制数据库", 1, 1)
        return counted

    def rows(self, copy: Path) -> Iterator[Row]:
        with script_of(self.programs, copy) as script:
            yield from read_script(script)

    def bring_back(self, copy: Path, mark: str, upgrade: Callable[[URL], None]) -> str | None:
        aside = f"{ASIDE}{mark.lower()}"
        with closing(self._connected()) as connection:
            if others := _one(connection, OTHERS):
                zh = f"还有 {others} 个连接在使用这个数据库，请先停止所有服务器"
                raise RestoreFailed(Said(zh, f"{others} connections use this database"))
            has_tables = connection.execute(TABLES).fetchone() is not None
        before = [f"ALTER SCHEMA public RENAME TO {aside};"] if has_tables else []
        before += ["CREATE SCHEMA IF NOT EXISTS public;", "GRANT USAGE ON SCHEMA public TO PUBLIC;"]
        after = ["UPDATE public.district_clock SET epoch = gen_random_uuid();"]
        run_script(self.programs, before, copy, after)
        try:
            upgrade(self.url)
        except BaseException:
            self._undo(aside if has_tables else None)
            raise
        return f"schema {aside}" if has_tables else None

    def _undo(self, aside: str | None) -> None:
        with closing(self._connected()) as connection:
            connection.execute("DROP SCHEMA public CASCADE")
            back = f"ALTER SCHEMA {aside} RENAME TO public" if aside else "CREATE SCHEMA public"
            connection.execute(back.encode())
            connection.commit()

    @cached_property
    def programs(self) -> Programs:
        with closing(self._connected()) as connection:
            return programs_for(self.url, connection.info.server_version // 10000)

    def _connected(self) -> psycopg.Connection[tuple[Any, ...]]:
        return psycopg.connect(**connecting(self.url))


def _one(connection: psycopg.Connection[tuple[Any, ...]], asked: str) -> Any:
    row = connection.execute(asked.encode()).fetchone()
    return row[0] if row else None


def dump(programs: Programs, snapshot: str, target: Path) -> None:
    """Write one snapshot into an archive; raises BackupFailed."""
    options = ["--format=custom", "--compress=1", "--no-owner", "--no-privileges"]
    options += [f"--exclude-schema={ASIDE}*", "--lock-wait-timeout=60000"]
    options += [f"--snapshot={snapshot}", f"--file={target}", f"--dbname={programs.conninfo}"]
    command = [programs.named("pg_dump"), *options]
    with tempfile.TemporaryFile() as complaints:
        done = subprocess.run(  # noqa: S603
            command, env=programs.environment, stderr=complaints, check=False
        )
        if done.returncode:
            raise BackupFailed(f"pg_dump: {complaint(complaints)}")
