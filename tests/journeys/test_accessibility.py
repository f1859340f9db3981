"""Every screen as axe-core sees it: names, contrast, order, for those who read by other means."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

pytestmark = pytest.mark.browser


def faults(page: Page, shown: str) -> list[str]:
    """What is wrong on the screen, once `shown` stands on it."""
    page.get_by_test_id(shown).first.wait_for()
    return [fault["id"] for fault in Axe().run(page).response["violations"]]


def test_signing_in(page, server):
    page.goto(server.url)
    assert faults(page, "username") == []


def test_the_desk_with_a_township_open(desk):
    desk.get_by_test_id("row-500119108").click()
    assert faults(desk, "township-panel") == []


def test_a_patrol_from_start_to_its_record(chen):
    chen.pick_up()
    assert faults(chen.page, "start-patrol") == []
    chen.tap("start-patrol")
    assert faults(chen.page, "ride-time") == []
    chen.tap("stop-patrol")
    assert faults(chen.page, "stop-yes") == []
    chen.tap("stop-yes")
    assert faults(chen.page, "patrol-summary") == []
    chen.tap("save-patrol")
    assert faults(chen.page, "record") == []


def test_the_forms_of_outreach_and_clinic(liu):
    liu.pick_up()
    liu.tap("go-outreach")
    assert faults(liu.page, "save-outreach") == []
    liu.tap("back")
    liu.tap("go-clinic")
    liu.tap("add-consultation")
    assert faults(liu.page, "consultation-done") == []
    liu.tap("clinic-clinic")
    assert faults(liu.page, "clinic-clinic-choice") == []
