"""Home: the one thing to do next is in sight, however the phone is held."""

import pytest
from playwright.sync_api import expect

from journeys.person import Person

pytestmark = pytest.mark.browser
LARGE = """localStorage.setItem('xunhu.preferences', JSON.stringify(
  { language: 'zh-CN', theme: 'light', large: true }))"""


def test_the_start_is_in_sight_upright_and_on_its_side_in_both_sizes(chen: Person) -> None:
    chen.pick_up()
    start = chen.page.get_by_test_id("start-patrol")
    for large in (False, True):
        if large:
            chen.page.evaluate(LARGE)
        for width, height in ((390, 844), (844, 390), (320, 640)):
            chen.page.set_viewport_size({"width": width, "height": height})
            chen.page.goto(f"{chen.url}/start")
            expect(start).to_be_in_viewport(ratio=1)
