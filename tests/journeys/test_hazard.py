"""A hazard from the home screen: few taps, and the camera comes by itself; its place is moved."""

import pytest
from playwright.sync_api import Page, expect

from attachments.pictures import encoded, picture
from journeys.conftest import NO_WEBGL
from journeys.person import Person
from rig.phone import QUIET, SEAT_OF_SHUIJIANG, SOFTWARE_WEBGL

pytestmark = pytest.mark.browser


def photographed(chen: Person) -> Page:
    """Two taps from home: the camera has opened, and a photo was taken."""
    chen.tap("go-hazards")
    with chen.page.expect_file_chooser() as camera:
        chen.tap("report-hazard")
    camera.value.set_files(
        {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": encoded(picture())}
    )
    expect(chen.page.get_by_test_id("photo")).to_have_count(1)
    return chen.page


def test_a_hazard_with_its_photo_takes_four_taps_from_home(chen: Person) -> None:
    chen.pick_up()
    chen.phone.lose_network()
    photographed(chen)
    chen.tap("category-fire")
    chen.tap("save-hazard")
    chen.tap("back")
    [hazard] = chen.waiting(1)
    chen.phone.find_network()
    chen.sees_stored([hazard])


def place_of(chen: Person, record: str) -> list[float]:
    """Where the server has it."""
    [there] = [one["geometry"]["coordinates"] for one in chen.pulled() if one["id"] == record]
    return list(there)


@pytest.mark.parametrize("webgl", [True, False])
def test_the_place_is_moved_by_a_tap_and_by_keys(chen: Person, webgl: bool) -> None:
    if webgl:
        chen.phone.args = [*QUIET, *SOFTWARE_WEBGL]
    chen.pick_up()
    if not webgl:
        chen.page.add_init_script(NO_WEBGL)
    chen.page.goto(f"{chen.url}/hazard/new")
    chen.tap("move-place")
    field = chen.page.get_by_test_id("move-map")
    expect(field).to_have_attribute("data-engine", "webgl" if webgl else "svg")
    field.click(position={"x": 60, "y": 60})
    expect(chen.page.get_by_test_id("move-back")).to_be_visible()
    chen.tap("move-back")
    chen.page.get_by_test_id("move-north").press("ArrowUp")
    chen.tap("move-north")
    chen.tap("category-fire")
    chen.tap("save-hazard")
    chen.tap("back")
    lon, lat = place_of(chen, stored(chen))
    assert lon == pytest.approx(SEAT_OF_SHUIJIANG[0], abs=1e-7)
    assert (lat - SEAT_OF_SHUIJIANG[1]) * 110_870 == pytest.approx(10, abs=0.1)


def stored(chen: Person) -> str:
    """The hazard that was just reported, once the server has it."""
    chen.tap("nav-records")
    row = chen.page.locator("[data-testid=record][data-kind=hazard]").first
    expect(row).to_have_attribute("data-state", "stored")
    return str(row.get_attribute("data-id"))
