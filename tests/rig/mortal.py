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


class MortalServer:
    """The real server on a port that stays; warm starts fork a process that has all imports."""

    def __init__(self, data_dir: Path, database_url: str, log: Path) -> None:
        self.port = quiet_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = log
        self.settings = environment(data_dir)
        if database_url:
            self.settings["XUNHU_DATABASE_URL"] = database_url
        self.mould = self._mould()
        self.pid: int | None = None
        self.cold: subprocess.Popen[bytes] | None = None

    def _mould(self) -> subprocess.Popen[str]:
        with self.log.open("a") as errors:
            return subprocess.Popen(
                [sys.executable, str(BECOME), str(self.log)],
                env=self.settings,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                text=True,
            )

    def start(self) -> None:
        """A warm start; returns when the server says that it is ready."""
        assert self.mould.stdin is not None
        assert self.mould.stdout is not None
        self.mould.stdin.write(json.dumps(["serve", "--port", str(self.port)]) + "\n")
        self.mould.stdin.flush()
        self.pid = int(self.mould.stdout.readline())
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

    def close(self) -> None:
        self.kill()
        self.mould.kill()
        self.mould.communicate()

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        """A chore of the office beside the server, in a process of its own."""
        command = [str(XUNHU), *words]
        return subprocess.run(
            command, env=self.settings, capture_output=True, text=True, check=False
        )


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
