"""The product on a year: taken in, kept, read, rebuilt; the rows of the table for it."""

import json
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from statistics import harmonic_mean
from typing import Any

from bench.copied import copied_to_postgres
from bench.floor import floor_s
from bench.pushing import READER, Pushed, Sender, command, days_until, push_days, settle
from bench.reading import p95
from bench.table import Row, at_least, at_most, said
from bench.year import day_of
from rig.server import XUNHU, Server, environment

MONTHS = (1, 3, 6, 12)  # after which a reading is timed
ASKED = 200
FLOOR_DAYS = 3  # of each month, before they are pushed: both meet the same machine


@dataclass
class Whole:
    """What was measured of the product."""

    pushed: Pushed
    floor_rate: float = 0.0
    read: dict[str, Any] = field(default_factory=dict)
    on_postgres: dict[str, Any] = field(default_factory=dict)
    growth: dict[int, float] = field(default_factory=dict)
    http_ms: list[float] = field(default_factory=list)
    sealed_bytes: float = 0.0
    beside_bytes: float = 0.0
    rebuild_s: float = 0.0

    @property
    def rate(self) -> float:
        """Fixes a second over HTTP, as the client saw it."""
        return self.pushed.fixes / self.pushed.wall_s


def measured(folder: Path, vehicles: int, days: int, last: date) -> Whole:
    """Take in so many days until the last, and read them in every way."""
    settle(folder, vehicles)
    server = Server(folder)
    server.start()
    try:
        whole = _taken_in(server, vehicles, list(days_until(last, days)), last)
        whole.http_ms = _asked_over_http(server, last)
    finally:
        server.stop()
    whole.read = readings(environment(folder), last)
    whole.sealed_bytes, whole.beside_bytes = _bytes_a_fix(folder, whole.pushed.fixes)
    whole.on_postgres = copied_to_postgres(folder, lambda settings: readings(settings, last))
    whole.rebuild_s = command([XUNHU, "coverage", "rebuild"], folder)
    return whole


def _taken_in(server: Server, vehicles: int, days: list[date], last: date) -> Whole:
    pushed = Pushed()
    whole = Whole(pushed)
    floors: list[float] = []
    months = [days[n : n + 30] for n in range(0, len(days), 30)]
    for number, month in enumerate(months, start=1):
        floors.append(_floor_rate(server.data_dir, vehicles, month[:FLOOR_DAYS]))
        push_days(server, vehicles, month, pushed, number)
        rate = pushed.fixes / pushed.wall_s
        sys.stderr.write(f"{month[-1]}: {pushed.fixes:,} fixes, {rate:,.0f} a second\n")
        if number in MONTHS:
            whole.growth[number] = readings(environment(server.data_dir), month[-1])["warm_30"][0]
    whole.floor_rate = harmonic_mean(floors)
    return whole


def _floor_rate(folder: Path, vehicles: int, days: list[date]) -> float:
    pushes = [push for day in days for push in day_of(vehicles, day)]
    taken = floor_s(pushes, folder)
    (folder / "floor.bin").unlink()
    return sum(push.fixes for push in pushes) / taken


def _asked_over_http(server: Server, last: date) -> list[float]:
    """Milliseconds of answers about 365 days, each about other ones, geometry left out."""
    reader, taken = Sender(server.port, READER), []
    for n in range(ASKED):
        to = last - timedelta(days=n % 20)
        since = to - timedelta(days=364)
        begun = time.perf_counter()
        reader.get(f"/coverage?from={since}&to={to}&geometry=none")
        taken.append((time.perf_counter() - begun) * 1000)
    return taken[20:]


def readings(settings: dict[str, str], last: date) -> dict[str, Any]:
    """What `bench.reading` tells in a process of its own."""
    words = [sys.executable, "-m", "bench.reading", last.isoformat()]
    done = subprocess.run(words, env=settings, capture_output=True, text=True, check=True)
    return dict(json.loads(done.stdout))


def _bytes_a_fix(folder: Path, fixes: int) -> tuple[float, float]:
    """What sealed records take, compressed, and all files of the database beside them."""
    with sqlite3.connect(folder / "xunhu.db") as database:
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        (sealed,) = database.execute("SELECT SUM(LENGTH(content)) FROM sealed_record").fetchone()
    everything = sum(part.stat().st_size for part in folder.glob("xunhu.db*"))
    return sealed / fixes, (everything - sealed) / fixes


def rows(whole: Whole) -> Iterator[Row]:
    """The lines of the table that need no peer."""
    pushed, read = whole.pushed, whole.read
    rates = sorted(pushed.rates())
    yield Row("fixes taken in", f"{pushed.fixes:,}")
    spread = f"{rates[0]:,.0f} – {rates[-1]:,.0f} by month"
    yield Row("taken in over HTTP, as the client saw it", said(whole.rate, "fixes/s"), "", spread)
    cpu = pushed.cpu_s / pushed.fixes * 1e6
    yield Row("processor of the server", said(cpu, "µs a fix"))
    yield Row("floor on one core", said(1e6 / whole.floor_rate, "µs a fix"))
    yield at_least("share of the floor", 1e8 / whole.floor_rate / cpu, "%", 40)
    waited = said(whole.rate / whole.floor_rate * 100, "%")
    yield Row("the same, of the time that the client waited", waited)
    yield at_most("sealed bytes, compressed", whole.sealed_bytes, "B a fix", 16)
    yield at_most("disk beside them", whole.beside_bytes, "B a fix", 12)
    yield at_most("coverage, 30 days, warm, in process", read["warm_30"][0], "ms", 4)
    yield at_most("coverage, 365 days, warm, in process", read["warm_365"][0], "ms", 6)
    yield at_most("365 days, nothing in memory", read["cold_365"], "ms", 40)
    yield Row("365 days, no block of days kept yet", said(read["never_asked_365"], "ms"))
    yield Row("365 days, the first of a new process", said(read["first"], "ms"))
    yield at_most("365 days over HTTP, p95", p95(whole.http_ms), "ms", 25)
    for month, taken in whole.growth.items():
        yield Row(f"30 days, warm, after {month} months of data", said(taken, "ms"))
    yield at_most("one touched day worked out anew", read["touched_day_s"], "s", 0.5)
    yield at_most("the year rebuilt", whole.rebuild_s, "s", 300)
    if whole.on_postgres:
        postgres = whole.on_postgres
        yield at_most("365 days, warm, PostgreSQL", postgres["warm_365"][0], "ms", 12)
        yield Row("30 days, warm, PostgreSQL", said(postgres["warm_30"][0], "ms"))
