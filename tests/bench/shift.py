"""Eight hours at a fix a second through the app's own recorder in Chromium, and what it costs."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Page, Playwright, Request

from bench.table import Row, at_most, said
from bench.visits import sign_in
from rig.phone import Phone
from rig.server import Server

FIXES = int(os.environ.get("XUNHU_BENCH_FIXES", "28800"))
AT_ONCE = 60
MB = 1e6
WORLD = Path(__file__).with_name("shift.js").read_text().replace("LENGTH_MS", str(FIXES * 1000))
WRITTEN = "(wanted) => written(wanted)"


class Shift(NamedTuple):
    """Bytes: growth of the heap, on disk at the end and at worst, sent gzipped."""

    heap: float
    disk: float
    disk_at_worst: float
    uploaded: float


def shift_rows(playwright: Playwright, server: Server, folder: Path) -> Iterator[Row]:
    shift = ridden(playwright, server, folder)
    hours = f"{FIXES:,} fixes"
    yield at_most(f"heap growth, {hours}", shift.heap / MB, "MB", 5)
    yield at_most(f"on disk, {hours}", shift.disk / MB, "MB", 1.5)
    yield Row(f"on disk at worst, {hours}", said(shift.disk_at_worst / MB, "MB"))
    yield at_most(f"uploaded gzipped, {hours}", shift.uploaded / 1000, "KB", 450)


def ridden(playwright: Playwright, server: Server, folder: Path) -> Shift:
    """Ride without a network, then close, open again, and send."""
    phone = Phone(playwright, folder)
    with opened(phone, server.url) as page:
        sign_in(page)
        page.evaluate("navigator.serviceWorker.ready.then(() => null)")
    before = on_disk(folder)
    phone.lose_network()
    with opened(phone, server.url, WORLD) as page:
        page.get_by_test_id("start-patrol").click()
        page.get_by_test_id("ride-time").wait_for()
        heap, most = driven(page, folder)
        page.get_by_test_id("stop-patrol").click()
        page.get_by_test_id("stop-yes").click()
        page.get_by_test_id("save-patrol").click()
        page.get_by_test_id("record").first.wait_for()
    with opened(phone, server.url):
        pass  # what was written over is tidied up when the database opens again
    kept = on_disk(folder) - before
    phone.find_network()
    with opened(phone, server.url) as page:
        return Shift(heap, kept, max(most - before, kept), uploaded(page))


@contextmanager
def opened(phone: Phone, url: str, script: str = "") -> Iterator[Page]:
    page = phone.start()
    page.set_default_timeout(120_000)
    if script:
        page.add_init_script(script)
    page.goto(url)
    page.locator("[data-testid=start-patrol], [data-testid=username]").first.wait_for()
    yield page
    phone.close()


def driven(page: Page, folder: Path) -> tuple[float, int]:
    """Drives all of it: how far the heap grew after the first minute, and the most on disk."""
    session = page.context.new_cdp_session(page)
    after_a_minute, most = 0.0, 0
    for count in range(AT_ONCE, FIXES + 1, AT_ONCE):
        page.evaluate("(count) => drive(count)", AT_ONCE)
        page.evaluate(WRITTEN, count)
        most = max(most, on_disk(folder))
        if count == AT_ONCE:
            after_a_minute = heap_of(session)
    return heap_of(session) - after_a_minute, most


def heap_of(session: object) -> float:
    session.send("HeapProfiler.collectGarbage")  # type: ignore[attr-defined]
    return float(session.send("Runtime.getHeapUsage")["usedSize"])  # type: ignore[attr-defined]


def on_disk(profile: Path) -> int:
    """Bytes of the browser's databases."""
    folders = profile.glob("Default/IndexedDB/*")
    return sum(size_of(file) for one in folders for file in one.rglob("*"))


def size_of(file: Path) -> int:
    try:
        return file.stat().st_size if file.is_file() else 0
    except FileNotFoundError:  # the browser tidied up meanwhile
        return 0


def uploaded(page: Page) -> float:
    """The bytes of all pushes until everything is sent."""
    pushes: list[Request] = []
    page.on("request", lambda one: pushes.append(one) if "/sync/push" in one.url else None)
    page.reload()
    badge = page.locator("[data-testid=sync-badge][data-state=done]")
    badge.wait_for()
    sizes = [int(one.all_headers().get("content-length", "0")) for one in pushes]
    return float(sum(sizes))
