"""`xunhu serve` that is killed and started again every second, on either database."""

import json
import os
import random
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from contextlib import closing, suppress
from http.client import HTTPException
from pathlib import Path

from rig.server import START_S, XUNHU, environment

BECOME = Path(__file__).with_name("become.py")
ASK_AGAIN_S = 0.02


class Mould:
    """A process that has all imports, of which warm starts are forks."""

    def __init__(self) -> None:
        self.process = subprocess.Popen(
            [sys.executable, str(BECOME)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            start_new_session=True,  # Ctrl-C is for the tests, which then end it
        )

    def cast(
        self, words: tuple[str, ...], settings: dict[str, str], log: Path, is_chore: bool = False
    ) -> int:
        """`xunhu …` in a process of its own: its number, or of a chore, when it ended, its status.

        What it says goes to the log.
        """
        order = {"words": words, "settings": settings, "log": str(log), "is_chore": is_chore}
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps(order) + "\n")
        self.process.stdin.flush()
        return int(self.process.stdout.readline())

    def close(self) -> None:
        self.process.kill()
        self.process.communicate()


class MortalServer:
    """The real server on a port that stays, and the chores of the office beside it."""

    def __init__(self, data_dir: Path, database_url: str, log: Path, mould: Mould) -> None:
        self.port = quiet_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = log
        self.settings = environment(data_dir) | {"XUNHU_DATABASE_URL": database_url}
        self.mould = mould
        self.pid: int | None = None
        self.cold: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """A warm start; returns when the server says that it is ready."""
        self.pid = self.mould.cast(("serve", "--port", str(self.port)), self.settings, self.log)
        self.wait_until_ready()

    def start_cold(self) -> None:
        """The command as an office types it."""
        with self.log.open("ab") as out:
            cold = subprocess.Popen(
                [XUNHU, "serve", "--port", str(self.port)],
                env=self.settings,
                stdout=out,
                stderr=out,
                start_new_session=True,
            )
        self.pid, self.cold = cold.pid, cold
        self.wait_until_ready()

    def wait_until_ready(self) -> None:
        deadline = time.monotonic() + START_S
        while not self.ready():
            if time.monotonic() > deadline:
                raise TimeoutError(self.log.read_text()[-5000:])
            time.sleep(ASK_AGAIN_S)

    def ready(self) -> bool:
        try:
            with urllib.request.urlopen(f"{self.url}/readyz", timeout=2) as answer:
                return bool(answer.status == 200)
        except (OSError, HTTPException):  # also when it is killed while it answers
            return False

    def kill(self) -> None:
        """End the server and its worker at once, wherever they are."""
        if self.pid is None:
            return
        with suppress(ProcessLookupError):
            os.killpg(self.pid, signal.SIGKILL)
        if self.cold is not None:
            self.cold.wait()
        self.pid = self.cold = None

    def kill_worker(self) -> None:
        """End the worker alone: the server starts another by itself."""
        assert self.pid is not None
        for worker in children_of(self.pid):
            with suppress(ProcessLookupError):
                os.kill(worker, signal.SIGKILL)

    def run(self, *words: str) -> tuple[int, str]:
        """The status of a chore, and what it said."""
        told = self.log.with_name("told.log")
        told.unlink(missing_ok=True)
        status = self.mould.cast(words, self.settings, told, is_chore=True)
        return status, told.read_text()


def quiet_port() -> int:
    """A free port that no outgoing connection is given.

    Who knocks at a dead server's port from that very port would meet himself, and hold it.
    """
    while True:
        port = random.randrange(10_000, 30_000)
        with closing(socket.socket()) as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port


def children_of(pid: int) -> list[int]:
    """The processes that one has started; none when it is gone."""
    try:
        told = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    except OSError:
        return []
    return [int(child) for child in told.split()]
