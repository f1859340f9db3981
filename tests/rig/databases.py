"""A migrated, empty database for every test: a copy of one template, on SQLite or PostgreSQL."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Protocol

import flask_migrate
import psycopg
import pytest
from flask import Flask

from xunhu.app import create_app
from xunhu.db import db
from xunhu.settings import Settings

DEBIAN_POSTGRES = Path("/usr/lib/postgresql")
IN_A_HURRY = "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=50"
TEMPLATE = "template_of_tests"
SCHEMA = """
SELECT oid::text FROM pg_class WHERE relnamespace = 'public'::regnamespace
UNION ALL SELECT version_num FROM alembic_version ORDER BY 1
"""
EMPTY = """
DO $$ DECLARE name text; BEGIN
  PERFORM pg_terminate_backend(pid) FROM pg_stat_activity
    WHERE datname = current_database() AND pid <> pg_backend_pid();
  SET LOCAL session_replication_role = replica;
  FOR name IN SELECT quote_ident(tablename) FROM pg_tables
    WHERE schemaname = 'public' AND tablename <> 'alembic_version'
  LOOP EXECUTE 'DELETE FROM ' || name; END LOOP;
END $$
"""


class Databases(Protocol):
    """Where databases are made; all of them vanish with the test session."""

    def url(self, name: str) -> str: ...
    def fill(self, name: str, template: str) -> None: ...
    def empty(self, name: str) -> None: ...


class SqliteFiles:
    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def url(self, name: str) -> str:
        return f"sqlite:///{self.folder}/{name}.db"

    def fill(self, name: str, template: str) -> None:
        shutil.copy(self.folder / f"{template}.db", self.folder / f"{name}.db")

    def empty(self, name: str) -> None:
        for left in self.folder.glob(f"{name}.db*"):
            left.unlink()


class PostgresCluster:
    """A private PostgreSQL that listens on a socket in a folder of its own, and on no port."""

    def __init__(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="xunhu-pg-"))
        self.owner: list[str] = []
        self.standing: dict[str, list[Any]] = {}
        if os.geteuid() == 0:  # initdb refuses to run as root
            shutil.chown(self.folder, "postgres", "postgres")
            self.owner = ["runuser", "-u", "postgres", "--"]

    def run(self, program: str, *arguments: str) -> None:
        newest = max(DEBIAN_POSTGRES.glob(f"*/bin/{program}"), default=Path(program))
        command = [*self.owner, str(newest), "-D", f"{self.folder}/cluster", *arguments]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=self.folder)

    def start(self) -> None:
        self.run("initdb", "-U", "xunhu", "-E", "UTF8", "--no-locale", "-A", "trust", "--no-sync")
        socket = f"-c listen_addresses='' -c unix_socket_directories='{self.folder}'"
        options = f"{socket} {IN_A_HURRY}"
        self.run("pg_ctl", "-w", "-l", f"{self.folder}/log", "-o", options, "start")
        self.say("postgres", f"CREATE DATABASE {TEMPLATE}")

    def stop(self) -> None:
        self.run("pg_ctl", "-w", "-m", "immediate", "stop")
        shutil.rmtree(self.folder)

    def say(self, name: str, statement: str) -> list[Any]:
        """Run one statement in a database; its rows, if it has any."""
        address = f"host={self.folder} user=xunhu dbname={name}"
        with psycopg.connect(address, autocommit=True) as connection:
            cursor = connection.execute(statement.encode())
            return cursor.fetchall() if cursor.description else []

    def url(self, name: str) -> str:
        return f"postgresql+psycopg://xunhu@/{name}?host={self.folder}"

    def fill(self, name: str, template: str) -> None:
        """Copy the template, unless the database of the last test stands there emptied."""
        if name in self.standing:
            return
        self.say("postgres", f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")
        self.say("postgres", f"CREATE DATABASE {name} TEMPLATE {template}")
        self.standing[name] = self.say(name, SCHEMA)

    def empty(self, name: str) -> None:
        """Delete all rows, which is far faster than a new copy; a changed schema is not kept."""
        self.say(name, EMPTY)
        if self.say(name, SCHEMA) != self.standing[name]:
            del self.standing[name]


@pytest.fixture(scope="session")
def databases(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Databases]:
    """SQLite files, or the cluster that `XUNHU_TEST_DATABASE=postgresql` asks for."""
    if os.environ.get("XUNHU_TEST_DATABASE") != "postgresql":
        yield SqliteFiles(tmp_path_factory.mktemp("sqlite"))
        return
    cluster = PostgresCluster()
    cluster.start()
    yield cluster
    cluster.stop()


@pytest.fixture(scope="session")
def template(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The name of a migrated, empty database that nobody has open."""
    app = create_app(Settings(tmp_path_factory.mktemp("template"), databases.url(TEMPLATE), "test"))
    with app.app_context():
        flask_migrate.upgrade()
        db.engine.dispose()
    return TEMPLATE


@pytest.fixture
def database_url(databases: Databases, template: str) -> Iterator[str]:
    """An empty database at the newest schema, for one test alone."""
    databases.fill("test_alone", template)
    yield databases.url("test_alone")
    databases.empty("test_alone")


@pytest.fixture
def settings(tmp_path: Path, database_url: str) -> Settings:
    return Settings(tmp_path, database_url, secret_key="test")


@pytest.fixture
def app(settings: Settings) -> Iterator[Flask]:
    """The app on an empty database; enter `app.app_context()` to read rows."""
    app = create_app(settings)
    app.testing = True
    yield app
    with app.app_context():
        db.engine.dispose()
