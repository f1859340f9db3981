"""Every screen of the table in every look: tidy, without a fault of axe's, all by keyboard."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Playwright, ViewportSize, expect

from journeys.person import PASSWORD
from journeys.review import Sender, busy_desk
from journeys.walk import (
    faults,
    faults_in_any_look,
    out_of_reach,
    speak,
    untidy,
    untidy_doubled,
)
from rig.server import Server
from tools.screen_table import DESK, PHONE, START, Screen, reach

pytestmark = pytest.mark.browser
NARROW: ViewportSize = {"width": 320, "height": 640}
USUAL: ViewportSize = {"width": 390, "height": 844}
AT_DESK: ViewportSize = {"width": 1440, "height": 900}
PageOf = Callable[[str, str], Page]


@pytest.fixture(scope="module")
def office(
    demo_dir: Path, playwright: Playwright, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    """A running server with the demo and a desk that has much to do, for all walks."""
    data_dir = tmp_path_factory.mktemp("walks") / "var"
    shutil.copytree(demo_dir, data_dir)
    running = Server(data_dir)
    running.start()
    busy_desk(Sender(playwright, running, "chen"))
    yield running
    running.stop()


@pytest.fixture(scope="module")
def page_of(browser: Browser, office: Server) -> Iterator[PageOf]:
    """A page for each user and language, signed in once."""
    pages: dict[tuple[str, str], Page] = {}

    def made(user: str, language: str) -> Page:
        if (user, language) not in pages:
            pages[user, language] = signed_in(browser, office, user, language)
        return pages[user, language]

    yield made
    for page in pages.values():
        page.context.close()


def signed_in(browser: Browser, office: Server, user: str, language: str) -> Page:
    context = browser.new_context(
        locale="zh-CN",
        timezone_id="Asia/Shanghai",
        permissions=["geolocation", "screen-wake-lock"],
        reduced_motion="reduce",
        geolocation={"longitude": START[0], "latitude": START[1], "accuracy": 6},
    )
    page = context.new_page()
    page.goto(f"{office.url}/sign-in")
    speak(page, language)
    page.reload()
    if user:
        page.get_by_test_id("username").fill(user)
        page.get_by_test_id("password").fill(PASSWORD)
        page.get_by_test_id("sign-in").click()
        page.wait_for_url(lambda address: "sign-in" not in address)
    return page


def walked(
    screens: list[Screen],
    page_of: PageOf,
    office: Server,
    look_at: Callable[[Page], list[str]],
    language: str = "zh-CN",
) -> dict[str, list[str]]:
    """What is wrong on each screen of the table that there is."""
    wrong = {}
    for screen in screens:
        page = page_of(screen.user, language)
        if reach(page, office.url, screen) and (found := look_at(page)):
            wrong[screen.caption] = found
    return wrong


def save_ride(page: Page) -> None:
    """The patrol of the table's last rows ends, so that the next walk can start one."""
    page.get_by_test_id("save-patrol").click()
    expect(page.get_by_test_id("record").first).to_be_visible()


def wrong_in_hand(page: Page) -> list[str]:
    """On a phone 320 px wide in every look; on a usual one with text twice as large, and by Tab."""
    page.set_viewport_size(NARROW)
    found = faults_in_any_look(page)
    page.set_viewport_size(USUAL)
    return found + untidy_doubled(page) + [f"no Tab: {one}" for one in out_of_reach(page)]


def wrong_in_english(page: Page) -> list[str]:
    page.set_viewport_size(NARROW)
    return untidy(page) + faults(page)


def wrong_at_desk_in_english(page: Page) -> list[str]:
    page.set_viewport_size(AT_DESK)
    return faults(page)


def wrong_at_desk(page: Page) -> list[str]:
    page.set_viewport_size(AT_DESK)
    return faults_in_any_look(page) + [f"no Tab: {one}" for one in out_of_reach(page)]


def press(page: Page, name: str) -> None:
    """Tab to an action, then Enter; fails when Tab never comes to it."""
    for _ in range(60):
        if page.evaluate("document.activeElement?.dataset.testid") == name:
            return page.keyboard.press("Enter")
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab never reached {name}")


def test_the_phone_is_without_fault_in_every_look_and_all_by_keyboard(
    page_of: PageOf, office: Server
) -> None:
    wrong = walked(PHONE, page_of, office, wrong_in_hand)
    save_ride(page_of("chen", "zh-CN"))
    assert wrong == {}


def test_the_desk_is_without_fault_in_every_look_and_all_by_keyboard(
    page_of: PageOf, office: Server
) -> None:
    assert walked(DESK, page_of, office, wrong_at_desk) == {}


def test_a_patrol_is_started_ended_and_saved_by_keyboard_alone(
    page_of: PageOf, office: Server
) -> None:
    page = page_of("chen", "zh-CN")
    page.goto(f"{office.url}/start")
    for name, then in (
        ("start-patrol", "ride-time"),
        ("stop-patrol", "stop-yes"),
        ("stop-yes", "patrol-summary"),
        ("save-patrol", "record"),
    ):
        press(page, name)
        page.get_by_test_id(then).first.wait_for()


def test_english_is_without_fault_on_the_phone_and_at_the_desk(
    page_of: PageOf, office: Server
) -> None:
    wrong = walked(PHONE, page_of, office, wrong_in_english, "en")
    wrong |= walked(DESK, page_of, office, wrong_at_desk_in_english, "en")
    assert wrong == {}
