"""The people of the journeys: phones signed in and switched off, the district at its desk."""

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
