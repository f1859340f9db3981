"""What people do with their phones on a day: open, ride, write down, put away, hand over."""

import base64
from collections.abc import Callable
from functools import partial
from typing import Any

from make import CLINIC, SEAT
from people import PASSWORD
from simulation.real import office
from simulation.real.faults import HOURS_MS, SECONDS_MS
from simulation.real.misfits import Misfits
from simulation.real.paperwork import Paperwork
from simulation.real.watch import canary, clinic_canary
from simulation.real.world import Phone, World
from xunhu.records.roles import Role

OPENINGS = (8, 11)  # of the app on a day
PHOTO = b"\xff\xd8\xff\xe0 a photo "


class Person:
    """Drives one phone; whoever holds it does what the screens offer."""

    def __init__(self, world: World, phone: Phone, misfits: Misfits, paperwork: Paperwork) -> None:
        self.world, self.phone, self.dice = world, phone, world.dice
        self.misfits, self.paperwork = misfits, paperwork
        self.written = 0

    def day(self) -> None:
        """Plan the openings of the app between 7 and 19 o'clock of the day that begins now."""
        for _ in range(self.dice.randint(*OPENINGS)):
            self.world.at(self.dice.uniform(1, 13) * HOURS_MS, self.open)

    def open(self) -> None:
        """Take the phone out, do a few things, put it away."""
        if self.phone.in_use:
            return
        self.phone.in_use = True
        if "one" not in self.phone.tabs:
            self.world.birth(self.phone)
        wait = 2 * SECONDS_MS
        for _ in range(self.dice.randint(2, 6)):
            self.world.at(wait, self.do_something)
            wait += self.dice.uniform(5, 400) * SECONDS_MS
        self.world.at(wait, self.put_away)

    def put_away(self) -> None:
        """The page mostly ends with it; sometimes it goes on in the background."""
        self.phone.in_use = False
        if self.dice.random() < 0.8:
            self.world.kill(self.phone, "one")

    def do_something(self) -> None:
        """One act of whoever is signed in; without anybody, sign in."""
        if "one" not in self.phone.tabs:
            self.world.birth(self.phone)
        elif self.phone.user is None or self.dice.random() < 0.05:
            self.sign_in()
        else:
            kinds, weights = zip(*self._acts(), strict=True)
            self.dice.choices(kinds, weights)[0]()

    def _acts(self) -> list[tuple[Callable[[], None], float]]:
        acts: list[tuple[Callable[[], None], float]] = [
            (self.outreach, 3),
            (self.send_now, 1),
            (self.misfit, self.misfits.often),
            (self.more_paperwork, 3),
        ]
        if self.role is Role.CLINIC_VOLUNTEER:
            acts.append((self.sitting, 4))
        else:
            acts += [(self.begin, 2), (self.ride, 6), (self.stop, 1), (self.end_at_last_fix, 0.5)]
        if len(self.phone.users) > 1:
            acts.append((self.hand_over, 0.7))
        return acts

    @property
    def role(self) -> Role:
        return office.STAFF[self.phone.user or self.phone.users[0]][0]

    @property
    def township(self) -> str:
        return min(self.world.watch.townships[self.phone.user or self.phone.users[0]])

    def sign_in(self, user: str | None = None) -> None:
        user = user or self.dice.choice(self.phone.users)

        def welcome(outcome: str) -> None:
            if outcome == "welcome":
                self.phone.user = user

        self.world.act(self.phone, "signIn", user, PASSWORD, then=welcome)

    def misfit(self) -> None:
        self.misfits.seal(self.phone, self.township)

    def more_paperwork(self) -> None:
        self.paperwork.seal(self.phone, self.role, self.township)

    def poison(self) -> None:
        self.misfits.seal_a("poison", self.phone, self.township)

    def hand_over(self) -> None:
        """The colleague takes the phone, with or without the first one signing out."""
        [other] = [user for user in self.phone.users if user != self.phone.user]
        if self.dice.random() < 0.4:
            self.phone.user = None
            self.world.act(self.phone, "signOut")
        elif self.dice.random() < 0.5:
            self.world.act(self.phone, "sendFor", other)
        else:
            self.sign_in(other)

    def send_now(self) -> None:
        self.world.act(self.phone, "sendNow")

    def begin(self) -> None:
        setting = {
            "township": self.township,
            "vehicle": None,
            "campaign": None,
            "crew_count": 2,
            "purpose": "routine",
        }
        self.world.act(self.phone, "begin", setting, self.phone.user)

    def ride(self) -> None:
        """Five fixes, far enough from the last ones that a segment is sealed."""
        self.world.act(self.phone, "resume")
        self.world.at(SECONDS_MS, self._fixes)

    def _fixes(self) -> None:
        life = self.phone.tabs.get("one")
        if life is None:
            return
        wall = self.world.now + self.phone.offset_ms
        positions = [self._position(wall - (4 - n) * 10 * SECONDS_MS, n) for n in range(5)]
        self.world.tell("move", life=life, phone=self.phone.name, positions=positions)

    def _position(self, at: float, n: int) -> dict[str, Any]:
        lon, lat = SEAT[0] + self.dice.uniform(-0.01, 0.01), SEAT[1] + n * 0.0005
        return {"timestamp": at, "coords": {"longitude": lon, "latitude": lat, "accuracy": 8}}

    def stop(self) -> None:
        self.world.act(self.phone, "stop")
        self.world.at(20 * SECONDS_MS, self._close)

    def _close(self) -> None:
        self.world.act(self.phone, "close", "一切正常", then=self._saved("patrol"))

    def end_at_last_fix(self) -> None:
        self.world.act(self.phone, "endUnfinished")
        self.world.at(20 * SECONDS_MS, self._close)

    def outreach(self) -> None:
        self.written += 1
        form = {
            **self._form(),
            "activity": "railway_safety",
            "venue": f"{canary(self.township)} {self.phone.name} {self.written}",
            "audience": ["pupils"],
            "reached_count": 30,
            "materials_count": 10,
            "partners": "",
            "note": "",
            "patrol": None,
            "campaign": None,
        }
        photo = self._photo() if self.dice.random() < 0.3 else None
        saved = self._saved("outreach_event")
        self.world.act(self.phone, "outreach", form, self.phone.user, photo, then=saved)

    def _photo(self) -> str:
        return base64.b64encode(PHOTO + self.dice.randbytes(200)).decode()

    def sitting(self) -> None:
        asked = {"topic": "labour", "outcome": "advice", "minutes": 20, "age_band": "36_59"}
        form = {
            **self._form(),
            "clinic": CLINIC,
            "clinic_name": "法律诊所",
            "consultations": [asked],
            "note": clinic_canary(self.phone.user or ""),
        }
        saved = self._saved("clinic_session")
        self.world.act(self.phone, "clinic", form, self.phone.user, then=saved)

    def _form(self) -> dict[str, Any]:
        wall = self.world.now + self.phone.offset_ms
        return {
            "township": self.township,
            "started_at": round(wall - HOURS_MS),
            "minutes": 30,
            "staff_count": 2,
        }

    def _saved(self, kind: str) -> Callable[[list[str]], None]:
        who = self.phone.user or self.phone.users[0]
        return partial(self.paperwork.saved, self.phone, kind, self.township, who)
