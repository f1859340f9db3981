"""The database handle, SQLite and PostgreSQL set right, UTC time column."""

import hashlib
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import zstandard
from flask_migrate import Migrate
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import (
    DateTime,
    Dialect,
    MetaData,
    String,
    event,
    inspect,
)
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.types import TypeDecorator

SAFE = ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON")
PATIENT = "busy_timeout=30000"
# classes of SQLSTATE: connection, rollback, resources, an operator's intervention, the system
OUTAGES = ("08", "40", "53", "57", "58")


class UtcDateTime(TypeDecorator[datetime]):
    """Aware UTC in and out; SQLite keeps it without its zone, PostgreSQL with it."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a naive datetime was given to the database")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


District = String(6)
TownshipCode = String(9)


class Base(DeclarativeBase):
    """What every table shares: names of constraints, and aware times."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


Base.registry.update_type_annotation_map({datetime: UtcDateTime()})

db = SQLAlchemy(model_class=Base)
migrate = Migrate()

if TYPE_CHECKING:
    Model = Base
else:
    Model = db.Model


@event.listens_for(Engine, "connect")
def _set_sqlite_right(connection: Any, _record: object) -> None:
    if not isinstance(connection, sqlite3.Connection):
        return
    connection.isolation_level = None  # the "begin" event below says BEGIN itself
    for pragma in (*SAFE, PATIENT):
        connection.execute(f"PRAGMA {pragma}")


@event.listens_for(Engine, "begin")
def _begin(connection: Connection) -> None:
    options = connection.get_execution_options()
    patience_ms = options.get("xunhu_patience_ms")
    if connection.dialect.name == "sqlite":
        if patience_ms is not None:
            connection.info["impatient"] = True
            connection.exec_driver_sql(f"PRAGMA busy_timeout={patience_ms}")
        elif connection.info.pop("impatient", False):
            connection.exec_driver_sql(f"PRAGMA {PATIENT}")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if "xunhu_writing" in options else "BEGIN")
    elif patience_ms is not None:
        connection.exec_driver_sql(f"SET LOCAL lock_timeout={patience_ms}")


@contextmanager
def writing(patience_ms: int | None = None) -> Iterator[Session]:
    """One write transaction: committed when the block ends, undone when it raises.

    On SQLite it holds the writer's lock from its first statement, so that it never works on a
    snapshot that another writer has passed. What the session had read before is forgotten.

    Raises OperationalError when another writer leaves no room for as long as its patience: half a
    minute on SQLite, for ever on PostgreSQL, unless told.
    """
    session: Session = db.session()
    session.rollback()
    options = {"xunhu_writing": True}
    patient = {} if patience_ms is None else {"xunhu_patience_ms": patience_ms}
    session.connection(execution_options=options | patient)
    try:
        yield session
        session.commit()
    except BaseException:
        session.rollback()
        raise


def empty_log() -> bool:
    """Bring SQLite's log of writes into the database and cut it off: what was erased is gone then.

    False when readers held on to it for as long as a writer's patience. The caller's own reading
    has to be over. PostgreSQL has its own ways, and nothing is done there.
    """
    if db.engine.dialect.name != "sqlite":
        return True
    connection = db.engine.raw_connection()  # a checkpoint can't be in a transaction
    try:
        busy = connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    finally:
        connection.close()
    return not busy


def is_outage(wrong: Exception) -> bool:
    """Whether the database itself is full, locked or gone, rather than asked what it can't do."""
    if not isinstance(wrong, OperationalError):
        return False
    if isinstance(wrong.orig, sqlite3.Error):
        return wrong.orig.sqlite_errorname != "SQLITE_ERROR"
    state = getattr(wrong.orig, "sqlstate", None)
    return state is None or state.startswith(OUTAGES)


class _Squeezer(threading.local):
    """A thread's own: making one costs as much as a short record, and two can't share it."""

    def __init__(self) -> None:
        # level 3 takes half as long again, and what it makes of a segment is no shorter
        self.squeeze = zstandard.ZstdCompressor(level=1).compress
        self.unsqueeze = zstandard.ZstdDecompressor().decompress


_squeezer = _Squeezer()


def told_of(row: Base) -> dict[str, Any]:
    """What a new row was given for its columns, by their names."""
    return {name: value for name, value in vars(row).items() if name != "_sa_instance_state"}


def values_of(row: Base) -> dict[str, Any]:
    """The columns of a row by their names."""
    return {column.key: getattr(row, column.key) for column in inspect(type(row)).column_attrs}


def squeeze(raw: bytes) -> bytes:
    """Compress bytes for keeping; `unsqueeze` gives the same bytes back."""
    return _squeezer.squeeze(raw)


def unsqueeze(kept: bytes) -> bytes:
    """The bytes that `squeeze` was given; raises ZstdError for what it never gave."""
    return _squeezer.unsqueeze(kept)


def is_whole(kept: bytes, digest: bytes) -> bool:
    """Whether kept bytes are still those that have this SHA-256."""
    try:
        return hashlib.sha256(unsqueeze(kept)).digest() == digest
    except zstandard.ZstdError:
        return False


def utcnow() -> datetime:
    """The server's clock, aware UTC."""
    return datetime.now(UTC)
