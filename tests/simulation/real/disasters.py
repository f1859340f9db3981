"""Everything else that goes wrong on a day: to a phone, to its storage, to the office."""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from make import NANZHUSHAN, SHUIJIANG, make_event
from simulation.real.archive import Archive
from simulation.real.check import check_all
from simulation.real.faults import HOURS_MS, MINUTES_MS
from simulation.real.rescuing import Rescuing
from simulation.real.truth import Violation
from simulation.real.watch import canary
from simulation.real.world import Phone, World
from xunhu.auth import accounts
from xunhu.backups.refusals import BadBackup
from xunhu.db import db, utcnow, writing
from xunhu.schemas import shanghai_day

TEN_YEARS_MS = 3652 * 24 * HOURS_MS
JUMPS_MS = (TEN_YEARS_MS, -TEN_YEARS_MS, 2 * HOURS_MS, -2 * HOURS_MS, 0.0, 0.0)
MOVED = "cao"

Chance = tuple[Callable[[], None], float]


@dataclass(frozen=True)
class Often:
    """How often: `calamity` and `desk` are factors, `misfits` a weight, `evictions` a chance."""

    calamity: float
    desk: float
    misfits: float
    evictions: float


class Disasters:
    """Dealt out by the dice; the office's come `often.calamity` times as often as usual.

    `office` is what else is done there, with how often a day.
    """

    def __init__(
        self, world: World, rescuing: Rescuing, office: Sequence[Chance], often: Often
    ) -> None:
        self.world, self.dice = world, world.dice
        self.archive = Archive(world.server)
        self.rescuing, self.office = rescuing, office
        self.often = often

    def day(self) -> None:
        """Plan what goes wrong on the day that begins now."""
        for phone in self.world.phones.values():
            for happens, often in self._of_phones():
                if self.dice.random() < often:
                    self._at_some_time(lambda p=phone, h=happens: h(p))  # type: ignore[misc]
        for happens_here, often in [*self._of_office(), *self.office]:
            for _ in range(math.floor(often + self.dice.random())):
                self._at_some_time(happens_here)

    def _of_phones(self) -> list[tuple[Callable[[Phone], None], float]]:
        return [
            (self.clock_jumps, 0.8),
            (self.out_of_reach, 0.9),
            (self.fills_up, 0.5),
            (self.two_tabs, 0.7),
            (self.other_version, 0.5),
            (self.evicted, self.often.evictions),
            (self.revoked, 0.15),
            (self.photo_damaged, 0.2),
            (self.rescuing.make, 0.4),
        ]

    def _of_office(self) -> list[Chance]:
        chances: list[Chance] = [
            (self.backed_up, 1.0),
            (self.restored, 1.0),
            (self.moved, 0.4),
            (self.colleague_sends, 0.9),
        ]
        return [(happens, rate * self.often.calamity) for happens, rate in chances]

    def _at_some_time(self, happens: Callable[[], None]) -> None:
        self.world.at(self.dice.uniform(1, 13) * HOURS_MS, happens)

    def _count(self, fault: str, what: object = "") -> None:
        self.world.faults[fault] += 1
        self.world.network.known.clear()
        self.world.note(f"{fault} {what}")

    def clock_jumps(self, phone: Phone) -> None:
        phone.offset_ms = self.dice.choice(JUMPS_MS)
        self._count("clock jump", f"{phone.name} {phone.offset_ms:.0f}")
        self.world.tell("clock", phone=phone.name, offset=phone.offset_ms)

    def out_of_reach(self, phone: Phone) -> None:
        """A valley without a signal."""
        self.world.note(f"{phone.name} out of reach")
        self.world.network.offline.add(phone.name)
        wait = self.dice.uniform(10, 240) * MINUTES_MS
        self.world.at(wait, lambda: self.world.network.offline.discard(phone.name))

    def fills_up(self, phone: Phone) -> None:
        self._count("quota", phone.name)
        self.world.tell("full", phone=phone.name, full=True)
        wait = self.dice.uniform(1, 90) * MINUTES_MS
        self.world.at(wait, lambda: self.world.tell("full", phone=phone.name, full=False))

    def two_tabs(self, phone: Phone) -> None:
        if "two" in phone.tabs:
            return
        self._count("two tabs", phone.name)
        self.world.birth(phone, "two")
        wait = self.dice.uniform(1, 60) * MINUTES_MS
        self.world.at(wait, lambda: self.world.kill(phone, "two"))

    def other_version(self, phone: Phone) -> None:
        """The app is updated, or rolled back to the version before."""
        later = phone.bundle == ""
        self._count("update" if later else "rollback", phone.name)
        phone.bundle = "later" if later else ""
        self.world.kill(phone, "one")

    def evicted(self, phone: Phone) -> None:
        """The browser throws the site's storage away: what only this phone had is told apart."""
        for tab in [*phone.tabs]:
            self.world.kill(phone, tab)
        lost = self.world.truth.evict(phone.name)
        self._count("eviction", f"{phone.name} lost {len(lost)}")
        if device := self.device_of(phone):
            line = self._line_of(device, self.admin_of(phone))
            self.world.watch.check_report(device, lost, line)
        self.world.host.tell("evict", phone=phone.name, now=self.world.now)
        phone.user = None
        self.world.network.cookies[phone.name] = None

    def revoked(self, phone: Phone) -> None:
        device = self.device_of(phone)
        if device is None:
            return
        self._count("revoked", phone.name)
        desk = self.world.server.desk(self.admin_of(phone))
        desk.post(f"/api/v1/devices/{device}/revoke", {"reason": "遗失"})
        self.world.at(self.dice.uniform(5, 200) * MINUTES_MS, lambda: self.reinstate(phone))

    def reinstate(self, phone: Phone) -> None:
        if device := self.device_of(phone):
            desk = self.world.server.desk(self.admin_of(phone))
            desk.post(f"/api/v1/devices/{device}/reinstate", {})
            self.world.network.known.clear()

    def admin_of(self, phone: Phone) -> str:
        return "kong" if phone.users == ["fan"] else "hu"

    def device_of(self, phone: Phone) -> str | None:
        kept = self.world.tell("look", phone=phone.name, tables=["kept"])["kept"]
        return next((row["value"] for row in kept if row["name"] == "device"), None)

    def _line_of(self, device: str, admin: str) -> dict[str, Any] | None:
        """A device's line in the office's list; none when it never signed in there."""
        lines = self.world.server.desk(admin).get("/api/v1/devices").told["items"]
        return next((line for line in lines if line["id"] == device), None)

    def check_desk(self) -> None:
        """What the office's list shows of each phone is the newest that the phone told."""
        for phone in self.world.phones.values():
            if device := self.device_of(phone):
                line = self._line_of(device, self.admin_of(phone))
                self.world.watch.reports.shown(device, line)

    def photo_damaged(self, phone: Phone) -> None:
        """Bytes of a photo go bad on the phone."""
        photo = self.world.tell("spoil", phone=phone.name)["id"]
        if photo is not None:
            self._count("photo damaged", photo)
            self.world.truth.spoil(phone.name, photo)

    def backed_up(self) -> None:
        self.world.note("backup")
        try:
            self.archive.back_up()
        except BadBackup as bad:
            raise Violation(f"a backup of what isn't sound: {bad}") from bad

    def restored(self) -> None:
        """The server's disk broke; the newest backup, or the one before it, is what is left."""
        if len(self.archive.backups) < 2 or not self.world.network.is_up:
            return
        age = self.dice.choice([0, 1])
        self._count("restored", age)
        self.archive.bring_back(age)
        self.world.truth.open()
        self.world.watch.note_townships()
        self.world.watch.reports.begin_anew()
        check_all(self.world.truth)

    def moved(self) -> None:
        """An officer is given another township."""
        server = self.world.server
        with server.app.app_context(), writing() as session:
            user = accounts.find_user(session, MOVED)
            assert user is not None
            had = {m.township for m in user.memberships if m.until_on is None}
            new = NANZHUSHAN if SHUIJIANG in had else SHUIJIANG
            accounts.move(session, user, user.role_of, [new], shanghai_day(utcnow()))
            self._count("township moved", new)
        with server.app.app_context():
            db.session.remove()
        self.world.watch.note_townships()

    def colleague_sends(self) -> None:
        """A supervisor enters what somebody else did; it comes to other phones by pull.

        Sometimes with an id that was given away before: that must change nothing.
        """
        at = utcnow() - timedelta(hours=1)
        self.world.note("a colleague sends")
        told = {"author": self.dice.choice(["an", "dai"]), "venue": canary(SHUIJIANG)}
        taken = self._taken_ids() if self.dice.random() < 0.3 else []
        told["id"] = self.dice.choice(taken) if taken else self.world.uuid7()
        if not taken:
            self.world.truth.of_others.add(told["id"])
        record = make_event(occurred_at=at.isoformat(), ended_at=utcnow().isoformat(), **told)
        body = b"\x1e" + record + b"\n"
        desk = self.world.server.desk("gao")
        headers = {"Content-Type": "application/geo+json-seq"}
        self.world.server.ask("POST", "/api/v1/sync/push", headers, body, desk.cookie)

    def _taken_ids(self) -> list[str]:
        """Ids that the district's server knows; those of another district are free here."""
        ours = {name for name, phone in self.world.phones.items() if self.admin_of(phone) == "hu"}
        truth = self.world.truth
        return sorted(
            id
            for id, sealed in truth.sealed.items()
            if sealed.phone in ours and truth.is_kept("payloads", id, sealed.digest)
        )
