"""Officer Chen on patrol, with a browser that dies at any moment of the ride."""

import random
from collections.abc import Iterator
from itertools import count

from playwright.sync_api import expect

from journeys.road import LonLat
from rig.phone import SEAT_OF_SHUIJIANG, Phone
from rig.server import Server
from storms.tracks import Carried, carried
from storms.unlucky import Unlucky

PACE_S, STEP_DEGREES = 0.1, 2e-5  # two metres each
A_WHILE, MOST_PLACES = (5, 12), 100
OPENING = {"none": "start-patrol", "running": "continue-patrol"}
AT_THE_OPENING = 0.25


class Rider(Unlucky):
    """Rides on where the last browser left off; `may_be` says how the patrol may stand now."""

    def __init__(self, phone: Phone, server: Server, username: str) -> None:
        super().__init__(phone, server, username)
        self.way: Iterator[LonLat] = places()
        self.may_be = {"none"}

    def carried(self) -> Carried:
        """What the phone's database holds of patrols."""
        return carried(*self.rows("patrols", "fixChunks", "sealed", "payloads"))

    def offered(self) -> str:
        """How the patrol stands by what the first screen offers."""
        buttons = {"none": "start-patrol", "running": "continue-patrol", "ended": "to-summary"}
        seen = {name: self.page.get_by_test_id(button) for name, button in buttons.items()}
        expect(seen["none"].or_(seen["running"]).or_(seen["ended"])).to_be_visible()
        return next(name for name, button in seen.items() if button.is_visible())

    def ride_and_die(self, stands: str, dice: random.Random) -> None:
        """From how the patrol stands to some moment of a ride, where the browser dies."""
        if stands == "ended":
            self.tap("to-summary")
            self._dies_at("save-patrol", {"ended", "none"}, dice)
        elif dice.random() < AT_THE_OPENING:
            self._dies_at(OPENING[stands], {stands, "running"}, dice)
        else:
            self.ride(stands, dice.randint(*A_WHILE))
            self._die_riding(dice)

    def ride(self, stands: str, places_count: int) -> None:
        """Start, or continue what was begun, and ride past so many places."""
        self.tap(OPENING[stands])
        expect(self.page.get_by_test_id("ride-time")).to_be_visible()
        self.go_on(places_count)

    def go_on(self, places_count: int = MOST_PLACES) -> None:
        for _ in range(places_count):
            self.phone.move(*next(self.way))
            self.page.wait_for_timeout(PACE_S * 1000)

    def _die_riding(self, dice: random.Random) -> None:
        moment = dice.choice(["ride", "ride", "pause-patrol", "stop-yes", "stop-yes"])
        if moment == "ride":
            self.may_be = {"running"}
            self.die_within(1, dice)
        elif moment == "pause-patrol":
            self._dies_at(moment, {"running"}, dice)
        else:
            self.tap("stop-patrol")
            self._dies_at(moment, {"running", "ended"}, dice)

    def _dies_at(self, button: str, may_be: set[str], dice: random.Random) -> None:
        expect(self.page.get_by_test_id(button)).to_be_visible()
        self.may_be = may_be
        self.die_around_the_tap(button, dice)

    def finish(self, stands: str) -> None:
        """End and save what is open, and wait until the server has all of it."""
        if stands != "ended":
            self.ride(stands, A_WHILE[0])
            self.tap("stop-patrol")
            self.tap("stop-yes")
        else:
            self.tap("to-summary")
        self.tap("save-patrol")
        self.may_be = {"none"}
        self.sees_stored(list(self.carried().states))


def places() -> Iterator[LonLat]:
    """A straight road without end."""
    lon, lat = SEAT_OF_SHUIJIANG
    return ((lon + n * STEP_DEGREES, lat) for n in count())
