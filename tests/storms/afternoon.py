"""Forms that are filled in one after the other, while the browser dies around each Save."""

import random

from playwright.sync_api import expect

from storms.clerk import Clerk, Held


class Afternoon:
    """Each venue has to end as one record or as the one draft; `arrived` is what the server has."""

    def __init__(self, chen: Clerk, dice: random.Random) -> None:
        self.chen, self.dice = chen, dice
        # with a word after it: digits at the end of a draft may become a mobile, and are left out
        self.mark = f"{dice.randrange(10**9)} 号"
        self.venues: list[str] = []
        self.arrived: list[str] = []
        self.lost: set[str] = set()
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
            self.venues.append(f"第 {len(self.venues) + 1} 处 {self.mark}")
            self.chen.fill_in(self.venues[-1])
        self.chen.die_around_the_tap("save-outreach", self.dice)

    def look(self, held: Held) -> None:
        """Compare what is there after a restart with what the screen had said."""
        self.lost |= self.chen.said - held.payloads
        both = held.sealed.keys() & held.drafts.keys()
        unsendable = {r for r, state in held.sealed.items() if state != "stored"} - held.payloads
        is_whole = len(held.sealed) + len(held.drafts) == len(self.venues)
        is_back = list(held.drafts.values()) in ([], self.venues[-1:])
        if both or unsendable or not is_whole or not is_back:
            self.faults.append(f"{both=} {unsendable=} {held=} {len(self.venues)=}")

    def finish(self) -> None:
        """Save what is left, and wait until the server has all of it."""
        self.chen.pick_up()
        held = self.chen.held()
        self.look(held)
        if held.drafts:
            self.chen.tap("save-outreach")
        else:
            self.chen.page.goto(f"{self.chen.server.url}/records")
        expect(self.chen.page.get_by_test_id("record")).not_to_have_count(0)
        self.chen.sees_stored(list(self.chen.held().sealed))
        self.arrived = [venue for venue in self.chen.venues_on_server() if self.mark in venue]
        self.chen.phone.close()
