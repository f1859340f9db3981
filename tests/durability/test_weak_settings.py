"""A server refuses settings under which an acknowledged record could vanish, and says why."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import create_engine
from sqlalchemy.engine import Connection

from xunhu.app import NotReady, create_app, refusal_of, serving_app
from xunhu.db import db
from xunhu.durability import weaknesses
from xunhu.settings import Settings

IN_A_HURRY = ["fsync", "full_page_writes", "synchronous_commit"]  # of the cluster of tests


@pytest.fixture
def sqlite(tmp_path: Path) -> Iterator[Connection]:
    """A connection as the product makes it."""
    engine = create_engine(f"sqlite:///{tmp_path}/right.db")
    with engine.connect() as connection:
        yield connection
    engine.dispose()


@pytest.fixture
def cluster(app: Flask) -> Iterator[Connection]:
    """A connection to the PostgreSQL of the tests."""
    with app.app_context(), db.engine.connect() as connection:
        if connection.dialect.name != "postgresql":
            pytest.skip("asks for XUNHU_TEST_DATABASE=postgresql")
        yield connection


@pytest.fixture
def at_home(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """The environment names the database of this test."""
    monkeypatch.setenv("XUNHU_DATA_DIR", str(settings.data_dir))
    monkeypatch.setenv("XUNHU_DATABASE_URL", settings.database_url)
    monkeypatch.setenv("XUNHU_SECRET_KEY", settings.secret_key)


def stop(serving: Flask) -> None:
    """End what a server's process would hold until its end."""
    serving.config["XUNHU_LOCK"].close()
    with serving.app_context():
        db.engine.dispose()


def named(weak: list[str]) -> list[str]:
    return sorted(line.partition("=")[0] for line in weak)


def test_sqlite_as_the_product_opens_it_is_safe(sqlite: Connection) -> None:
    assert weaknesses(sqlite) == []


@pytest.mark.parametrize(
    ("setting", "weak"),
    [
        ("synchronous=NORMAL", "synchronous"),
        ("synchronous=OFF", "synchronous"),
        ("foreign_keys=OFF", "foreign_keys"),
        ("busy_timeout=0", "busy_timeout"),
        ("journal_mode=DELETE", "journal_mode"),
    ],
)
def test_each_weaker_setting_of_sqlite_is_named(
    sqlite: Connection, setting: str, weak: str
) -> None:
    driver = sqlite.connection.dbapi_connection
    assert driver is not None
    driver.execute(f"PRAGMA {setting}")  # type: ignore[attr-defined]
    assert named(weaknesses(sqlite)) == [weak]


def test_a_database_in_memory_is_weak() -> None:
    with create_engine("sqlite://").connect() as connection:
        assert named(weaknesses(connection)) == ["journal_mode"]


def test_an_old_sqlite_is_weak(sqlite: Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("xunhu.durability.sqlite3.sqlite_version_info", (3, 34, 1))
    assert [line.split()[0] for line in weaknesses(sqlite)] == ["SQLite"]


def test_a_cluster_in_a_hurry_is_weak(cluster: Connection) -> None:
    assert named(weaknesses(cluster)) == IN_A_HURRY


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("default_transaction_isolation", "repeatable read"),
        ("default_transaction_isolation", "serializable"),
        ("transaction_read_only", "on"),
    ],
)
def test_each_weaker_setting_of_postgresql_is_named(
    cluster: Connection, name: str, value: str
) -> None:
    cluster.exec_driver_sql(f"SET {name} = '{value}'")
    assert named(weaknesses(cluster)) == sorted([*IN_A_HURRY, name])


def test_a_session_that_waits_for_the_disk_is_not_named(cluster: Connection) -> None:
    cluster.exec_driver_sql("SET synchronous_commit = 'on'")
    assert "synchronous_commit" not in named(weaknesses(cluster))


def test_a_server_on_weak_settings_does_not_start(
    app: Flask, at_home: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("xunhu.app.weaknesses", lambda _connection: ["fsync=off（应为 on）"])
    with pytest.raises(NotReady, match=r"^数据库设置不安全：fsync=off（应为 on）$"):
        serving_app()


def test_a_server_whose_settings_became_weaker_is_not_ready(
    app: Flask, at_home: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    found: list[str] = []
    monkeypatch.setattr("xunhu.app.weaknesses", lambda _connection: found)
    serving = serving_app()
    answers = [serving.test_client().get("/readyz")]
    found.append("synchronous=1")
    answers.append(serving.test_client().get("/readyz"))
    stop(serving)
    assert [answer.status_code for answer in answers] == [200, 503]
    assert answers[1].json == {"status": refusal_of(found)}


def test_the_app_of_chores_can_not_be_served_by_mistake() -> None:
    with pytest.raises(TypeError, match="settings"):
        create_app()  # type: ignore[call-arg]


def test_a_database_cut_short_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "short.db"
    with sqlite3.connect(path) as made:
        made.execute("CREATE TABLE t (x)")
        made.executemany("INSERT INTO t VALUES (?)", [("x" * 900,) for _ in range(50)])
    made.close()
    path.write_bytes(path.read_bytes()[:5000])
    engine = create_engine(f"sqlite:///{path}")
    with pytest.raises(Exception, match=r"malformed|disk I/O"), engine.connect() as connection:
        weaknesses(connection)
    engine.dispose()
