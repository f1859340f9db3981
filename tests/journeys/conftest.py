"""The people of the journeys: phones signed in and switched off, the district at its desk."""

import os
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Playwright, expect

from journeys.desk import at_desk
from journeys.person import Person
from journeys.review import Sender
from rig.phone import Phone
from rig.server import Server

NO_WEBGL = "HTMLCanvasElement.prototype.getContext = () => null"
expect.set_options(timeout=30_000)  # a busy machine is slow, not wrong
PhoneOf = Callable[[str], Phone]
NOT_SEEN_YET = {
    "test_every_screen.py",
    "test_outreach.py",
    "test_map_and_round.py",
    "test_hard_days.py",
    "test_a_sitting_put_down_by_mistake_is_taken_back_in_two_taps",
    "test_a_sitting_that_is_not_sent_yet_is_shown_as_voided_at_once",
    "test_a_personal_number_never_comes_to_lie_on_the_phone",
    "test_the_form_offers_no_place_for_a_name",
    "test_the_screen_is_blank_in_the_app_switcher",
    "test_other_screens_are_not_blanked",
    "test_the_summary_tells_what_was_reached_and_what_is_left_nearby",
    "test_a_supervisor_amends_an_officers_event_on_the_phone",
    "test_a_forgotten_stop_is_asked_about_and_ends_when_it_last_moved",
    "test_what_is_recorded_on_the_way_leaves_the_patrol_riding",
    "test_without_a_number_there_is_nobody_to_call",
}


def signed_in(phone: Phone, server: Server, username: str) -> Person:
    person = Person(phone, server, username)
    person.pick_up()
    person.sign_in()
    phone.close()
    return person


@pytest.fixture
def chen(phone_of: PhoneOf, server: Server) -> Person:
    """Officer Chen of 水江镇."""
    return signed_in(phone_of("chen"), server, "chen")


@pytest.fixture
def liu(phone_of: PhoneOf, server: Server) -> Person:
    """Liu, who sits in the legal clinics of three townships, 水江镇 among them."""
    return signed_in(phone_of("liu"), server, "liu")


@pytest.fixture
def desk(page: Page, server: Server) -> Page:
    """The desk on a screen without WebGL."""
    page.add_init_script(NO_WEBGL)
    return at_desk(page, server)


@pytest.fixture
def sender(playwright: Playwright, server: Server) -> Sender:
    """Officer Chen's phone, as the server sees it."""
    return Sender(playwright, server, "chen")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Journeys that issue 5 still has to see green on a quiet machine wait behind a knob."""
    if os.environ.get("XUNHU_JOURNEYS") == "all":
        return
    why = pytest.mark.skip(reason="issue 5: not seen green yet; XUNHU_JOURNEYS=all runs it")
    for item in items:
        if item.path.name in NOT_SEEN_YET or item.name.partition("[")[0] in NOT_SEEN_YET:
            item.add_marker(why)
