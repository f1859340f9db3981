"""Real processes: a server holds the data directory, and none starts where it should not."""

import shutil
import subprocess
from pathlib import Path

import pytest

from rig.server import XUNHU, Server, environment, free_port, xunhu
from xunhu import data_lock

FOR_CHORES = "xunhu.app:create_app()"
FOR_SERVERS = "xunhu.app:serving_app()"


@pytest.fixture(scope="module")
def ready_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory after `xunhu init`; copy it."""
    folder = tmp_path_factory.mktemp("ready")
    xunhu(folder, "init")
    return folder


@pytest.fixture
def data_dir(ready_dir: Path, tmp_path: Path) -> Path:
    return shutil.copytree(ready_dir, tmp_path / "var")


def run(data_dir: Path, *command: object) -> subprocess.CompletedProcess[str]:
    told = environment(data_dir)
    words = [str(word) for word in command]
    return subprocess.run(words, env=told, capture_output=True, text=True, check=False, timeout=60)


def gunicorn(data_dir: Path, app: str) -> subprocess.CompletedProcess[str]:
    """A plain gunicorn, without `xunhu serve`."""
    return run(data_dir, XUNHU.with_name("gunicorn"), "--bind", f"127.0.0.1:{free_port()}", app)


def test_a_restore_is_refused_while_a_server_runs(data_dir: Path, tmp_path: Path) -> None:
    server = Server(data_dir)
    server.start()
    taken = run(data_dir, XUNHU, "backup", tmp_path / "disk")
    refused = run(data_dir, XUNHU, "restore", tmp_path / "disk")
    served = server.ready()
    server.stop()
    assert (taken.returncode, refused.returncode, served) == (0, 1, True)
    assert len(refused.stderr.strip().splitlines()) == 1
    assert run(data_dir, XUNHU, "restore", tmp_path / "disk").returncode == 0


def test_no_server_starts_while_a_restore_runs(data_dir: Path) -> None:
    with data_lock.alone(data_dir):
        refused = run(data_dir, XUNHU, "serve", "--port", free_port())
        assert gunicorn(data_dir, FOR_SERVERS).returncode != 0
    assert (refused.returncode, len(refused.stderr.strip().splitlines())) == (1, 1)
    assert "正在恢复" in refused.stderr


@pytest.mark.parametrize("app", [FOR_CHORES, FOR_SERVERS])
def test_plain_gunicorn_does_not_escape_the_check(tmp_path: Path, app: str) -> None:
    refused = gunicorn(tmp_path, app)
    assert refused.returncode != 0
    assert ("old schema" in refused.stderr) == (app == FOR_SERVERS)


def test_a_broken_database_is_refused_in_one_line(data_dir: Path) -> None:
    path = data_dir / "xunhu.db"
    path.write_bytes(path.read_bytes()[:10_000])
    refused = run(data_dir, XUNHU, "serve", "--port", free_port())
    assert (refused.returncode, len(refused.stderr.strip().splitlines())) == (1, 1)
