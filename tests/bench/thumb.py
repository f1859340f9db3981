"""Taps, characters and seconds of a day's work, by a thumb that needs a second for each tap."""

import os
import time
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Playwright, expect

from attachments.pictures import encoded, picture
from bench.table import Row, said
from journeys.person import Person
from rig.phone import Phone
from rig.server import Server

A_TAP_S = float(os.environ.get("XUNHU_BENCH_TAP_S", "1"))
THREE = [
    ("labour", "advice", "36_59"),
    ("debt", "mediation", "60_plus"),
    ("family", "document", "18_35"),
]


class Thumb:
    """Does one thing from the home screen, and counts."""

    def __init__(self, person: Person) -> None:
        self.person, self.page = person, person.page
        self.taps, self.begun = 0, time.perf_counter()

    def tap(self, name: str) -> None:
        """A button, after a second of looking for it and reaching."""
        self.reach()
        self.person.tap(name)

    def choose(self, name: str) -> None:
        """A chip."""
        self.reach()
        self.person.choose(name)

    def reach(self) -> None:
        """One more tap."""
        self.taps += 1
        time.sleep(A_TAP_S)

    def row(self, what: str) -> Row:
        """As a row; nothing of all this is typed."""
        seconds = said(time.perf_counter() - self.begun, "s")
        return Row(what, f"{self.taps} taps, 0 characters, {seconds}")


def thumb_rows(playwright: Playwright, server: Server, folder: Path) -> Iterator[Row]:
    """With a second for each tap; vehicle, crew, clinic and staff are those of the last time."""
    expect.set_options(timeout=60_000)
    chen = at_home(Person(Phone(playwright, folder / "chen"), server, "chen"))
    for what, done in (
        ("start a patrol", started),
        ("report a hazard with a photo", hazard),
        ("record an outreach event", outreach),
        ("the same as last time", repeated),
    ):
        thumb = Thumb(chen)
        done(thumb)
        yield thumb.row(what)
        if done is started:
            chen.stop_patrol()
        if done is hazard:
            chen.tap("back")
        chen.tap("nav-home")
    chen.phone.close()
    yield sitting(at_home(Person(Phone(playwright, folder / "liu"), server, "liu")))


def at_home(person: Person) -> Person:
    person.pick_up()
    person.sign_in()
    return person


def started(thumb: Thumb) -> None:
    thumb.tap("start-patrol")
    thumb.page.get_by_test_id("ride-time").wait_for()


def hazard(thumb: Thumb) -> None:
    """The camera opens by itself; its shutter is a tap of its own."""
    thumb.tap("go-hazards")
    with thumb.page.expect_file_chooser() as camera:
        thumb.tap("report-hazard")
    thumb.reach()
    image = {"name": "a.jpg", "mimeType": "image/jpeg", "buffer": encoded(picture())}
    camera.value.set_files(image)
    expect(thumb.page.get_by_test_id("photo")).to_have_count(1)
    thumb.tap("category-fire")
    thumb.tap("save-hazard")
    thumb.page.get_by_test_id("save-hazard").wait_for(state="detached")


def outreach(thumb: Thumb) -> None:
    thumb.tap("go-outreach")
    thumb.choose("outreach-activity-school_visit")
    thumb.reach()
    thumb.page.get_by_test_id("outreach-venue-quick").first.click()
    thumb.choose("outreach-audience-pupils")
    thumb.tap("outreach-reached-plus-50")
    thumb.tap("outreach-reached-plus-10")
    thumb.tap("save-outreach")
    thumb.page.get_by_test_id("save-outreach").wait_for(state="detached")


def repeated(thumb: Thumb) -> None:
    """Two taps, after the one that opens the form."""
    thumb.tap("go-outreach")
    thumb.tap("repeat-last")
    thumb.tap("save-outreach")
    thumb.page.get_by_test_id("save-outreach").wait_for(state="detached")


def sitting(liu: Person) -> Row:
    """With three consultations."""
    liu.report_clinic()
    liu.tap("nav-home")
    thumb = Thumb(liu)
    thumb.tap("go-clinic")
    for n, (topic, outcome, age) in enumerate(THREE):
        if n > 0:
            thumb.tap("consultation-next")
        thumb.choose(f"consultation-topic-{topic}")
        thumb.choose(f"consultation-outcome-{outcome}")
        thumb.choose(f"consultation-age-{age}")
    thumb.tap("save-clinic")
    thumb.page.get_by_test_id("save-clinic").wait_for(state="detached")
    row = thumb.row("record a sitting with three consultations")
    liu.phone.close()
    return row
