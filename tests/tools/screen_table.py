"""The screens that are pictured, one row each; who adds a screen adds a row here."""

import re
from collections.abc import Callable
from typing import NamedTuple
from urllib.parse import urlsplit

from playwright.sync_api import Page

START = (107.28443, 29.2476)
SETTLE_MS = 1200
SHUIJIANG = "row-500119108"
Act = Callable[[Page], None]


class Screen(NamedTuple):
    """A picture: who sees it, at which address, and what is done before it is taken.

    `shown` is what must stand on the screen; `picture` is its file for the README. A screen that
    `may_lack` is passed over while its address leads elsewhere.
    """

    caption: str
    user: str
    path: str
    act: Act | None = None
    shown: str = ""
    picture: str = ""
    may_lack: bool = False


def ride(page: Page) -> None:
    """Start a patrol and drive for some seconds."""
    page.get_by_test_id("start-patrol").click()
    for step in range(20):
        place = {"longitude": START[0] + step * 8e-5, "latitude": START[1] + step * 3e-5}
        page.context.set_geolocation({**place, "accuracy": 6})
        page.wait_for_timeout(300)


def stop(page: Page) -> None:
    """End the patrol of `ride`, up to its summary."""
    page.get_by_test_id("leave-night").click()
    page.get_by_test_id("stop-patrol").click()
    page.get_by_test_id("stop-yes").click()
    page.get_by_test_id("patrol-summary").wait_for()


def night(page: Page) -> None:
    """The dim screen of a ride."""
    page.get_by_test_id("to-night").click()


def open_first(page: Page) -> None:
    """The newest record of the list."""
    page.locator("a[href^='/records/']").first.click()


def consult(page: Page) -> None:
    """Fill in the first consultation."""
    for chosen in ("topic-labour", "outcome-advice"):
        chip = page.get_by_test_id(f"consultation-{chosen}")
        page.locator("label").filter(has=chip).click()


def drawn(page: Page) -> None:
    """The desk's map, with or without WebGL."""
    page.locator("[data-engine]").first.wait_for(timeout=30_000)


def footprint(page: Page) -> None:
    drawn(page)
    page.get_by_test_id("footprint").first.click()


def township(page: Page) -> None:
    drawn(page)
    page.get_by_test_id(SHUIJIANG).click()
    page.get_by_test_id("part-targets").click()
    page.get_by_test_id("target").first.wait_for()


def open_record(page: Page) -> None:
    """A record of outreach with its history: one that was amended, where there is one."""
    origin = re.match(r"https?://[^/]+", page.url)
    assert origin
    asked = f"{origin[0]}/api/v1/records?limit=1&kind="
    amendments = page.request.get(f"{asked}amendment").json()["features"]
    ids = [one["properties"]["refs"]["record"] for one in amendments]
    ids += [one["id"] for one in page.request.get(f"{asked}outreach_event").json()["features"]]
    page.goto(f"{origin[0]}/desk/records/{ids[0]}")


def reach(page: Page, url: str, screen: Screen) -> bool:
    """Bring the screen up; whether there is one. Raises LookupError when there should be."""
    if screen.path:
        page.goto(url + screen.path)
        page.wait_for_timeout(SETTLE_MS)
        if urlsplit(page.url).path != screen.path:
            if screen.may_lack:
                return False
            raise LookupError(f"{screen.path} leads to {page.url}")
    if screen.act:
        screen.act(page)
    if screen.shown:
        page.get_by_test_id(screen.shown).first.wait_for(timeout=60_000)
    return True


PHONE = [
    Screen("登录", "", "/sign-in", shown="username"),
    Screen("开始巡防", "chen", "/start", shown="start-patrol", picture="start"),
    Screen("接下来去哪", "chen", "/next"),
    Screen("地图", "chen", "/map"),
    Screen("隐患", "chen", "/hazards"),
    Screen("报隐患", "chen", "/hazard/new"),
    Screen("到访打卡", "chen", "/check-in"),
    Screen("护路宣传", "chen", "/outreach/new", shown="save-outreach"),
    Screen("法律诊所", "liu", "/clinic/new", consult, "consultation-done", "clinic"),
    Screen("记录", "chen", "/records", shown="sync-badge", picture="records"),
    Screen("我的", "chen", "/me", shown="who"),
    Screen("手机自检", "chen", "/me/phone", shown="office-line"),
    Screen("安装到桌面", "chen", "/me/install", shown="install-steps"),
    Screen("在微信里打开", "chen", "/wechat", shown="wechat-steps"),
    Screen("一条记录", "chen", "/records", open_first),
    Screen("巡防中", "chen", "/start", ride, "ride-time", "ride"),
    Screen("夜间巡防", "chen", "", night),
    Screen("巡防小结", "chen", "", stop, "patrol-summary"),
]
DESK = [
    Screen("区级台", "zhao", "/desk", drawn, picture="desk"),
    Screen("足迹", "zhao", "/desk", footprint),
    Screen("一个镇街的盲区", "zhao", "/desk", township, "target", "unvisited"),
    Screen("巡防质量", "zhao", "/desk/quality", picture="quality"),
    Screen("待处理的记录", "wang", "/desk/todo/parked", shown="review", picture="todo"),
    Screen("两处修改有矛盾", "wang", "/desk/todo/conflicts", shown="review"),
    Screen("一条记录和它的历史", "wang", "/desk", open_record, "content"),
    Screen("覆盖目标", "admin", "/desk/targets", shown="target-row"),
]
