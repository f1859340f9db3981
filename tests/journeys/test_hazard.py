"""A hazard from the home screen: few taps, and the camera comes by itself."""

import pytest
from playwright.sync_api import Page, expect

from attachments.pictures import encoded, picture
from journeys.person import Person

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
