"""A record's page, its forms and the forms of outreach and clinic as axe-core sees them."""

import pytest

from journeys.walk import faults_in_any_look, speak

pytestmark = [
    pytest.mark.browser,
    pytest.mark.parametrize("language", ["zh-CN", "en"]),
]


def faults(person, shown):
    """What is wrong on the screen, once `shown` stands on it."""
    person.page.get_by_test_id(shown).first.wait_for()
    return faults_in_any_look(person.page)


def on_a_narrow_phone(person, language):
    """The app on a phone 320 px wide, without motion: a look changes at once."""
    person.pick_up()
    person.page.set_viewport_size({"width": 320, "height": 640})
    person.page.emulate_media(reduced_motion="reduce")
    speak(person.page, language)
    person.page.reload()


def test_a_record_its_amendment_and_its_void(chen, language):
    on_a_narrow_phone(chen, language)
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


def test_a_sitting_and_its_record(liu, language):
    on_a_narrow_phone(liu, language)
    liu.tap("go-clinic")
    assert faults(liu, "consultation-next") == []
    liu.tap("back")
    liu.report_clinic()
    assert faults(liu, "take-back") == []
    liu.page.locator("[data-testid=record]").first.click()
    assert faults(liu, "said-consultation") == []
    liu.tap("amend")
    assert faults(liu, "consultation-line") == []
