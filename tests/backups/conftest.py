"""The office with a disk of its own for backups."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from flask.cli import ScriptInfo
from sqlalchemy.engine import make_url

from rig.backups import NOWHERE, BackUp, Office, silent
from xunhu import cli
from xunhu.backups.stores import Store, store_of
from xunhu.backups.take import Taken, take
from xunhu.db import db, utcnow
from xunhu.settings import Settings

MEMORY = Path("/dev/shm")


@pytest.fixture
def office(town: Flask, monkeypatch: pytest.MonkeyPatch) -> Office:
    """Run `xunhu …` on the app of the test."""
    monkeypatch.setattr(cli, "ScriptInfo", lambda **_: ScriptInfo(create_app=lambda: town))

    def run(*arguments: object) -> Result:
        with town.app_context():
            db.engine.dispose()
        result = CliRunner().invoke(cli.main, [str(each) for each in arguments])
        assert result.exception is None or isinstance(result.exception, SystemExit), result
        return result

    return run


@pytest.fixture
def store(town: Flask, settings: Settings) -> Store:
    return store_of(make_url(settings.database_url))


@pytest.fixture
def disk(tmp_path: Path) -> Path:
    """A folder for backups, on the file system of the data."""
    return tmp_path / "disk"


@pytest.fixture
def other_disk(settings: Settings) -> Iterator[Path]:
    """A folder on another file system than the data."""
    if not MEMORY.is_dir() or MEMORY.stat().st_dev == settings.data_dir.stat().st_dev:
        pytest.skip(f"{MEMORY} is no other file system here")
    folder = Path(tempfile.mkdtemp(prefix="xunhu-", dir=MEMORY))
    yield folder
    shutil.rmtree(folder)


@pytest.fixture
def back_up(town: Flask, store: Store, settings: Settings, disk: Path, clock: object) -> BackUp:
    """Take a backup a day after the last; `device` is the file system of the data."""

    def run(to: Path = disk, device: int = NOWHERE) -> Taken:
        clock.advance(days=1)  # type: ignore[attr-defined]
        with town.app_context():
            return take(store, settings.data_dir, to, utcnow(), {device}, silent)

    return run
