"""Several processes that work out portions: in order, all of it, and gone with who asked."""

import math
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from xunhu.settings import Settings
from xunhu.side_by_side import side_by_side

OWN = "/proc/self"  # leads to the process that looks
ASKED = """
import os, time
from xunhu.settings import Settings
from xunhu.side_by_side import side_by_side
if __name__ == "__main__":
    with side_by_side(Settings.from_env(), 2) as run:
        print(next(run(os.getenv, ["NAME"] * 50)), flush=True)
        time.sleep(600)
"""


@pytest.fixture
def settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Settings:
    monkeypatch.setenv("XUNHU_DATA_DIR", str(tmp_path))
    monkeypatch.delenv("XUNHU_DATABASE_URL", raising=False)
    return Settings.from_env()


def test_portions_come_in_their_order_from_other_processes(settings: Settings) -> None:
    with side_by_side(settings, 2) as run:
        assert list(run(abs, range(-40, 0))) == list(range(40, 0, -1))
        assert str(os.getpid()) not in run(os.readlink, [OWN] * 40)


def test_a_few_portions_are_done_here(settings: Settings) -> None:
    with side_by_side(settings, 2) as run:
        assert set(run(os.readlink, [OWN] * 3)) == {str(os.getpid())}


def test_what_goes_wrong_is_told(settings: Settings) -> None:
    with side_by_side(settings, 2) as run, pytest.raises(ValueError, match="math domain"):
        list(run(math.sqrt, range(20, -20, -1)))


def test_processes_end_with_who_was_killed(settings: Settings, asking: "Asking") -> None:
    assert asking.processes
    asking.killed.kill()
    asking.killed.wait()
    wait_until_gone(asking.processes)


class Asking:
    """A process that has asked others, and waits."""

    def __init__(self, program: Path) -> None:
        program.write_text(ASKED)
        self.killed = subprocess.Popen(
            [sys.executable, str(program)],
            env={**os.environ, "NAME": "done"},
            stdout=subprocess.PIPE,
            start_new_session=True,
        )
        assert self.killed.stdout is not None
        assert self.killed.stdout.readline() == b"done\n"
        pid = self.killed.pid
        told = Path(f"/proc/{pid}/task/{pid}/children").read_text()
        self.processes = [int(child) for child in told.split()]


@pytest.fixture
def asking(settings: Settings, tmp_path: Path) -> Iterator[Asking]:
    asking = Asking(tmp_path / "asks.py")
    yield asking
    with asking.killed:
        os.killpg(asking.killed.pid, signal.SIGKILL)


def wait_until_gone(processes: list[int]) -> None:
    deadline = time.monotonic() + 30
    while any(is_alive(pid) for pid in processes):
        assert time.monotonic() < deadline
        time.sleep(0.02)


def is_alive(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False
