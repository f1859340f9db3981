"""Every screen of the table in every look: tidy, without a fault of axe's, all by keyboard."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from journeys.person import PASSWORD
from journeys.walk import DOUBLED, LOOKS, out_of_reach, untidy, wear
from rig.server import Server
from tools.screen_table import DESK, PHONE, START, Screen, reach

pytestmark = pytest.mark.browser
NARROW = {"width": 320, "height": 640}
USUAL = {"width": 390, "height": 844}
AT_DESK = {"width": 1440, "height": 900}
PageOf = Callable[[str], Page]


@pytest.fixture(scope="module")
def office(demo_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A running server with the demo, for all walks."""
    data_dir = tmp_path_factory.mktemp("walks") / "var"
    shutil.copytree(demo_dir, data_dir)
    running = Server(data_dir)
    running.start()
    yield running
    running.stop()


@pytest.fixture(scope="module")
def page_of(browser: Browser, office: Server) -> Iterator[PageOf]:
    """A page for each user, who signs in once."""
    pages: dict[str, Page] = {}

    def made(user: str) -> Page:
        if user not in pages:
            pages[user] = signed_in(browser, office, user)
        return pages[user]

    yield made
    for page in pages.values():
        page.context.close()


def signed_in(browser: Browser, office: Server, user: str) -> Page:
    context = browser.new_context(
        locale="zh-CN",
        timezone_id="Asia/Shanghai",
        permissions=["geolocation", "screen-wake-lock"],
        geolocation={"longitude": START[0], "latitude": START[1], "accuracy": 6},
    )
    page = context.new_page()
    page.goto(f"{office.url}/sign-in")
    if user:
        page.get_by_test_id("username").fill(user)
        page.get_by_test_id("password").fill(PASSWORD)
        page.get_by_test_id("sign-in").click()
        page.wait_for_url(lambda address: "sign-in" not in address)
    return page


def walked(
    screens: list[Screen], page_of: PageOf, office: Server, look: str, size: dict[str, int]
) -> Iterator[tuple[Screen, Page]]:
    """Each screen of the table that there is, standing in this look and size."""
    for screen in screens:
        page = page_of(screen.user)
        page.set_viewport_size(size)  # type: ignore[arg-type]
        wear(page, look)
        if reach(page, office.url, screen):
            yield screen, page


def save_ride(page: Page) -> None:
    """The patrol of the table's last rows ends, so that the next walk can start one."""
    page.get_by_test_id("save-patrol").click()
    expect(page.get_by_test_id("record").first).to_be_visible()


def faults(page: Page) -> list[str]:
    found: list[dict[str, Any]] = Axe().run(page).response["violations"]
    return [f"{fault['id']}: {fault['nodes'][0]['html'][:160]}" for fault in found]


@pytest.mark.parametrize("look", LOOKS)
def test_the_phone_is_without_fault_and_fits_320_pixels(
    page_of: PageOf, office: Server, look: str
) -> None:
    wrong = {
        screen.caption: found
        for screen, page in walked(PHONE, page_of, office, look, NARROW)
        if (found := untidy(page) + faults(page))
    }
    save_ride(page_of("chen"))
    assert wrong == {}


def test_the_phone_holds_text_of_twice_the_size(page_of: PageOf, office: Server) -> None:
    wrong = {}
    for screen, page in walked(PHONE, page_of, office, "light", USUAL):
        page.add_style_tag(content=DOUBLED)
        if found := untidy(page):
            wrong[screen.caption] = found
    save_ride(page_of("chen"))
    assert wrong == {}


def test_the_keyboard_reaches_every_action_of_the_phone(page_of: PageOf, office: Server) -> None:
    wrong = {
        screen.caption: left
        for screen, page in walked(PHONE, page_of, office, "light", USUAL)
        if (left := out_of_reach(page))
    }
    save_ride(page_of("chen"))
    assert wrong == {}


@pytest.mark.parametrize("look", LOOKS)
def test_the_desk_is_without_fault(page_of: PageOf, office: Server, look: str) -> None:
    wrong = {
        screen.caption: found
        for screen, page in walked(DESK, page_of, office, look, AT_DESK)
        if (found := faults(page))
    }
    assert wrong == {}


def test_the_keyboard_reaches_every_action_of_the_desk(page_of: PageOf, office: Server) -> None:
    wrong = {
        screen.caption: left
        for screen, page in walked(DESK, page_of, office, "light", AT_DESK)
        if (left := out_of_reach(page))
    }
    assert wrong == {}


def press(page: Page, name: str) -> None:
    """Tab to an action, then Enter; fails when Tab never comes to it."""
    for _ in range(60):
        if page.evaluate("document.activeElement?.dataset.testid") == name:
            return page.keyboard.press("Enter")
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab never reached {name}")


def test_a_patrol_is_started_ended_and_saved_by_keyboard_alone(
    page_of: PageOf, office: Server
) -> None:
    page = page_of("chen")
    page.goto(f"{office.url}/start")
    for name, then in (
        ("start-patrol", "ride-time"),
        ("stop-patrol", "stop-yes"),
        ("stop-yes", "patrol-summary"),
        ("save-patrol", "record"),
    ):
        press(page, name)
        page.get_by_test_id(then).first.wait_for()
