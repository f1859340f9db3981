"""The phone's page on a slow line and a slow processor: first visit, next visit, hung server."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Page, Playwright

from bench.network import slow_line
from rig.phone import Phone
from rig.server import Server
from xunhu.demo.people import DEMO_PASSWORD

SLOW_4G_KBIT_PER_S = 1474
SLOW_4G_ROUND_TRIP_S = 0.562
CPU_SLOWER = 4
WATCH = """
window.usable = new Promise((told) => {
  const look = () => {
    const found = document.querySelector('[data-testid=username], [data-testid=start-patrol]')
    if (found) told(performance.now() / 1000)
    else requestAnimationFrame(look)
  }
  requestAnimationFrame(look)
})
"""
OFFLINE_READY = "navigator.serviceWorker.ready.then(() => performance.now() / 1000)"


def visits(playwright: Playwright, server: Server, profile: Path) -> dict[str, float]:
    """Seconds since navigation: to the sign-in form first, then to the Start button."""
    seconds = {}
    with slow_line(server.port, SLOW_4G_KBIT_PER_S, SLOW_4G_ROUND_TRIP_S) as port:
        phone, url = Phone(playwright, profile), f"http://127.0.0.1:{port}/"
        with slow_page(phone) as page:
            seconds["usable"] = usable(page, url)
            seconds["offline-ready"] = page.evaluate(OFFLINE_READY)
            sign_in(page)
        with slow_page(phone) as page:
            seconds["usable again"] = usable(page, url)
        server.hang()
        with slow_page(phone) as page:
            seconds["usable, server hung"] = usable(page, url)
        server.resume()
    return seconds


def usable(page: Page, url: str) -> float:
    """Seconds until the frame in which the form or the Start button stands."""
    page.goto(url, wait_until="commit")
    return float(page.evaluate("window.usable"))


def sign_in(page: Page) -> None:
    page.get_by_test_id("username").fill("chen")
    page.get_by_test_id("password").fill(DEMO_PASSWORD)
    page.get_by_test_id("sign-in").click()
    page.get_by_test_id("start-patrol").wait_for(timeout=60_000)


@contextmanager
def slow_page(phone: Phone) -> Iterator[Page]:
    """A freshly started browser whose page computes slowly."""
    page = phone.start()
    page.add_init_script(WATCH)
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": CPU_SLOWER})
    yield page
    phone.close()
