"""The district's viewer reads the demo weeks at the desk, in a real browser."""

import re
from datetime import date, timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from journeys.desk import at_desk, rows

pytestmark = pytest.mark.browser

SHUIJIANG = "500119108"


def asked(desk: Page, url: str) -> dict[str, dict]:
    """The coverage of the desk's range as a program would ask for it, by township and in total."""
    since, until = (desk.get_by_test_id(f"range-{end}").input_value() for end in ("from", "to"))
    query = f"geometry=none&from={since}&to={until}"
    answer = desk.request.get(f"{url}/api/v1/coverage?{query}").json()
    townships = (feature["properties"] for feature in answer["features"])
    return {"totals": answer["totals"]} | {one["code"]: one for one in townships}


def before_of(desk: Page, url: str) -> int:
    """The patrols of the seven days before those of the desk."""
    until = date.fromisoformat(desk.get_by_test_id("range-from").input_value()) - timedelta(days=1)
    query = f"geometry=none&from={until - timedelta(days=6)}&to={until}"
    return desk.request.get(f"{url}/api/v1/coverage?{query}").json()["totals"]["patrols"]


def test_the_busiest_township_comes_first_when_sorted_by_length(desk, server):
    counted = asked(desk, server.url)
    busiest = max(counted.keys() - {"totals"}, key=lambda code: counted[code]["distance_m"])
    desk.get_by_test_id("sort-distance").click()
    first = rows(desk).first
    expect(first).to_have_attribute("data-testid", f"row-{busiest}")
    expect(first).to_contain_text(f"{counted[busiest]['distance_m'] / 1000:,.1f}")


def test_a_chosen_range_stands_in_the_address_and_in_the_totals(desk, server):
    desk.get_by_test_id("range-last_7").click()
    expect(desk).to_have_url(re.compile(r"range=last_7"))
    total = desk.get_by_test_id("total-patrols")
    expect(total).to_contain_text(f"{asked(desk, server.url)['totals']['patrols']:,}")


def test_a_township_opens_to_its_numbers_from_the_map_without_webgl(desk, server):
    expect(desk.get_by_test_id("desk-map")).to_have_attribute("data-engine", "svg")
    desk.get_by_test_id(f"area-{SHUIJIANG}").click()
    panel = desk.get_by_test_id("township-panel")
    expect(panel).to_contain_text("水江镇")
    length_m = asked(desk, server.url)[SHUIJIANG]["distance_m"]
    expect(panel.get_by_test_id("panel-distance")).to_contain_text(f"{length_m / 1000:,.1f}")


def test_a_township_opens_to_what_was_not_seen_and_its_figures_to_their_records(desk, server):
    patrols = asked(desk, server.url)[SHUIJIANG]["patrols"]
    desk.get_by_test_id(f"row-{SHUIJIANG}").click()
    desk.get_by_test_id("part-targets").click()
    desk.get_by_test_id("layer-railway").click()
    worst = desk.get_by_test_id("stretches").first.get_by_role("listitem").first
    expect(worst).to_contain_text(re.compile(r"K\d+\+\d{3}–K\d+\+\d{3}"))
    desk.keyboard.press("Escape")
    desk.get_by_test_id("panel-patrols").get_by_role("button").click()
    records = desk.get_by_test_id("record-behind")
    expect(records).to_have_count(patrols)
    records.first.get_by_role("link").click()
    expect(desk.get_by_test_id("state")).to_be_visible()
    desk.go_back()
    desk.get_by_test_id("evidence-back").click()
    expect(desk.get_by_test_id("panel-patrols").get_by_role("button")).to_be_focused()


def test_two_periods_are_compared_with_a_sign_and_in_words(desk, server):
    desk.get_by_test_id("range-last_7").click()
    now = asked(desk, server.url)["totals"]["patrols"]
    desk.get_by_test_id("compare").select_option("previous")
    tile = desk.get_by_test_id("total-patrols").get_by_test_id("difference")
    before = before_of(desk, server.url)
    expect(tile).to_contain_text(f"{now - before:+}".replace("-", "−") if now != before else "持平")
    expect(tile).to_contain_text("对比期")
    expect(rows(desk).first.get_by_test_id("difference").first).to_be_visible()


def test_approximate_boundaries_say_so(desk):
    expect(desk.get_by_test_id("approximate-boundary")).to_be_visible()


def test_a_desk_with_webgl_draws_the_same_townships(playwright, server, browser_type_launch_args):
    args = [*browser_type_launch_args["args"], "--enable-unsafe-swiftshader"]
    browser: Browser = playwright.chromium.launch(**browser_type_launch_args | {"args": args})
    page = browser.new_page()
    at_desk(page, server)
    expect(page.get_by_test_id("desk-map")).to_have_attribute("data-engine", "webgl", timeout=30000)
    expect(rows(page)).to_have_count(34)
    browser.close()


def test_a_shared_address_keeps_its_filters_over_the_sign_in(page, server):
    at_desk(page, server, f"/desk?range=last_7&township={SHUIJIANG}")
    expect(page.get_by_test_id("township-panel")).to_contain_text("水江镇")
    expect(page).to_have_url(re.compile(r"range=last_7"))
