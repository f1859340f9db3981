"""Every screen as axe-core sees it: names, contrast, order, for those who read by other means."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from journeys.review import at_todo, busy_desk
from make import id_of

pytestmark = pytest.mark.browser

TO_DO = {
    "parked": "parked",
    "conflicts": "conflict",
    "unresolved": "empty",
    "photos": "missing-photo",
    "devices": "device",
    "rescue": "rescue-file",
}


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
    desk.get_by_test_id("part-targets").click()
    assert faults(desk, "target") == []
    desk.keyboard.press("Escape")
    desk.get_by_test_id("compare").select_option("previous")
    assert faults(desk, "difference") == []
    desk.get_by_test_id("panel-railway_share").get_by_role("button").click()
    assert faults(desk, "record-behind") == []


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
    assert faults(liu.page, "consultation-done") == []
    liu.tap("clinic-clinic")
    assert faults(liu.page, "clinic-clinic-choice") == []


def test_the_to_do_pages_of_the_desk(page, server, sender):
    busy_desk(sender)
    at_todo(page, server)
    for part, shown in TO_DO.items():
        page.get_by_test_id(f"part-{part}").click()
        assert faults(page, shown) == [], part


def test_the_forms_of_the_to_do_pages(page, server, sender):
    busy_desk(sender)
    at_todo(page, server)
    page.get_by_test_id("correct").first.click()
    page.get_by_test_id("next-step").click()
    assert faults(page, "place-error") == []
    page.keyboard.press("Escape")
    page.get_by_test_id("discard").first.click()
    assert faults(page, "discard-yes") == []


def test_a_record_with_its_history(page, server, sender):
    record = busy_desk(sender)
    at_todo(page, server)
    page.goto(f"{server.url}/desk/records/{id_of(record)}")
    assert faults(page, "revision") == []
