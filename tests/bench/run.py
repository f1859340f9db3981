"""Measures the product in one run and prints its own table, also kept as RESULTS.md."""

import platform
import sys
import tempfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from playwright.sync_api import sync_playwright

from bench.answers import coverage_s, ingest, reference_s
from bench.client import Client
from bench.shell import first_shell, gzipped_kb, precached
from bench.visits import SLOW_4G_KBIT_PER_S, SLOW_4G_ROUND_TRIP_S, visits
from rig.server import Server, xunhu
from xunhu.schemas import SHANGHAI

RESULTS = Path(__file__).with_name("RESULTS.md")
HEAD = ["measure", "value", "budget", "reference of this run", "ratio to it"]
Row = tuple[str, str, str, str, str]


def row(name: str, value: float, unit: str, budget: str, floor: float | None = None) -> Row:
    """A line of the table; the floor is in the unit of the value."""
    if floor is None:
        return name, f"{value:.4g} {unit}", budget, "", ""
    return name, f"{value:.4g} {unit}", budget, f"{floor:.4g} {unit}", f"{value / floor:.2f}"


def shell_rows() -> Iterator[Row]:
    yield row("first shell, gzipped", gzipped_kb(first_shell()), "KB", "200")
    yield row("precached files", len(precached()), "files", "14")
    yield row("precache, gzipped", gzipped_kb(precached()), "KB", "")


def visit_rows(server: Server, folder: Path) -> Iterator[Row]:
    """Floors: the bytes on an ideal line, with a round trip each to connect, page and assets."""
    trips = 3 * SLOW_4G_ROUND_TRIP_S
    kbit = 8 / SLOW_4G_KBIT_PER_S
    floors = {
        "usable": gzipped_kb(first_shell()) * kbit + trips,
        "offline-ready": gzipped_kb(precached()) * kbit + trips,
    }
    budgets = {"usable": "6", "offline-ready": "15"}
    with sync_playwright() as playwright:
        seconds = visits(playwright, server, folder)
    for name, value in seconds.items():
        title = f"{name}, slow 4G, CPU ÷ 4"
        yield row(title, value, "s", budgets.get(name, "1"), floors.get(name))


def server_rows(server: Server) -> Iterator[Row]:
    """Floors: JSON written and read in Python; the records' own JSON only read."""
    viewer, officer = Client(server.url, "zhao"), Client(server.url, "chen")
    unit_ms = reference_s() * 1000
    yield row("coverage of 30 days", coverage_s(viewer, 30) * 1000, "ms", "2000", unit_ms)
    yield row("coverage of 7 days", coverage_s(viewer, 7) * 1000, "ms", "", unit_ms)
    taken_in, only_read = ingest(officer)
    yield row("fixes taken in", taken_in, "per s", "", only_read)


def table(rows: list[Row]) -> str:
    lines = [HEAD, ["---"] * len(HEAD), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="xunhu-bench-") as name:
        folder = Path(name)
        xunhu(folder, "init", "--demo", "--days", "35")
        server = Server(folder)
        server.start()
        try:
            rows = [*shell_rows(), *server_rows(server), *visit_rows(server, folder / "profile")]
        finally:
            server.stop()
    machine = f"{datetime.now(SHANGHAI):%Y-%m-%d}, Python {platform.python_version()}"
    text = f"# Measured by `make bench`\n\n{machine}, one run, one machine.\n\n{table(rows)}\n"
    RESULTS.write_text(text, encoding="utf-8")
    sys.stdout.write(text)


if __name__ == "__main__":
    main()
