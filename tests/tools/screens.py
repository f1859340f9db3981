"""Takes pictures of the screens of a running demo: `screens.py http://127.0.0.1:8000 docs/screens`.

With `--all` also in the dark, in large print and in English, for looking at.
"""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

CHROMIUM = "/usr/bin/chromium"
QUIET = ["--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking"]
WEBGL = ["--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]
PASSWORD = "xunhu-demo"
PHONE = {"width": 390, "height": 844}
DESK = {"width": 1440, "height": 900}
PLAIN = {"language": "zh-CN", "theme": "light", "large": False}
LOOKS = {
    "dark": PLAIN | {"theme": "dark"},
    "large": PLAIN | {"large": True},
    "english": PLAIN | {"language": "en"},
}
START = (107.28443, 29.2476)
Screen = dict[str, int]
Look = dict[str, str | bool]


@contextmanager
def signed_in(browser: Browser, url: str, user: str, screen: Screen, look: Look) -> Iterator[Page]:
    """A page of this user, in this look."""
    context = browser.new_context(
        viewport=screen,
        locale="zh-CN",
        timezone_id="Asia/Shanghai",
        permissions=["geolocation"],
        geolocation={"longitude": START[0], "latitude": START[1], "accuracy": 6},
    )
    context.add_init_script(
        f"localStorage.setItem('xunhu.preferences', {json.dumps(json.dumps(look))})"
    )
    page = context.new_page()
    page.goto(f"{url}/sign-in")
    page.get_by_test_id("username").fill(user)
    page.get_by_test_id("password").fill(PASSWORD)
    page.get_by_test_id("sign-in").click()
    page.wait_for_url(lambda address: "sign-in" not in address)
    page.wait_for_timeout(2500)
    yield page
    context.close()


def phone(page: Page, url: str, folder: Path, ending: str) -> None:
    """The officer's screens, a short ride among them."""
    shoot(page, folder, f"start{ending}")
    for name, path in (("records", "/records"), ("outreach", "/outreach/new"), ("me", "/me")):
        page.goto(url + path)
        page.wait_for_timeout(1200)
        shoot(page, folder, name + ending)
    page.goto(f"{url}/start")
    page.get_by_test_id("start-patrol").click()
    for step in range(20):
        page.context.set_geolocation(
            {"longitude": START[0] + step * 8e-5, "latitude": START[1] + step * 3e-5, "accuracy": 6}
        )
        page.wait_for_timeout(300)
    shoot(page, folder, f"ride{ending}")
    page.get_by_test_id("stop-patrol").click()
    page.get_by_test_id("stop-yes").click()
    page.wait_for_timeout(800)
    shoot(page, folder, f"summary{ending}")


def clinic(page: Page, url: str, folder: Path, ending: str) -> None:
    """The volunteer's form, with one consultation begun."""
    page.goto(f"{url}/clinic/new")
    for chosen in ("topic-labour", "outcome-advice"):
        chip = page.get_by_test_id(f"consultation-{chosen}")
        page.locator("label").filter(has=chip).click()
    page.wait_for_timeout(600)
    shoot(page, folder, f"clinic{ending}")


def desk(page: Page, url: str, folder: Path, ending: str) -> None:
    """The desk, then a township opened."""
    page.locator("[data-engine=webgl]").wait_for(timeout=30_000)
    page.wait_for_timeout(1500)
    shoot(page, folder, f"desk{ending}")
    page.get_by_test_id("row-500119108").click()
    page.wait_for_timeout(1200)
    shoot(page, folder, f"township{ending}")


def todo(page: Page, url: str, folder: Path, ending: str) -> None:
    """What waits for the supervisor, and a record about to be voided."""
    events = page.request.get(f"{url}/api/v1/records?kind=outreach_event&limit=1").json()
    record = events["features"][0]["id"]
    for name, path in (("todo", "todo/parked"), ("conflicts", "todo/conflicts")):
        page.goto(f"{url}/desk/{path}")
        page.wait_for_timeout(1500)
        shoot(page, folder, name + ending)
    settle(page, folder, ending)
    page.goto(f"{url}/desk/records/{record}")
    page.wait_for_timeout(1500)
    shoot(page, folder, f"record{ending}")
    page.get_by_test_id("void").click()
    page.wait_for_timeout(600)
    shoot(page, folder, f"void{ending}")


def settle(page: Page, folder: Path, ending: str) -> None:
    """A contradiction about to be settled, where the demo has one."""
    if page.get_by_test_id("use-value").count() == 0:
        return
    page.get_by_test_id("use-value").first.click()
    page.wait_for_timeout(600)
    shoot(page, folder, f"settle{ending}")


def todo_on_phone(page: Page, url: str, folder: Path, ending: str) -> None:
    """The same on a phone."""
    todo(page, url, folder, f"-phone{ending}")


def shoot(page: Page, folder: Path, name: str) -> None:
    page.screenshot(path=folder / f"{name}.png")


def take(browser: Browser, url: str, folder: Path, ending: str, look: Look) -> None:
    """All screens in one look."""
    for user, screen, screens in (
        ("chen", PHONE, phone),
        ("liu", PHONE, clinic),
        ("zhao", DESK, desk),
        ("wang", DESK, todo),
        ("wang", PHONE, todo_on_phone),
    ):
        with signed_in(browser, url, user, screen, look) as page:
            screens(page, url, folder, ending)


def main() -> None:
    url, folder = sys.argv[1], Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    looks = {"": PLAIN} | (
        {f"-{n}": look for n, look in LOOKS.items()} if "--all" in sys.argv else {}
    )
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET + WEBGL)
        for ending, look in looks.items():
            take(browser, url, folder, ending, look)
        browser.close()


if __name__ == "__main__":
    main()
