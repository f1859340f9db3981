"""Chen's publicity work: the same as last time in two taps, a place from the list in one."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

SCHOOL = "019a4230-0000-7000-8000-0000000000a1"
PUT_TARGET = """async (id) => {
  const opened = indexedDB.open('xunhu')
  const db = await new Promise((told) => { opened.onsuccess = () => told(opened.result) })
  const put = db.transaction('targets', 'readwrite').objectStore('targets').put({
    id, layer: 'school', name: '长青小学', code: null, township: '500119108',
    geometry: { type: 'Point', coordinates: [107.285, 29.248] }, interval_days: 30,
    radius_m: 150, chainage_start_m: null, status: 'open', status_until_on: null,
    last_visited_on: null, approximate: false,
  })
  await new Promise((told) => { put.onsuccess = told })
  db.close()
}"""


def unsent(person):
    """Events that were recorded here and now; others may have come from the server."""
    own = "[data-testid=record][data-kind=outreach_event]:not([data-state=stored])"
    return person.page.locator(own)


def drafted(person, name):
    return person.page.get_by_test_id(name)


def test_the_same_as_last_time_takes_two_taps(chen):
    chen.pick_up()
    chen.phone.lose_network()
    chen.report_outreach()
    chen.tap("nav-home")
    chen.tap("go-outreach")
    chen.tap("repeat-last")
    expect(chen.page.get_by_test_id("repeated")).to_be_visible()
    chen.tap("save-outreach")
    expect(unsent(chen)).to_have_count(2)
    unsent(chen).first.click()
    expect(chen.page.get_by_test_id("said-venue")).to_have_text("水江镇中心小学")
    expect(chen.page.get_by_test_id("said-reached_count")).to_have_text("120")


def test_there_is_no_last_time_on_a_new_phone(chen):
    chen.pick_up()
    chen.tap("go-outreach")
    expect(drafted(chen, "save-outreach")).to_be_visible()
    expect(drafted(chen, "repeat-last")).to_have_count(0)


def test_a_target_near_by_is_the_venue_in_one_tap_and_is_named_in_the_record(chen):
    chen.pick_up()
    chen.phone.lose_network()
    chen.page.evaluate(PUT_TARGET, SCHOOL)
    chen.tap("go-outreach")
    chen.choose("outreach-activity-school_visit")
    chen.page.get_by_test_id("outreach-venue-quick").filter(has_text="长青小学").click()
    expect(drafted(chen, "outreach-venue")).to_have_value("长青小学")
    chen.choose("outreach-audience-pupils")
    chen.tap("outreach-reached-plus-50")
    chen.tap("outreach-reached-plus-10")
    chen.tap("save-outreach")
    [record] = chen.waiting(1)
    assert re.search(rf'\\"target\\":\\"{SCHOOL}', chen.kept())
    chen.record(record).click()
    expect(chen.page.get_by_test_id("said-reached_count")).to_have_text("60")


def test_a_venue_that_was_typed_over_is_no_target(chen):
    chen.pick_up()
    chen.phone.lose_network()  # else the list of the server's targets may come over it
    chen.page.evaluate(PUT_TARGET, SCHOOL)
    chen.tap("go-outreach")
    chen.fill("outreach-venue", "长青小学")
    expect(drafted(chen, "outreach-venue-target")).to_be_visible()
    chen.fill("outreach-venue", "长青小学对面")
    expect(drafted(chen, "outreach-venue-target")).to_have_count(0)


def test_a_personal_number_among_the_partners_never_comes_to_lie_on_the_phone(chen):
    chen.pick_up()
    chen.tap("go-outreach")
    chen.page.get_by_test_id("outreach-partners").press_sequentially("司法所 13812345678", delay=40)
    chen.page.wait_for_timeout(400)
    assert "138123456" not in chen.kept()
    assert "司法所" in chen.kept()
