"""The duty manager wonders why a number is low."""

import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser


def test_a_manager_finds_why_tracks_have_gaps(desk: Page) -> None:
    desk.get_by_test_id("to-quality").click()
    rows = desk.get_by_test_id("quality-row")
    expect(rows.first).to_contain_text(re.compile(r"南川巡防\d+"))
    expect(desk.get_by_test_id("shift")).to_contain_text("坐标偏移检查")
    expect(desk.locator("[data-note=gap]").first).to_contain_text("无轨迹")
    desk.get_by_test_id("township").select_option(label="水江镇")
    expect(rows.filter(has_not_text="水江镇")).to_have_count(0)
    desk.get_by_test_id("day").fill("2020-01-01")
    expect(desk.get_by_test_id("empty")).to_contain_text("没有巡防")
