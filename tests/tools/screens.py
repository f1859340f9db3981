"""Takes pictures of every screen of a fresh demo, in every look: `make screens`.

Writes one contact sheet a look and the README's pictures into docs/screens; names of looks as
arguments (`light dark large english desk desk-dark`) take only those.
"""

import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from journeys.review import Sender, busy_desk
from rig.server import Server, xunhu
from tools.screen_table import DESK, PHONE, START, Screen, reach
from tools.sheets import Picture, Shape, sheet, small_png

CHROMIUM = "/usr/bin/chromium"
QUIET = ["--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking"]
WEBGL = ["--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]
FOLDER = Path(__file__).resolve().parents[2] / "docs" / "screens"
PASSWORD = "xunhu-demo"
PATIENCE_MS = 180_000  # the desk draws in software here, and slowly
PLAIN = {"language": "zh-CN", "theme": "light", "large": False}
PHONE_SIZE, DESK_SIZE = (390, 844), (1440, 900)
ON_PHONE, AT_DESK = Shape(6, 300), Shape(3, 620)


class Look(NamedTuple):
    """A way to see all screens of one size."""

    title: str
    screens: list[Screen]
    size: tuple[int, int]
    shape: Shape
    preferences: dict[str, str | bool]

    @property
    def is_of_desk(self) -> bool:
        """Whether it shows the desk, where something has to wait for the supervisor."""
        return self.size == DESK_SIZE


LOOKS = {
    "light": Look("手机 · 浅色", PHONE, PHONE_SIZE, ON_PHONE, PLAIN),
    "dark": Look("手机 · 深色", PHONE, PHONE_SIZE, ON_PHONE, PLAIN | {"theme": "dark"}),
    "large": Look("手机 · 大字版", PHONE, PHONE_SIZE, ON_PHONE, PLAIN | {"large": True}),
    "english": Look("Phone · English", PHONE, PHONE_SIZE, ON_PHONE, PLAIN | {"language": "en"}),
    "desk": Look("区级台 · 浅色", DESK, DESK_SIZE, AT_DESK, PLAIN),
    "desk-dark": Look("区级台 · 深色", DESK, DESK_SIZE, AT_DESK, PLAIN | {"theme": "dark"}),
}
README = ("light", "desk")


class Photographer:
    """Goes through the screens of one look; each user has a browser of their own."""

    def __init__(self, browser: Browser, url: str, look: Look) -> None:
        self.browser, self.url, self.look = browser, url, look
        self.pages: dict[str, Page] = {}

    def pictures(self) -> Iterator[tuple[Screen, bytes]]:
        for screen in self.look.screens:
            page = self.page_of(screen.user)
            if reach(page, self.url, screen):
                page.wait_for_timeout(900)
                yield screen, page.screenshot()
            else:
                print(f"  {screen.caption}: no screen at {screen.path}")
        for page in self.pages.values():
            page.context.close()

    def page_of(self, user: str) -> Page:
        if user not in self.pages:
            page = self.pages[user] = self.context().new_page()
            page.set_default_timeout(PATIENCE_MS)
            if user:
                self.sign_in(page, user)
        return self.pages[user]

    def context(self) -> BrowserContext:
        width, height = self.look.size
        context = self.browser.new_context(
            viewport={"width": width, "height": height},
            locale="zh-CN",
            timezone_id="Asia/Shanghai",
            permissions=["geolocation", "screen-wake-lock"],
            geolocation={"longitude": START[0], "latitude": START[1], "accuracy": 6},
        )
        kept = json.dumps(json.dumps(self.look.preferences))
        context.add_init_script(f"localStorage.setItem('xunhu.preferences', {kept})")
        return context

    def sign_in(self, page: Page, user: str) -> None:
        page.goto(f"{self.url}/sign-in")
        page.get_by_test_id("username").fill(user)
        page.get_by_test_id("password").fill(PASSWORD)
        page.get_by_test_id("sign-in").click()
        page.wait_for_url(lambda address: "sign-in" not in address)
        page.wait_for_timeout(2500)  # what was recorded before comes with the first pull


def take(browser: Browser, url: str, name: str) -> None:
    """One look: its sheet, and the README's pictures if they are of this look."""
    print(name)
    look = LOOKS[name]
    taken: list[Picture] = []
    for screen, png in Photographer(browser, url, look).pictures():
        taken.append((screen.caption, png))
        if screen.picture and name in README:
            small_png(png, FOLDER / f"{screen.picture}.png")
    kind = "" if look.is_of_desk else "phone-"
    sheet(f"巡护 · {look.title}", taken, look.shape, FOLDER / f"sheet-{kind}{name}.jpg")


def main() -> None:
    names = sys.argv[1:] or list(LOOKS)
    FOLDER.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory(prefix="xunhu-screens-") as folder,
        sync_playwright() as playwright,
    ):
        xunhu(Path(folder), "init", "--demo")
        server = Server(Path(folder))
        server.start()
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET + WEBGL)
        try:
            for name in (name for name in names if not LOOKS[name].is_of_desk):
                take(browser, server.url, name)
            desk = [name for name in names if LOOKS[name].is_of_desk]
            if desk:
                busy_desk(Sender(playwright, server, "chen"))
            for name in desk:
                take(browser, server.url, name)
        finally:
            browser.close()
            server.stop()


if __name__ == "__main__":
    main()
