"""Riding: what is recorded on the way, what interrupts, the night, a forgotten stop, the end."""

from datetime import datetime

import pytest
from playwright.sync_api import expect

from journeys.conftest import signed_in
from journeys.road import road
from rig.phone import SEAT_OF_SHUIJIANG

pytestmark = pytest.mark.browser

ON_THE_WAY = ("ride-hazard", "ride-check-in", "ride-outreach", "ride-photo")
SHORT = road(SEAT_OF_SHUIJIANG, length_m=90)
INTERRUPTED_MS = 11_000
FEEL = "void (navigator.vibrate = (told) => Boolean((window.felt ??= []).push(told)))"
SHOW = """state => {
  Object.defineProperty(document, 'visibilityState', {value: state, configurable: true})
  document.dispatchEvent(new Event('visibilitychange'))
}"""
KEEP_TARGETS = """async rows => {
  const asked = indexedDB.open('xunhu')
  await new Promise(done => (asked.onsuccess = done))
  const tx = asked.result.transaction('targets', 'readwrite')
  rows.forEach(row => tx.objectStore('targets').put(row))
  await new Promise(done => (tx.oncomplete = done))
}"""
TWICE_THE_TEXT = (
    ":root { --text: 34px; --text-small: 30px; --text-title: 44px; --text-number: 88px }"
)
TOO_WIDE = (
    "[...document.querySelectorAll('.screen, main')].some(e => e.scrollWidth > e.clientWidth)"
)


@pytest.fixture
def duty_number(monkeypatch):
    """Set before the server starts."""
    monkeypatch.setenv("XUNHU_DUTY_PHONE", "023-7142 0110")


def on_patrol(person):
    person.pick_up()
    person.page.evaluate(FEEL)
    person.tap("start-patrol")
    person.drive(SHORT)


def shown(person, name):
    return person.page.get_by_test_id(name)


def village(name, east_deg):
    """A target as the phone keeps it, so far east of where the patrol begins."""
    lon, lat = SEAT_OF_SHUIJIANG
    point = {"type": "Point", "coordinates": [lon + east_deg, lat]}
    nothing = dict.fromkeys(
        ("code", "radius_m", "chainage_start_m", "status_until_on", "last_visited_on")
    )
    told = {"layer": "village", "township": "500119108", "status": "open", "interval_days": 30}
    return nothing | told | {"id": name, "name": name, "geometry": point, "approximate": False}


def ended_ms(person):
    """When the server says that the one patrol of today's phone ended."""
    ends = [
        one["properties"] for one in person.pulled() if one["properties"]["kind"] == "patrol_end"
    ]
    newest = max(ends, key=lambda end: end["occurred_at"])
    return datetime.fromisoformat(newest["data"]["ended_at"]).timestamp() * 1000


def test_what_is_recorded_on_the_way_leaves_the_patrol_riding(chen):
    on_patrol(chen)
    for name in ON_THE_WAY:
        chen.tap(name)
        expect(shown(chen, "ride-quick")).to_have_count(0)
        chen.drive(SHORT)
        chen.page.go_back()
        expect(shown(chen, "ride-time")).to_be_visible()
    chen.stop_patrol()
    expect(shown(chen, "sync-badge")).to_have_attribute("data-state", "done")
    assert chen.lost() == []
    assert len(chen.heard) > 4 * len(SHORT)


def test_a_page_out_of_sight_is_told_on_return_and_keeps_its_reason(chen):
    on_patrol(chen)
    chen.page.evaluate(SHOW, "hidden")
    chen.page.wait_for_timeout(INTERRUPTED_MS)
    chen.page.evaluate(SHOW, "visible")
    expect(shown(chen, "ride-interrupted")).to_have_attribute("data-reason", "hidden")
    assert chen.page.evaluate("window.felt") == [[300, 150, 300]]
    chen.drive(SHORT[::-1])
    expect(shown(chen, "ride-news")).to_have_attribute("data-reason", "hidden")
    chen.tap("seen-gaps")
    expect(shown(chen, "ride-news")).to_have_count(0)
    expect(shown(chen, "ride-gaps")).to_be_visible()
    chen.tap("stop-patrol")
    chen.tap("stop-yes")
    expect(shown(chen, "summary-gap").first).to_have_attribute("data-reason", "hidden")


def test_a_forgotten_stop_is_asked_about_and_ends_when_it_last_moved(chen):
    chen.pick_up()
    chen.page.evaluate(FEEL)
    chen.page.clock.install()
    chen.tap("start-patrol")
    chen.drive(SHORT)
    expect(shown(chen, "ride-still")).to_have_count(0)
    chen.page.clock.fast_forward("30:30")
    expect(shown(chen, "ride-still")).to_be_visible()
    assert chen.page.evaluate("window.felt") == [[300, 150, 300]]
    chen.tap("still-on")
    expect(shown(chen, "ride-still")).to_have_count(0)
    chen.page.clock.fast_forward("30:30")
    chen.tap("still-end")
    chen.tap("still-yes")
    chen.tap("save-patrol")
    expect(shown(chen, "sync-badge")).to_have_attribute("data-state", "done")
    assert chen.heard[0].at_ms <= ended_ms(chen) <= chen.heard[-1].at_ms
    assert chen.lost() == []


def test_at_night_the_patrol_is_dim_and_goes_on(chen):
    on_patrol(chen)
    chen.tap("to-night")
    expect(shown(chen, "night-ride")).to_have_css("background-color", "rgb(0, 0, 0)")
    before = shown(chen, "ride-distance").get_attribute("data-metres")
    chen.drive(SHORT[::-1])
    expect(shown(chen, "ride-distance")).not_to_have_attribute("data-metres", before)
    chen.page.mouse.click(195, 420)
    expect(shown(chen, "wake-lock")).to_have_attribute("data-state", "held")
    chen.tap("to-night")
    chen.tap("stop-patrol")
    chen.tap("stop-yes")
    expect(shown(chen, "patrol-summary")).to_be_visible()


def test_the_duty_room_is_one_tap_away_without_a_network(duty_number, phone_of, server):
    chen = signed_in(phone_of("chen"), server, "chen")
    chen.phone.lose_network()
    on_patrol(chen)
    expect(shown(chen, "duty-call")).to_have_attribute("href", "tel:02371420110")


def test_without_a_number_there_is_nobody_to_call(chen):
    on_patrol(chen)
    expect(shown(chen, "ride-time")).to_be_visible()
    expect(shown(chen, "duty-call")).to_have_count(0)


def test_the_summary_tells_what_was_reached_and_what_is_left_nearby(chen):
    chen.phone.lose_network()
    on_patrol(chen)
    chen.page.evaluate(KEEP_TARGETS, [village("路过村", 0.0), village("没去村", 0.01)])
    chen.tap("stop-patrol")
    chen.tap("stop-yes")
    expect(shown(chen, "target-reached").filter(has_text="路过村")).to_be_visible()
    expect(shown(chen, "target-reached").filter(has_text="没去村")).to_have_count(0)
    expect(shown(chen, "left-nearby").filter(has_text="没去村")).to_be_visible()
    expect(shown(chen, "track-sketch")).to_be_visible()


@pytest.mark.parametrize(("width", "height"), [(320, 640), (844, 390)])
def test_riding_fits_a_narrow_phone_and_one_on_the_dashboard_with_twice_the_text(
    chen, width, height
):
    on_patrol(chen)
    chen.page.set_viewport_size({"width": width, "height": height})
    assert not chen.page.evaluate(TOO_WIDE)
    chen.page.add_style_tag(content=TWICE_THE_TEXT)
    assert not chen.page.evaluate(TOO_WIDE)
    for name in (*ON_THE_WAY, "pause-patrol", "to-night", "stop-patrol"):
        shown(chen, name).scroll_into_view_if_needed()
        expect(shown(chen, name)).to_be_in_viewport()
