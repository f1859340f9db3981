"""Kill -9 of Chromium while records are sealed and while a patrol rides.

`XUNHU_BROWSER_KILLS` asks for more kills than the 10 of every merge.
"""

import os
from collections.abc import Iterator

import pytest
from playwright.sync_api import Playwright

from journeys import person
from people import PASSWORD
from rig.phone import Phone
from rig.server import Server
from storms.clerk import Clerk
from storms.conftest import settle_district
from storms.killed_phone import KilledPhone

pytestmark = pytest.mark.browser
KILLS = int(os.environ.get("XUNHU_BROWSER_KILLS", "10"))


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A running server of a district without any records."""
    data_dir = tmp_path_factory.mktemp("office")
    settle_district(data_dir, f"sqlite:///{data_dir}/xunhu.db")
    running = Server(data_dir)
    running.start()
    yield running
    running.stop()


@pytest.fixture(scope="module")
def killed(
    playwright: Playwright, office: Server, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[KilledPhone]:
    """A phone that was signed in and killed as often as asked for, and has sent all it had."""
    phone = Phone(playwright, tmp_path_factory.mktemp("phone"))
    try:
        sign_in(Clerk(phone, office, "chen"))
        dead = KilledPhone(phone, office)
        dead.die(KILLS)
        print(dead.figures())
        yield dead
    finally:
        phone.close()


def sign_in(chen: Clerk) -> None:
    chen.page = chen.phone.open(chen.server.url)
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(person, "PASSWORD", PASSWORD)  # no demo, so not the demo's
        chen.sign_in()
    chen.phone.close()


def test_nothing_is_lost_or_doubled_by_any_kill(killed: KilledPhone) -> None:
    assert killed.lost == []
    assert killed.doubled == []


def test_a_form_whose_save_was_cut_off_is_a_record_or_the_draft(killed: KilledPhone) -> None:
    assert killed.afternoon.faults == []
    assert sorted(killed.afternoon.arrived) == sorted(killed.afternoon.venues)


def test_a_ride_that_was_cut_off_goes_on_and_seals_each_part_once(killed: KilledPhone) -> None:
    assert killed.rides.logbook.faults == []
    assert killed.rides.logbook.parts
