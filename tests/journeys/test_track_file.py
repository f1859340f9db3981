"""Wang adds what the phone missed: a file of another device, on the page of the patrol."""

from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from journeys.review import Sender, at_todo
from make import SEAT, id_of, make_end, make_patrol, make_segment, uuid7
from rig.server import Server
from xunhu.files.datum import shifted
from xunhu.schemas import SHANGHAI

pytestmark = pytest.mark.browser
LON = SEAT[0] + np.arange(61) * 0.0003
LAT = np.full(61, SEAT[1])


def ridden(sender: Sender) -> tuple[bytes, datetime]:
    """A patrol of two hours ago, with a track of ten minutes and an hour until its end."""
    at = datetime.now(SHANGHAI).replace(microsecond=0) - timedelta(hours=2)
    patrol = make_patrol(id=uuid7(at), occurred_at=at.isoformat())
    track = make_segment(patrol, list(zip(LON, LAT, strict=True)), began_at=at, id=uuid7(at))
    ended = (at + timedelta(hours=1)).isoformat()
    end = make_end(patrol, id=uuid7(at), ended_at=ended, occurred_at=ended)
    assert sender.push(patrol, track, end) == ["stored"] * 3
    return patrol, at


def test_a_file_in_gcj02_is_asked_about_and_then_added_once(
    page: Page, server: Server, sender: Sender, tmp_path: Path
) -> None:
    patrol, at = ridden(sender)
    start = round(at.timestamp() * 1000)
    places = zip(*shifted(LON, LAT), strict=True)
    rows = [f"{start + n * 10_000},{lon:.7f},{lat:.7f}" for n, (lon, lat) in enumerate(places)]
    file = tmp_path / "车载记录.csv"
    file.write_text("\n".join(["time,lon,lat", *rows]))
    at_todo(page, server)
    page.goto(f"{server.url}/desk/records/{id_of(patrol)}")
    page.get_by_test_id("track-choose").set_input_files(file)
    page.get_by_test_id("track-add").click()
    expect(page.get_by_test_id("track-refused")).to_contain_text("GCJ-02")
    page.get_by_test_id("track-datum").select_option("gcj02")
    page.get_by_test_id("track-add").click()
    expect(page.get_by_test_id("track-added")).to_contain_text("61")
    page.get_by_test_id("track-choose").set_input_files(file)
    page.get_by_test_id("track-add").click()
    expect(page.get_by_test_id("track-added")).to_contain_text("以前已经添加过")


def test_the_viewer_adds_nothing_to_a_patrol(page: Page, server: Server, sender: Sender) -> None:
    patrol, _ = ridden(sender)
    at_todo(page, server, username="zhao")
    page.goto(f"{server.url}/desk/records/{id_of(patrol)}")
    expect(page.get_by_test_id("content")).to_be_visible()
    expect(page.get_by_test_id("track-file")).to_have_count(0)
