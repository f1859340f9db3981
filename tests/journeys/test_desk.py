"""The district's viewer reads the demo weeks at the desk, in a real browser."""

import re

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
