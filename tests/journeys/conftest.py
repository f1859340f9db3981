"""The people of the journeys: phones signed in and switched off, the district at its desk."""

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

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


class Morning(NamedTuple):
    """A server's data and the phones that signed in to it, to be copied by every journey."""

    data_dir: Path
    phones: Path
    port: int


@pytest.fixture(scope="session")
def morning(
    demo_dir: Path, playwright: Playwright, tmp_path_factory: pytest.TempPathFactory
) -> Morning:
    """Chen's and Liu's phones signed in and switched off, once for all journeys."""
    phones = tmp_path_factory.mktemp("phones")
    server = Server(shutil.copytree(demo_dir, phones / "var"))
    server.start()
    for username in ("chen", "liu"):
        signed_in(Phone(playwright, phones / username), server, username)
    server.stop()
    return Morning(server.data_dir, phones, server.port)


@pytest.fixture
def server(morning: Morning, tmp_path: Path) -> Iterator[Server]:
    """A running server for one test alone, at the address that the phones know."""
    running = Server(shutil.copytree(morning.data_dir, tmp_path / "var"), morning.port)
    running.start()
    yield running
    running.stop()


@pytest.fixture
def chen(morning: Morning, phone_of: PhoneOf, server: Server) -> Person:
    """Officer Chen of 水江镇."""
    return at_work(morning, phone_of("chen"), server, "chen")


@pytest.fixture
def liu(morning: Morning, phone_of: PhoneOf, server: Server) -> Person:
    """Liu, who sits in the legal clinics of three townships, 水江镇 among them."""
    return at_work(morning, phone_of("liu"), server, "liu")


def at_work(morning: Morning, phone: Phone, server: Server, username: str) -> Person:
    """With the phone that signed in in the morning."""
    shutil.copytree(morning.phones / username, phone.profile)
    return Person(phone, server, username)


@pytest.fixture
def desk(page: Page, server: Server) -> Page:
    """The desk on a screen without WebGL."""
    page.add_init_script(NO_WEBGL)
    return at_desk(page, server)


@pytest.fixture
def sender(playwright: Playwright, server: Server) -> Sender:
    """Officer Chen's phone, as the server sees it."""
    return Sender(playwright, server, "chen")
