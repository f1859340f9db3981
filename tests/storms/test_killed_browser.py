"""Kill -9 of Chromium while a record is being sealed: it is there or its draft is, never both.

`XUNHU_BROWSER_KILLS` asks for more kills than the 10 of every merge.
"""

import os
import random
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from journeys import person
from people import PASSWORD
from rig.phone import Phone
from rig.server import Server
from storms.clerk import Clerk, Held
from storms.conftest import settle_district

pytestmark = pytest.mark.browser
KILLS = int(os.environ.get("XUNHU_BROWSER_KILLS", "10"))


@pytest.fixture
def office(tmp_path: Path) -> Iterator[Server]:
    """A running server of a district without any records."""
    data_dir = tmp_path / "var"
    data_dir.mkdir()
    settle_district(data_dir, f"sqlite:///{data_dir}/xunhu.db")
    running = Server(data_dir)
    running.start()
    yield running
    running.stop()


@pytest.fixture
def chen(
    phone_of: Callable[[str], Phone], office: Server, monkeypatch: pytest.MonkeyPatch
) -> Clerk:
    """Officer Chen, signed in on a phone that was put down."""
    monkeypatch.setattr(person, "PASSWORD", PASSWORD)  # no demo, so not the demo's
    clerk = Clerk(phone_of("chen"), office, "chen")
    clerk.page = clerk.phone.open(office.url)
    clerk.sign_in()
    clerk.phone.close()
    return clerk


class Afternoon:
    """Venues one after the other; each has to end as one record or as the one draft."""

    def __init__(self, chen: Clerk) -> None:
        self.chen = chen
        self.seed = random.randrange(10**9)
        self.dice = random.Random(self.seed)
        self.venues: list[str] = []
        self.faults: list[str] = []
        self.drafts_back = 0

    def next_kill(self) -> None:
        """Fill the form in, or take the draft that is back, and die around the tap."""
        self.chen.pick_up()
        held = self.chen.held()
        self.look(held)
        if held.drafts:
            self.drafts_back += 1
        else:
            self.venues.append(f"第 {len(self.venues) + 1} 处 {self.seed}")
            self.chen.fill_in(self.venues[-1])
        self.chen.die_around_the_tap(self.dice)

    def look(self, held: Held) -> None:
        """Compare what is there after a restart with what the screen had said."""
        lost = self.chen.said - held.sealed.keys()
        both = held.sealed.keys() & held.drafts.keys()
        unsendable = {r for r, state in held.sealed.items() if state != "stored"} - held.payloads
        is_whole = len(held.sealed) + len(held.drafts) == len(self.venues)
        is_back = list(held.drafts.values()) in ([], self.venues[-1:])
        if lost or both or unsendable or not is_whole or not is_back:
            self.faults.append(f"{lost=} {both=} {unsendable=} {held=} {len(self.venues)=}")

    def finish(self) -> list[str]:
        """Save what is left, send all; the venues that the server has of this afternoon."""
        self.chen.pick_up()
        held = self.chen.held()
        self.look(held)
        if held.drafts:
            self.chen.tap("save-outreach")
        else:
            self.chen.page.goto(f"{self.chen.server.url}/records")
        expect(self.chen.page.get_by_test_id("record")).not_to_have_count(0)
        self.chen.sees_stored(list(self.chen.held().sealed))
        mark = str(self.seed)
        return sorted(venue for venue in self.chen.venues_on_server() if mark in venue)


def test_a_browser_killed_around_save_keeps_the_record_or_the_draft_and_doubles_nothing(
    chen: Clerk,
) -> None:
    begun, afternoon = time.monotonic(), Afternoon(chen)
    for _ in range(KILLS):
        afternoon.next_kill()
    said, arrived = len(chen.said), afternoon.finish()
    print(
        f"{KILLS} kills; {len(arrived)} records sealed, {afternoon.drafts_back} drafts came back, "
        f"the screen had said 已保存 of {said} before the end; {time.monotonic() - begun:.1f} s"
    )
    assert afternoon.faults == []
    assert arrived == sorted(afternoon.venues)
