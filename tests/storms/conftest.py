"""A district on databases that keep their word, and a storm over it."""

import os
from collections.abc import Iterator
from pathlib import Path

import flask_migrate
import pytest

from people import add_person
from rig.durable import DurableCluster
from rig.mortal import MortalServer, Mould
from storms.storm import KILLS, Storm
from storms.strokes import DATABASE
from xunhu.app import create_app
from xunhu.db import db, writing
from xunhu.settings import Settings
from xunhu.targets import shipped


def settle_district(data_dir: Path, database_url: str) -> None:
    """The 34 townships with their railway, and Officer Chen."""
    with create_app(Settings(data_dir, database_url, "test")).app_context():
        flask_migrate.upgrade()
        with writing() as session:
            shipped.install(session)
        with writing() as session:
            add_person(session, "chen")
        db.engine.dispose()


@pytest.fixture(scope="session")
def mould() -> Iterator[Mould]:
    """What warm starts of the server and its chores are made from."""
    made = Mould()
    yield made
    made.close()


@pytest.fixture(scope="module")
def durable_cluster() -> Iterator[DurableCluster | None]:
    """PostgreSQL with fsync when `XUNHU_TEST_DATABASE=postgresql` asks for it."""
    if os.environ.get("XUNHU_TEST_DATABASE") != "postgresql":
        yield None
        return
    cluster = DurableCluster()
    cluster.start()
    cluster.say("postgres", f"CREATE DATABASE {DATABASE}")
    yield cluster
    cluster.stop()


@pytest.fixture(scope="module")
def storm(
    durable_cluster: DurableCluster | None, mould: Mould, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Storm]:
    """A storm that is over; `XUNHU_KILLS` says how many kills it had."""
    data_dir = tmp_path_factory.mktemp("storm")
    url = durable_cluster.url(DATABASE) if durable_cluster else f"sqlite:///{data_dir}/xunhu.db"
    settle_district(data_dir, url)
    server = MortalServer(data_dir, url, data_dir / "server.log", mould)
    try:
        server.start()
        raged = Storm(server, url, durable_cluster)
        raged.rage(KILLS)
        yield raged
    finally:
        server.kill()
