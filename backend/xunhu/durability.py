"""Whether the database keeps what it says it has kept: without these settings no receipt holds."""

import sqlite3

from sqlalchemy.engine import Connection

SQLITE_AT_LEAST = (3, 35, 0)  # the first with RETURNING, which SQLAlchemy uses
SQLITE_FULL = 2  # PRAGMA synchronous: a commit returns once it is on disk

# What PostgreSQL may be set to. All of these wait for the local disk at a commit but "off";
# full_page_writes saves what a crash tears; the same code runs at READ COMMITTED and is proven so.
POSTGRESQL_NEEDS: dict[str, tuple[str, ...]] = {
    "server_encoding": ("UTF8",),
    "fsync": ("on",),
    "full_page_writes": ("on",),
    "synchronous_commit": ("on", "local", "remote_write", "remote_apply"),
    "default_transaction_isolation": ("read committed",),
    "transaction_read_only": ("off",),
}


def weaknesses(connection: Connection) -> list[str]:
    """What this connection's settings lack, each in a few words; nothing when a commit is safe."""
    if connection.dialect.name == "sqlite":
        return _of_sqlite(connection)
    return _of_postgresql(connection)


def _of_sqlite(connection: Connection) -> list[str]:
    def told(pragma: str) -> object:
        return connection.exec_driver_sql(f"PRAGMA {pragma}").scalar_one()

    connection.exec_driver_sql("SELECT count(*) FROM sqlite_master").scalar()  # raises when broken
    journal, synchronous = told("journal_mode"), int(str(told("synchronous")))
    found = {
        f"SQLite {sqlite3.sqlite_version}（至少 {_dotted(SQLITE_AT_LEAST)}）": (
            sqlite3.sqlite_version_info >= SQLITE_AT_LEAST
        ),
        f"journal_mode={journal}（应为 wal）": journal == "wal",
        f"synchronous={synchronous}（至少 2，即 FULL）": synchronous >= SQLITE_FULL,
        "foreign_keys=0（应为 1）": told("foreign_keys") == 1,
        "busy_timeout=0（应大于 0）": int(str(told("busy_timeout"))) > 0,
    }
    return [weak for weak, is_right in found.items() if not is_right]


def _of_postgresql(connection: Connection) -> list[str]:
    columns = ", ".join(f"current_setting('{name}') AS {name}" for name in POSTGRESQL_NEEDS)
    asked = f"SELECT {columns}, pg_is_in_recovery() AS in_recovery"
    told = connection.exec_driver_sql(asked).mappings().one()
    weak = [
        f"{name}={told[name]}（应为 {' / '.join(needed)}）"
        for name, needed in POSTGRESQL_NEEDS.items()
        if told[name] not in needed
    ]
    return [*weak, "数据库正在恢复、只读"] if told["in_recovery"] else weak


def _dotted(version: tuple[int, ...]) -> str:
    return ".".join(str(part) for part in version)
