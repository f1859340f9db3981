"""Records in the hand: opened, put right and withdrawn, with and without a network."""

import re
from datetime import datetime

import pytest
from playwright.sync_api import expect

from xunhu.schemas import SHANGHAI

pytestmark = pytest.mark.browser

REACHED = "[data-metric=outreach_reached] .text"


def reached_at_desk(desk, server):
    """People reached in 水江镇 today, as the desk counts them."""
    today = datetime.now(SHANGHAI).date()
    desk.goto(f"{server.url}/desk?from={today}&to={today}")
    return desk.get_by_test_id("row-500119108").locator(REACHED)


def state(person):
    return person.page.get_by_test_id("record-state")


def recorded(person):
    """An event of 120 people, sent; the page of its record."""
    person.pick_up()
    person.report_outreach()
    person.tap("nav-records")
    row = person.page.locator("[data-testid=record][data-kind=outreach_event]").first
    expect(row).to_have_attribute("data-state", "stored")
    record = str(row.get_attribute("data-id"))
    row.click()
    return record


def amend_reached(person, number):
    person.tap("amend")
    person.fill("amend-reached_count", number)
    person.choose("amend-reason-count")
    person.tap("amend-save")


def test_an_event_amended_offline_is_counted_so_once_it_is_sent(chen, server, desk):
    record = recorded(chen)
    chen.phone.lose_network()
    amend_reached(chen, "300")
    expect(chen.page.get_by_test_id("said-reached_count")).to_have_text("300")
    expect(chen.page.get_by_test_id("revision")).to_have_attribute("data-state", "waiting")
    chen.tap("nav-records")
    expect(chen.record(record)).to_have_attribute("data-state", re.compile("waiting|sending"))
    expect(reached_at_desk(desk, server)).to_have_text("120")
    chen.phone.find_network()
    chen.sees_stored([record])
    expect(reached_at_desk(desk, server)).to_have_text("300")


def test_a_record_still_in_the_outbox_is_amended_and_arrives_amended(chen, server, desk):
    chen.pick_up()
    chen.phone.lose_network()
    chen.report_outreach()
    [record] = chen.waiting(1)
    chen.record(record).click()
    amend_reached(chen, "80")
    chen.tap("nav-records")
    chen.phone.find_network()
    chen.sees_stored([record])
    expect(reached_at_desk(desk, server)).to_have_text("80")


def test_an_amendment_without_a_reason_or_a_change_is_not_sealed(chen):
    recorded(chen)
    chen.tap("amend")
    chen.tap("amend-save")
    expect(chen.page.get_by_test_id("amend-trouble")).to_be_visible()
    chen.fill("amend-reached_count", "7")
    chen.tap("amend-save")
    expect(chen.page.get_by_test_id("amend-save")).to_be_visible()
    chen.tap("back")
    expect(chen.page.get_by_test_id("revision")).to_have_count(0)


def test_a_voided_event_counts_no_more_and_can_not_be_changed(chen, server, desk):
    recorded(chen)
    chen.tap("void")
    chen.tap("void-yes")
    expect(chen.page.get_by_test_id("record-head")).to_have_attribute("data-state", "voided")
    expect(chen.page.get_by_test_id("amend")).to_have_count(0)
    expect(chen.page.get_by_test_id("void")).to_have_count(0)
    expect(reached_at_desk(desk, server)).not_to_have_text("120")


def test_the_receipt_names_the_number_and_the_digest(chen):
    recorded(chen)
    digest = chen.page.get_by_test_id("receipt-digest").inner_text()
    code = chen.page.get_by_test_id("receipt-code").inner_text()
    assert re.fullmatch(r"sha256:[0-9a-f]{64}", digest)
    assert re.fullmatch(r"\d+-[0-9A-F]{4}-[0-9A-F]{4}", code)
    assert digest[7:15].upper() == code[-9:].replace("-", "")


def test_the_list_shows_what_is_asked_for(chen):
    recorded(chen)
    chen.tap("nav-records")
    listed = chen.page.get_by_test_id("records").get_by_test_id("record")
    chen.tap("filter")
    chen.choose("filter-kind-outreach_event")
    chen.choose("filter-days-1")
    expect(listed).to_have_count(1)
    chen.choose("filter-state-voided")
    expect(listed).to_have_count(0)
    chen.tap("filter-clear")
    expect(listed).not_to_have_count(0)


def test_a_supervisor_amends_an_officers_event_on_the_phone_they_share(server, chen, desk):
    record = recorded(chen)
    chen.tap("nav-me")
    chen.tap("sign-out")
    chen.tap("sign-out-yes")
    chen.username = "wang"
    chen.sign_in()
    chen.page.goto(f"{server.url}/records/{record}")
    expect(chen.page.get_by_test_id("record-author")).to_contain_text("chen")
    amend_reached(chen, "90")
    expect(chen.page.get_by_test_id("revision")).to_have_attribute("data-state", "stored")
    expect(reached_at_desk(desk, server)).to_have_text("90")


def test_a_half_done_amendment_outlives_a_reload(chen):
    recorded(chen)
    chen.tap("amend")
    chen.fill("amend-reached_count", "300")
    expect(chen.page.get_by_test_id("draft-state")).to_be_visible()
    chen.page.reload()
    expect(chen.page.get_by_test_id("amend-reached_count")).to_have_value("300")
    chen.choose("amend-reason-count")
    chen.tap("amend-save")
    expect(chen.page.get_by_test_id("said-reached_count")).to_have_text("300")
