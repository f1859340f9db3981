"""The district's map pack: told with its size, taken home whole, and drawn without a network."""

import io
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from fieldmap.pmtiles import lake_around
from journeys.person import Person
from rig.phone import QUIET, SEAT_OF_SHUIJIANG, SOFTWARE_WEBGL
from rig.server import Server

pytestmark = pytest.mark.browser

WATER = (234, 237, 230)  # --well of the light style
MOST_LOOKS = 100


@pytest.fixture
def pack(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A pack of one tile, all of it water, that the server is told of before it starts."""
    file = tmp_path / "nanchuan.pmtiles"
    file.write_bytes(lake_around(*SEAT_OF_SHUIJIANG))
    monkeypatch.setenv("XUNHU_MAP_PACK", str(file))
    return file


@pytest.fixture
def server(pack: Path, server: Server) -> Server:
    return server


def water(page: Page) -> float:
    """The share of the map that has the colour of the pack's water, exactly."""
    shot = page.get_by_test_id("field-map").screenshot()
    image = Image.open(io.BytesIO(shot)).convert("RGB")
    pixels = list(image.get_flattened_data())
    return sum(pixel == WATER for pixel in pixels) / len(pixels)


def flooded(page: Page) -> bool:
    """Whether the map comes to be mostly water."""
    expect(page.get_by_test_id("field-map")).to_have_attribute("data-engine", "webgl")
    for _ in range(MOST_LOOKS):
        if water(page) > 0.4:
            return True
        page.wait_for_timeout(100)
    return False


def test_the_pack_is_taken_home_and_drawn_offline(chen: Person, server: Server, pack: Path) -> None:
    chen.phone.args = [*QUIET, *SOFTWARE_WEBGL]
    chen.pick_up()
    chen.tap("nav-map")
    expect(chen.page.get_by_test_id("field-map")).to_have_attribute("data-engine", "webgl")
    assert water(chen.page) < 0.1
    chen.tap("underlay-fetch")
    expect(chen.page.get_by_test_id("underlay-line")).to_have_attribute("data-whole", "true")
    assert flooded(chen.page)
    server.stop()
    chen.phone.lose_network()
    chen.page.goto(f"{server.url}/map")
    assert flooded(chen.page)
