"""The map and the round without a network: all of it from the phone, on a phone without WebGL."""

import pytest
from playwright.sync_api import Page, expect

from journeys.conftest import NO_WEBGL
from journeys.person import Person
from journeys.road import road
from rig.phone import SEAT_OF_SHUIJIANG
from rig.server import Server

pytestmark = pytest.mark.browser


def prepared(chen: Person) -> Page:
    """Signed in, with the pack of the township on the phone."""
    chen.pick_up()
    chen.page.add_init_script(NO_WEBGL)
    chen.tap("nav-map")
    expect(chen.page.get_by_test_id("packed-at")).to_be_visible()
    expect(chen.page.get_by_test_id("map-target").first).to_be_visible()
    return chen.page


def offline(chen: Person, server: Server) -> Page:
    """The same after the network went, opened cold."""
    page = prepared(chen)
    server.stop()
    chen.phone.lose_network()
    page.goto(f"{server.url}/map")
    return page


def test_the_map_opens_offline_with_targets_and_k_posts(chen: Person, server: Server) -> None:
    page = offline(chen, server)
    expect(page.get_by_test_id("field-map")).to_have_attribute("data-engine", "svg")
    expect(page.get_by_test_id("k-post").first).to_be_visible()
    expect(page.locator("[data-mark]").first).to_be_visible()
    page.get_by_test_id("map-target").first.click()
    expect(page.get_by_test_id("sheet-state")).to_be_visible()
    expect(page.get_by_test_id("sheet-check-in")).to_have_attribute(
        "href",
        "/check-in?target="
        + (page.get_by_test_id("map-target").first.get_attribute("data-id") or ""),
    )


def test_a_round_is_proposed_offline_and_kept(chen: Person, server: Server) -> None:
    page = offline(chen, server)
    page.get_by_test_id("go-next").click()
    expect(page.get_by_test_id("next-target").first).to_be_visible()
    page.get_by_test_id("round-plan").click()
    stops = page.get_by_test_id("round-stop")
    expect(stops.first).to_be_visible()
    before = stops.all_inner_texts()
    page.reload()
    expect(page.get_by_test_id("round-sum")).to_be_visible()
    assert page.get_by_test_id("round-stop").all_inner_texts() == before


def test_what_was_ridden_moves_down_before_it_is_sent(chen: Person, server: Server) -> None:
    page = offline(chen, server)
    crossing = page.locator("[data-testid=map-target]", has_text="K20+472")
    crossing.click()
    expect(page.get_by_test_id("sheet-last")).not_to_have_text("今天")
    page.get_by_test_id("sheet-close").click()
    chen.tap("nav-home")
    chen.tap("start-patrol")
    chen.drive(road(SEAT_OF_SHUIJIANG, length_m=200))  # passes it 49 m away, its radius is 100
    chen.stop_patrol()
    chen.tap("nav-map")
    crossing.click()
    expect(page.get_by_test_id("sheet-last")).to_have_text("今天")
