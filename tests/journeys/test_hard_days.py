"""What goes wrong in a year: a full phone, a second tab, a month away, an update in mid-ride."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import Page, expect

from journeys.person import Person
from journeys.road import road
from rig.new_build import Rebuilt, rebuilt
from rig.phone import SEAT_OF_SHUIJIANG, Phone
from rig.server import Server

pytestmark = pytest.mark.browser
# Chromium's own override of the quota has no effect on IndexedDB, so writes are refused as it does.
NO_ROOM = """
(() => {
  for (const name of ['put', 'add']) {
    const real = IDBObjectStore.prototype[name]
    IDBObjectStore.prototype[name] = function (...given) {
      if (sessionStorage.full) throw new DOMException('no room', 'QuotaExceededError')
      return real.apply(this, given)
    }
  }
})()
"""
UPDATE = "navigator.serviceWorker.getRegistration().then((found) => found.update())"
WAITING = """async () => {
  const { installing, waiting } = await navigator.serviceWorker.getRegistration()
  if (waiting) return
  await new Promise((told) => installing.addEventListener('statechange', told))
}"""


def leave_room(page: Page, *, room: bool) -> None:
    """Whether the phone's database takes anything more, from now on and after a reload."""
    page.evaluate("(full) => sessionStorage.setItem('full', full)", "" if room else "yes")
    page.evaluate(NO_ROOM)
    page.add_init_script(NO_ROOM)


def write_outreach(chen: Person) -> None:
    chen.tap("go-outreach")
    chen.choose("outreach-activity-railway_safety")
    chen.fill("outreach-venue", "水江镇中心小学")
    chen.choose("outreach-audience-pupils")
    chen.fill("outreach-reached", "120")


def test_a_full_phone_says_so_keeps_the_form_and_saves_when_there_is_room(
    chen: Person,
) -> None:
    chen.pick_up()
    write_outreach(chen)
    expect(chen.page.get_by_test_id("draft-state")).to_be_visible()
    leave_room(chen.page, room=False)
    chen.tap("save-outreach")
    expect(chen.page.locator("[role=status]", has_text="存储空间已满")).to_be_visible()
    expect(chen.page.get_by_test_id("outreach-venue")).to_have_value("水江镇中心小学")
    leave_room(chen.page, room=True)
    chen.tap("save-outreach")
    expect(chen.page.get_by_test_id("record").first).to_have_attribute("data-state", "stored")


def test_the_phone_check_finds_the_full_phone(chen: Person, server: Server) -> None:
    chen.pick_up()
    leave_room(chen.page, room=False)
    chen.page.goto(f"{server.url}/me/phone")
    storage = chen.page.get_by_test_id("check-storage")
    expect(storage).to_have_attribute("data-verdict", "bad")
    leave_room(chen.page, room=True)
    chen.tap("check-again")
    expect(storage).not_to_have_attribute("data-verdict", "bad")


def test_a_second_tab_leaves_the_ride_to_the_first(chen: Person, server: Server) -> None:
    chen.pick_up()
    chen.tap("start-patrol")
    expect(chen.page.get_by_test_id("ride-time")).to_be_visible()
    second = chen.page.context.new_page()
    second.goto(f"{server.url}/start")
    expect(second.get_by_test_id("other-tab")).to_be_visible()
    expect(second.get_by_test_id("start-patrol")).to_have_count(0)
    expect(second.get_by_test_id("continue-patrol")).to_have_count(0)


def test_nobody_signs_out_with_unsent_records_and_everybody_with_sent_ones(chen: Person) -> None:
    chen.pick_up()
    chen.phone.lose_network()
    chen.report_outreach()
    [record] = chen.waiting(1)
    chen.tap("nav-me")
    expect(chen.page.get_by_test_id("sign-out-blocked")).to_be_visible()
    expect(chen.page.get_by_test_id("sign-out")).to_be_disabled()
    chen.phone.find_network()
    chen.tap("sync-now")
    expect(chen.page.get_by_test_id("sign-out")).to_be_enabled()
    chen.tap("nav-records")
    chen.sees_stored([record])


def test_a_month_of_work_without_network_arrives(chen: Person) -> None:
    today = datetime.now(UTC)
    chen.phone.lose_network()
    chen.pick_up()
    for days in (31, 20, 9):
        chen.page.clock.set_system_time(today - timedelta(days=days))
        chen.report_outreach()
    chen.page.clock.set_system_time(today)
    waiting = chen.waiting(3)
    chen.phone.find_network()
    chen.sees_stored(waiting)


def test_a_phone_whose_clock_is_a_month_ahead_is_told_and_its_records_arrive(
    chen: Person, server: Server
) -> None:
    chen.pick_up()
    chen.page.clock.set_system_time(datetime.now(UTC) + timedelta(days=31))
    chen.page.goto(f"{server.url}/me/phone")
    expect(chen.page.get_by_test_id("check-clock")).to_have_attribute("data-verdict", "bad")
    chen.page.goto(f"{server.url}/start")
    chen.report_outreach()
    expect(chen.page.get_by_test_id("record").first).to_have_attribute("data-state", "stored")


@pytest.fixture
def new_build(server: Server) -> Iterator[Rebuilt]:
    with rebuilt(server) as standing:
        yield standing


def test_an_update_waits_for_the_end_of_the_ride_and_spares_the_draft(
    new_build: Rebuilt, server: Server, phone_of: Callable[[str], Phone]
) -> None:
    chen = Person(phone_of("chen"), server, "chen", at=new_build.url)
    chen.pick_up()
    chen.sign_in()
    chen.tap("start-patrol")
    chen.drive(road(SEAT_OF_SHUIJIANG, length_m=30))
    new_build.is_new = True
    chen.page.evaluate(UPDATE)
    chen.page.evaluate(WAITING)
    offered = chen.page.get_by_test_id("update-ready")
    expect(offered).to_have_count(0)
    chen.stop_patrol()
    expect(offered).to_be_visible()
    chen.tap("nav-home")
    write_outreach(chen)
    with chen.page.expect_navigation():
        chen.tap("update-now")
    expect(chen.page.get_by_test_id("outreach-venue")).to_have_value("水江镇中心小学")
    expect(offered).to_have_count(0)
