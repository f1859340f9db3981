"""Measures the product and what would be picked instead, in one run; prints it, and keeps it as
RESULTS.md.

`XUNHU_BENCH_DAYS` (365), `XUNHU_BENCH_VEHICLES` (26): how much is taken in. `XUNHU_BENCH_PEERS=0`
leaves the peers out. `XUNHU_BENCH_KEEP` names a folder that keeps the year's database.
`XUNHU_BENCH_ONLY` (`year`, `phone`) measures one of the two, and leaves the other as it was found.
"""

import os
import platform
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from datetime import datetime, timedelta
from pathlib import Path

from bench.front import front_rows
from bench.peers.figures import Figures, figures
from bench.peers.servers import PEERS
from bench.pushing import days_until
from bench.table import Row, at_least, said, table
from bench.whole import Whole, measured, rows
from bench.year import day_of
from xunhu.schemas import SHANGHAI
from xunhu.settings import Settings

RESULTS = Path(__file__).with_name("RESULTS.md")
BEGINS = "\n## "
HEAD = ("measure", "result", "to reach", "reached / spread")
DAYS = int(os.environ.get("XUNHU_BENCH_DAYS", "365"))
VEHICLES = int(os.environ.get("XUNHU_BENCH_VEHICLES", "26"))
TO_REACH = {"drf_gis": 30.0, "flask_copy": 6.0, "opaque": 1.5}


def peer_rows(whole: Whole, peers: Figures) -> Iterator[Row]:
    """Ours against each peer, all over HTTP or all over 30 days."""
    for peer, rate in peers.rates.items():
        name, ratio = PEERS[peer], whole.rate / rate
        measure = f"taken in, against {name} ({rate:,.0f} fixes/s)"
        least = TO_REACH.get(peer)
        yield at_least(measure, ratio, "×", least) if least else Row(measure, said(ratio, "×"))
    ours = whole.read["warm_30"][0]
    for name, taken, least in (
        ("the PostGIS rollup table", peers.rollup_ms, 150),
        ("tuned PostGIS rows", peers.rows_ms, 500),
    ):
        if taken is not None:
            yield at_least(f"30 days, against {name} ({taken:,.0f} ms)", taken / ours, "×", least)
    for why in peers.missing:
        yield Row("a peer was not measured", why[:200])


def year_rows() -> Iterator[Row]:
    """The product on the whole, the peers on a day of it (what is taken in) or a month (read)."""
    last = datetime.now(SHANGHAI).date() - timedelta(days=2)
    with kept_folder() as name:
        folder = Path(name)
        whole = measured(folder, VEHICLES, DAYS, last)
        yield from rows(whole)
        if os.environ.get("XUNHU_BENCH_PEERS") != "0":
            settings = Settings(folder, f"sqlite:///{folder}/xunhu.db", "bench")
            days = list(days_until(last, min(DAYS, 32)))
            pushes = list(day_of(VEHICLES, last))
            yield from peer_rows(whole, figures(folder, settings, pushes, VEHICLES, days))


@contextmanager
def kept_folder() -> Iterator[str]:
    """A folder for the year, gone afterwards unless it is asked for."""
    asked = os.environ.get("XUNHU_BENCH_KEEP")
    with nullcontext(asked) if asked else tempfile.TemporaryDirectory(prefix="xunhu-year-") as name:
        Path(name).mkdir(exist_ok=True)
        yield name


def machine() -> str:
    """What this ran on, and what ran."""
    told = Path("/proc/cpuinfo").read_text().splitlines()
    model = next((one.partition(":")[2].strip() for one in told if "model name" in one), "unknown")
    gigabytes = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    asked = ["git", "-C", str(RESULTS.parent), "rev-parse", "--short", "HEAD"]
    commit = subprocess.run(asked, capture_output=True, text=True, check=False).stdout.strip()
    return (
        f"{datetime.now(SHANGHAI):%Y-%m-%d}, commit {commit}, {os.cpu_count()} cores of {model}, "
        f"{gigabytes:.0f} GB, Linux {platform.release()}, Python {platform.python_version()}"
    )


def main() -> None:
    """The year is written down before the phone is measured: it takes the longest."""
    parts = {
        "year": (f"{DAYS} days of {VEHICLES} vehicles, a fix each five seconds", year_rows),
        "phone": ("The phone", front_rows),
    }
    only = os.environ.get("XUNHU_BENCH_ONLY")
    if only and only not in parts:
        sys.exit(f"XUNHU_BENCH_ONLY={only}: {' or '.join(parts)}")
    found = as_found(len(parts))
    for n, (part, (title, rows_of)) in enumerate(parts.items()):
        if part == (only or part):
            found[n] = f"{title}\n\n{machine()}; one run.\n\n{table(HEAD, list(rows_of()))}\n"
            RESULTS.write_text(BEGINS.join(["# Measured by `make bench`\n", *found]), "utf-8")
            sys.stdout.write(found[n])


def as_found(count: int) -> list[str]:
    """The parts that were measured before, as they are written down."""
    text = RESULTS.read_text("utf-8") if RESULTS.exists() else ""
    return [*text.split(BEGINS)[1:], *[""] * count][:count]


if __name__ == "__main__":
    main()
