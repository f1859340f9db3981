"""One phone that is killed again and again, at forms and on patrol."""

import random
import time

from rig.phone import Phone
from rig.server import Server
from storms.afternoon import Afternoon
from storms.clerk import Clerk
from storms.rider import Rider
from storms.rides import Rides

RIDE_IN, TOLD_IN = 3, 10


class KilledPhone:
    """Officer Chen's phone; one death in three comes on patrol."""

    def __init__(self, phone: Phone, server: Server) -> None:
        self.seed = random.randrange(10**9)
        dice = random.Random(self.seed)
        self.afternoon = Afternoon(Clerk(phone, server, "chen"), dice)
        self.rides = Rides(Rider(phone, server, "chen"), dice)

    def die(self, kills: int) -> None:
        """Die so many times, then finish what is left and look at the server."""
        begun = time.monotonic()
        for number in range(1, kills + 1):
            work = self.rides if number % RIDE_IN == 0 else self.afternoon
            work.next_kill()
            if number % TOLD_IN == 0:
                print(f"{number} of {kills} kills, {time.monotonic() - begun:.0f} s", flush=True)
        self.said = len(self.afternoon.chen.said)
        self.afternoon.finish()
        self.rides.finish()
        self.took_s = time.monotonic() - begun

    @property
    def lost(self) -> list[object]:
        """What the screen had said was saved, and fixes heard early enough, that are nowhere."""
        unsent = {*self.afternoon.venues} - {*self.afternoon.arrived}
        return [*self.afternoon.lost, *unsent, *self.rides.logbook.lost]

    @property
    def doubled(self) -> list[object]:
        """Venues, fixes and parts of tracks that are there twice."""
        arrived = self.afternoon.arrived
        return [v for v in set(arrived) if arrived.count(v) > 1] + self.rides.logbook.doubled

    def figures(self) -> str:
        logbook, deaths = self.rides.logbook, len(self.rides.chen.deaths)
        return (
            f"{deaths + len(self.afternoon.chen.deaths)} kills, {deaths} of them on patrol; "
            f"{len(self.afternoon.arrived)} forms and {len(logbook.parts)} parts of "
            f"{len({patrol for patrol, _ in logbook.parts})} tracks arrived, 已保存 was said of "
            f"{self.said} records before the end, {self.afternoon.drafts_back} drafts came back, "
            f"{len(set(self.rides.chen.heard))} fixes were heard, {len(logbook.unwritten)} of "
            f"them too late to be written (at most {max(logbook.unwritten.values(), default=0)} ms "
            f"before the end); {len(self.lost)} lost, {len(self.doubled)} doubled; "
            f"{self.took_s:.1f} s; seed {self.seed}"
        )
