"""A year pushed into the real server over HTTP, in order of time; how long the server took."""

import http.client
import json
import os
import subprocess
import time
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from bench.year import SENDER, Push, day_of, townships
from rig.server import XUNHU, Server, environment

PASSWORD = "as long as it has to be"
READER = "reader"
TICKS_A_SECOND = os.sysconf("SC_CLK_TCK")


@dataclass
class Pushed:
    """What went in: fixes, seconds that answers took, seconds of the server's processor."""

    fixes: int = 0
    wall_s: float = 0.0
    cpu_s: float = 0.0
    by_month: dict[int, list[float]] = field(default_factory=lambda: defaultdict(lambda: [0, 0]))

    def rates(self) -> list[float]:
        """Fixes a second of each month."""
        return [fixes / seconds for fixes, seconds in self.by_month.values() if fixes]


class Sender:
    """One signed-in program on one connection that stays open."""

    def __init__(self, port: int, username: str) -> None:
        self.line = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        words = json.dumps({"username": username, "password": PASSWORD}).encode()
        answer, _ = self.ask("POST", "/auth/login", words, "application/json", "")
        self.cookie = (answer.getheader("Set-Cookie") or "").partition(";")[0]

    def ask(
        self, method: str, path: str, body: bytes, media_type: str, cookie: str
    ) -> tuple[http.client.HTTPResponse, bytes]:
        headers = {"Content-Type": media_type, "Sec-Fetch-Site": "same-origin", "Cookie": cookie}
        self.line.request(method, f"/api/v1{path}", body, headers)
        answer = self.line.getresponse()
        told = answer.read()
        if answer.status >= 300:
            raise ValueError(f"{method} {path}: {answer.status} {told[:500]!r}")
        return answer, told

    def get(self, path: str) -> bytes:
        return self.ask("GET", path, b"", "application/json", self.cookie)[1]

    def push(self, push: Push) -> float:
        """Seconds until the answer; raises ValueError unless every record was stored."""
        begun = time.perf_counter()
        _, told = self.ask("POST", "/sync/push", push.body, "application/geo+json-seq", self.cookie)
        took = time.perf_counter() - begun
        stored = sum(result["status"] == "stored" for result in json.loads(told)["results"])
        if stored != push.records:
            wrong = [one for one in json.loads(told)["results"] if one["status"] != "stored"]
            raise ValueError(wrong[:2])
        return took


def settle(folder: Path, vehicles: int) -> None:
    """The demo district without its work; an officer of all vehicles, and somebody who reads."""
    command([XUNHU, "init", "--demo", "--days", "0"], folder)
    towns = [word for town in townships(vehicles) for word in ("--township", town)]
    add = [XUNHU, "user", "add", "--password-stdin"]
    command([*add, SENDER, "--role", "patrol_officer", *towns], folder, PASSWORD)
    command([*add, READER, "--role", "district_viewer"], folder, PASSWORD)


def command(
    words: list[str | Path], folder: Path, said: str = "", settings: dict[str, str] | None = None
) -> float:
    """Seconds that a command took; raises CalledProcessError when it fails."""
    begun = time.perf_counter()
    settings = settings or environment(folder)
    subprocess.run(words, env=settings, input=said, text=True, capture_output=True, check=True)
    return time.perf_counter() - begun


def days_until(last: date, count: int) -> Iterator[date]:
    yield from (last - timedelta(days=n) for n in reversed(range(count)))


def push_days(
    server: Server, vehicles: int, days: Iterable[date], into: Pushed, month: int
) -> Pushed:
    """Push these days; making them is not counted."""
    sender = Sender(server.port, SENDER)
    for day in days:
        pushes = list(day_of(vehicles, day))
        before = cpu_s(server)
        took = sum(sender.push(push) for push in pushes)
        into.cpu_s += cpu_s(server) - before
        into.wall_s += took
        into.fixes += (fixes := sum(push.fixes for push in pushes))
        into.by_month[month][0] += fixes
        into.by_month[month][1] += took
    return into


def cpu_s(server: Server) -> float:
    """Seconds of processor that the server has used, with its worker."""
    assert server.process is not None
    return sum(map(_used_s, [server.process.pid, *_children(server.process.pid)]))


def _children(pid: int) -> list[int]:
    told = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    return [one for child in map(int, told) for one in (child, *_children(child))]


def _used_s(pid: int) -> float:
    told = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(told[11]) + int(told[12])) / TICKS_A_SECOND
