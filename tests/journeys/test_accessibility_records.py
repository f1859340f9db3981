"""A record's page, its forms and the forms of outreach and clinic as axe-core sees them."""

import json

import pytest
from axe_playwright_python.sync_playwright import Axe

pytestmark = pytest.mark.browser

PLAIN = {"language": "zh-CN", "theme": "light", "large": False}
LOOKS = {
    "light": PLAIN,
    "dark": PLAIN | {"theme": "dark"},
    "large": PLAIN | {"large": True},
    "english": PLAIN | {"language": "en"},
}


def faults(person, shown):
    """What is wrong on the screen, once `shown` stands on it; and whether it is too wide."""
    person.page.get_by_test_id(shown).first.wait_for()
    found = [fault["id"] for fault in Axe().run(person.page).response["violations"]]
    wide = person.page.evaluate("document.documentElement.scrollWidth > innerWidth")
    return found + ["too-wide"] * wide


def in_look(person, look):
    """The app as this user has set it, on a phone 320 px wide."""
    person.pick_up()
    person.page.set_viewport_size({"width": 320, "height": 640})
    kept = json.dumps(LOOKS[look])
    person.page.evaluate("(kept) => localStorage.setItem('xunhu.preferences', kept)", kept)
    person.page.reload()


@pytest.mark.parametrize("look", LOOKS)
def test_a_record_its_amendment_and_its_void(chen, look):
    in_look(chen, look)
    chen.report_outreach()
    chen.tap("filter")
    assert faults(chen, "filter-kind-outreach_event") == []
    chen.page.locator("[data-testid=record]").first.click()
    assert faults(chen, "receipt-code") == []
    chen.tap("void")
    assert faults(chen, "void-yes") == []
    chen.tap("void-no")
    chen.tap("amend")
    chen.tap("amend-save")
    assert faults(chen, "amend-trouble") == []
    chen.page.goto(f"{chen.server.url}/outreach/new")
    assert faults(chen, "repeat-last") == []


@pytest.mark.parametrize("look", LOOKS)
def test_a_sitting_and_its_record(liu, look):
    in_look(liu, look)
    liu.tap("go-clinic")
    assert faults(liu, "consultation-next") == []
    liu.tap("back")
    liu.report_clinic()
    assert faults(liu, "take-back") == []
    liu.page.locator("[data-testid=record]").first.click()
    assert faults(liu, "said-consultation") == []
    liu.tap("amend")
    assert faults(liu, "consultation-line") == []
