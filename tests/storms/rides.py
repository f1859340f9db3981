"""Patrols that are ridden and closed, while the browser dies at any moment of them."""

import random

from storms.rider import Rider
from storms.tracks import Logbook, track


class Rides:
    """What the logbook says of one rider, whose ride has to go on after each death."""

    def __init__(self, chen: Rider, dice: random.Random) -> None:
        self.chen, self.dice = chen, dice
        self.logbook = Logbook()

    def next_kill(self) -> None:
        """Take up the patrol that is open, or start one, and die at some moment of it."""
        self.chen.ride_and_die(self.look(), self.dice)

    def look(self) -> str:
        """Start the browser and compare; how the patrol stands by what the screen offers."""
        self.chen.pick_up()
        offered, there = self.chen.offered(), self.chen.carried()
        self.logbook.look(there, self.chen.heard, self.chen.deaths)
        states = [state for state in there.states.values() if state != "closed"] or ["none"]
        if states != [offered] or offered not in self.chen.may_be:
            self.logbook.faults.append(f"{states=} {offered=}, {self.chen.may_be=}")
        return offered

    def finish(self) -> None:
        """End the last patrol, and compare the phone with the server."""
        self.chen.finish(self.look())
        there = self.chen.carried()
        self.logbook.look(there, self.chen.heard, self.chen.deaths)
        arrived = ((record, record["receipt"]["digest"]) for record in self.chen.pulled())
        self.logbook.look_at_server(track(arrived), there.track)
        self.chen.phone.close()
