"""What a phone loads, and how soon it can be used."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Playwright, sync_playwright

from bench.kills import kill_rows
from bench.shell import first_shell, gzipped_kb, precached
from bench.shift import shift_rows
from bench.table import Row, at_most, said
from bench.thumb import thumb_rows
from bench.visits import SLOW_4G_KBIT_PER_S, SLOW_4G_ROUND_TRIP_S, visits
from rig.server import Server, xunhu

BUDGETS_S = {"usable": 6.0, "offline-ready": 15.0}


def front_rows() -> Iterator[Row]:
    """With the demo of two weeks, on a line and a processor of a cheap phone."""
    with tempfile.TemporaryDirectory(prefix="xunhu-front-") as name:
        folder = Path(name)
        xunhu(folder, "init", "--demo", "--days", "14")
        server = Server(folder)
        server.start()
        try:
            yield from _shell_rows()
            with sync_playwright() as playwright:
                yield from _visit_rows(playwright, server, folder / "profile")
                yield from shift_rows(playwright, server, folder / "shift")
                yield from kill_rows(playwright, server, folder / "kills")
                yield from thumb_rows(playwright, server, folder / "thumb")
        finally:
            server.stop()


def _shell_rows() -> Iterator[Row]:
    yield at_most("first shell, gzipped", gzipped_kb(first_shell()), "KB", 200)
    yield at_most("precached files", len(precached()), "", 14)
    yield Row("precache, gzipped", said(gzipped_kb(precached()), "KB"))


def _visit_rows(playwright: Playwright, server: Server, folder: Path) -> Iterator[Row]:
    """Beside them the bytes on an ideal line, and a round trip to connect, for page and assets."""
    trips = 3 * SLOW_4G_ROUND_TRIP_S
    kbit = 8 / SLOW_4G_KBIT_PER_S
    floors = {
        "usable": gzipped_kb(first_shell()) * kbit + trips,
        "offline-ready": gzipped_kb(precached()) * kbit + trips,
    }
    seconds = visits(playwright, server, folder)
    for name, value in seconds.items():
        measured = at_most(f"{name}, slow 4G, CPU ÷ 4", value, "s", BUDGETS_S.get(name, 1.0))
        yield measured
        if name in floors:
            yield Row(f"{name}, the ideal line alone", said(floors[name], "s"))
