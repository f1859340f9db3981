"""The real server in its own process, which can be stopped, hung and started again."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

XUNHU = Path(sys.executable).with_name("xunhu")
START_S = 60


class Server:
    """`xunhu serve` on a loopback port that stays the same over restarts."""

    def __init__(self, data_dir: Path, port: int | None = None) -> None:
        self.data_dir = data_dir
        self.port = port or free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Return when the server says that it is ready; raises TimeoutError with its log."""
        log = self.data_dir / "server.log"
        with log.open("ab") as out:
            self.process = subprocess.Popen(
                [XUNHU, "serve", "--port", str(self.port)],
                env=environment(self.data_dir),
                stdout=out,
                stderr=out,
                start_new_session=True,
            )
        for _ in range(START_S * 10):
            if self.ready():
                return
            time.sleep(0.1)
        raise TimeoutError(log.read_text())

    def ready(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/readyz", timeout=2) as answer:
                return bool(answer.status == 200)
        except (urllib.error.URLError, OSError):
            return False

    def stop(self) -> None:
        """End the server with all its workers, hung or not."""
        if self.process is not None:
            self.signal(signal.SIGKILL)
            self.process.wait()
            self.process = None

    def hang(self) -> None:
        """From now on it accepts connections and never answers."""
        self.signal(signal.SIGSTOP)

    def resume(self) -> None:
        self.signal(signal.SIGCONT)

    def signal(self, number: signal.Signals) -> None:
        assert self.process is not None
        os.killpg(self.process.pid, number)


def environment(data_dir: Path) -> dict[str, str]:
    """The settings of a program that works on one data directory, with SQLite."""
    elsewhere = {"XUNHU_DATABASE_URL", "XUNHU_SECRET_KEY"}
    own = {name: value for name, value in os.environ.items() if name not in elsewhere}
    return own | {"XUNHU_DATA_DIR": str(data_dir)}


def free_port() -> int:
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def xunhu(data_dir: Path, *arguments: str) -> str:
    """What a command of the program prints; raises CalledProcessError when it refuses."""
    done = subprocess.run(
        [XUNHU, *arguments], env=environment(data_dir), capture_output=True, text=True, check=True
    )
    return done.stdout


@pytest.fixture(scope="session")
def demo_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data directory with two weeks of demo activity; copy it, never write to it."""
    folder = tmp_path_factory.mktemp("demo")
    xunhu(folder, "init", "--demo", "--days", "14")
    return folder


@pytest.fixture
def server(demo_dir: Path, tmp_path: Path) -> Iterator[Server]:
    """A running server with demo people and activity, for one test alone."""
    data_dir = tmp_path / "var"
    shutil.copytree(demo_dir, data_dir)
    running = Server(data_dir)
    running.start()
    yield running
    running.stop()
