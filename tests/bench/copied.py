"""A year's rows in PostgreSQL: what readings of coverage need, copied from SQLite."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, insert, select

from bench.pushing import command
from rig.databases import PostgresCluster
from rig.server import XUNHU, environment
from xunhu.app import create_app
from xunhu.db import db

UNREAD = {"sealed_record", "track_segment", "parked_record", "attachment"}
AT_ONCE = 5000


def copied_to_postgres(
    folder: Path, read: Callable[[dict[str, str]], dict[str, Any]]
) -> dict[str, Any]:
    """What `read` tells of the same rows in a cluster that is made for it."""
    cluster = PostgresCluster()
    cluster.start()
    try:
        cluster.say("postgres", "CREATE DATABASE bench")
        settings = environment(folder) | {"XUNHU_DATABASE_URL": cluster.url("bench")}
        command([XUNHU, "init"], folder, settings=settings)
        _copy(f"sqlite:///{folder}/xunhu.db", cluster.url("bench"))
        cluster.say("bench", "VACUUM ANALYZE")
        return read(settings)
    finally:
        cluster.stop()


def _copy(source: str, to: str) -> None:
    assert create_app  # its import makes every table known
    tables = [table for table in db.metadata.sorted_tables if table.name not in UNREAD]
    here, there = create_engine(source), create_engine(to)
    with here.connect() as reading, there.begin() as writing:
        for table in reversed(tables):
            writing.execute(table.delete())
        for table in tables:
            rows = reading.execution_options(yield_per=AT_ONCE).execute(select(table))
            for part in rows.mappings().partitions():
                writing.execute(insert(table), [dict(row) for row in part])
    here.dispose()
    there.dispose()
