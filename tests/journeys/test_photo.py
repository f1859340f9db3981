"""A photo from the camera to the server: it outlives a reload, and nothing but the view arrives."""

import io
import random
import time

import pytest
from PIL import Image
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

MAKER, ORIENTATION, GPS = 0x010F, 0x0112, 0x8825
HELD_UPRIGHT = 6  # the camera writes the picture lying on its side, to be turned clockwise
ARRIVES_WITHIN_S = 60


def from_the_camera(folder):
    """12 megapixels as a phone writes them: on its side, with the maker and the place inside."""
    coarse = Image.frombytes("RGB", (80, 60), random.Random(7).randbytes(80 * 60 * 3))
    exif = Image.Exif()
    exif[MAKER] = "CANARY-CAMERA"
    exif[ORIENTATION] = HELD_UPRIGHT
    exif[GPS] = {1: "N", 2: (29.0, 14.0, 51.36), 3: "E", 4: (107.0, 17.0, 3.95)}
    path = folder / "IMG_0001.jpg"
    coarse.resize((4000, 3000), Image.Resampling.BICUBIC).save(path, quality=95, exif=exif)
    return path


def kept_photo(person, record):
    """The photo of a record as the server gives it to the person who took it."""
    address = f"{person.server.url}/api/v1/attachments/{record}/photo-1"
    begun = time.monotonic()
    while (answer := person.page.request.get(address)).status == 404:
        assert time.monotonic() - begun < ARRIVES_WITHIN_S, "the photo never came"
        person.page.wait_for_timeout(500)
    return answer


def test_a_photo_outlives_a_reload_and_arrives_upright_without_its_place(chen, server, tmp_path):
    chen.pick_up()
    chen.phone.lose_network()
    chen.tap("go-outreach")
    photo = chen.page.get_by_test_id("photo")
    chen.page.get_by_test_id("photo-take").set_input_files(from_the_camera(tmp_path))
    expect(photo).to_have_count(1)
    chen.page.reload()
    expect(photo).to_have_count(1)
    chen.tap("back")
    chen.report_outreach()
    [record] = chen.waiting(1)
    chen.phone.find_network()
    chen.sees_stored([record])
    answer = kept_photo(chen, record)
    image = Image.open(io.BytesIO(answer.body()))
    assert (image.format, image.size, dict(image.getexif())) == ("JPEG", (1200, 1600), {})
    assert b"CANARY" not in answer.body()
    row = chen.page.locator(f"[data-testid=record][data-id='{record}']")
    expect(row.get_by_test_id("photos-sent")).to_have_attribute("data-stored", "1")


def test_a_file_that_is_no_photo_is_refused_in_words(chen, tmp_path):
    text = tmp_path / "IMG_0002.jpg"
    text.write_text("not a photo")
    chen.pick_up()
    chen.tap("go-outreach")
    chen.page.get_by_test_id("photo-choose").set_input_files(text)
    expect(chen.page.get_by_test_id("photo-trouble")).to_be_visible()
    expect(chen.page.get_by_test_id("photo")).to_have_count(0)
