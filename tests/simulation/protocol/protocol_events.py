"""What people do and what befalls them: work, sign-ins, kills, clocks, disasters."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from simulation.protocol.protocol_disasters import Disasters
from simulation.protocol.protocol_phone import Phone
from simulation.protocol.protocol_records import DAY_S, HARD_SIZE, Record, User

if TYPE_CHECKING:
    from simulation.protocol.protocol_world import World

TEN_YEARS_S = 3650 * DAY_S
PAUSES_S = (60, 3600, 8 * 3600, DAY_S, 4 * DAY_S, 8 * DAY_S)
FAULTS = ("parked", "rejected", "poison", "unappliable", "oversized")
KINDS = {
    "officer": ("patrol", "segment", "segment", "outreach", "outreach", "void", "move"),
    "volunteer": ("outreach", "clinic"),
}


class Events(Disasters):
    """Chosen by weight; every run has its own weights for what is unpleasant."""

    def __init__(self, world: "World") -> None:
        self.world, self.rng = world, world.rng
        self.back_at = 0
        work: dict[Callable[[], None], float] = {
            self.record: 25,
            self.synchronise: 30,
            self.time_passes: 4,
            self.back_up: 3,
            self.decide: 3,
            self.change_user: 2,
        }
        trouble: dict[Callable[[], None], float] = {
            self.kill_phone: 4,
            self.close_tab: 2,
            self.kill_server: 3,
            self.jump: 1.5,
            self.fill_up: 1.5,
            self.evict: 0.5,
            self.update: 1.5,
            self.move_membership: 1,
            self.revoke: 1,
            self.restore: 1,
            self.erase: 1,
            self.use_an_id_twice: 0.5,
            self.spoil_photo: 0.5,
            self.help_colleague: 1,
        }
        odds = {event: weight * self.rng.choice((0, 1, 1, 2)) for event, weight in trouble.items()}
        self.names = [*work, *odds]
        self.weights = [*work.values(), *odds.values()]

    def happen(self) -> None:
        if not self.world.server.is_up and self.world.now >= self.back_at:
            self.world.server.is_up = True
        (event,) = self.rng.choices(self.names, self.weights)
        if self.world.trace:
            self.world.tell(f"- {event.__name__}")
        event()

    def record(self) -> None:
        """Somebody finishes a form; a few of the records are bad ones."""
        phone = self.phone()
        user = self.world.server.users.get(phone.disk.user)
        if user is None or user.role not in KINDS:
            return
        record = self.draft(phone, user)
        contents = record.photos
        self.world.ghosts.seal(record)
        self.world.start(phone.name, phone.seal(record, contents), "form")

    def draft(self, phone: Phone, user: User) -> Record:
        kind = self.rng.choice(KINDS[user.role])
        here = self.rng.choice(user.townships)
        about = self.about(phone, user, kind)
        if kind in ("void", "move") and not about:
            kind = "outreach"
        fault = self.rng.choice(FAULTS) if self.rng.random() < 0.2 else ""
        if fault:
            self.world.count(f"{fault} record")
        number = self.world.number()
        photos = self.rng.randint(0, 2) if kind == "outreach" else 0
        return Record(
            id=f"{phone.clock():011d}-{phone.name}-{number}",
            kind=kind,
            township=here,
            author=user.name,
            text=f"{user.district}|{here}|{kind}|{user.name}|{number}",
            refs=about,
            to_township=self.rng.choice(("A1", "A2")) if kind == "move" else "",
            photos=tuple(f"photo-{number}-{slot}" for slot in range(photos)),
            size=self.size(fault),
            fault="" if fault == "oversized" else fault,
        )

    def size(self, fault: str) -> int:
        return (
            self.rng.randint(HARD_SIZE + 1, 30) if fault == "oversized" else self.rng.randint(1, 6)
        )

    def about(self, phone: Phone, user: User, kind: str) -> str:
        """An own record that this one refers to; it may not have been sent yet."""
        wanted = {"segment": "patrol", "void": "outreach", "move": "outreach"}.get(kind)
        own = [r.id for r in self.world.ghosts.sealed if (r.author, r.kind) == (user.name, wanted)]
        return self.rng.choice(own) if own else ""

    def synchronise(self) -> None:
        """A tab starts a round, or all phones do at once: there is network again."""
        everyone = list(self.world.phones.values())
        for phone in everyone if self.rng.random() < 0.15 else [self.rng.choice(everyone)]:
            self.start_round(phone)

    def start_round(self, phone: Phone) -> None:
        """Sometimes in a second tab."""
        tab = f"tab-{self.rng.randint(1, 2)}"
        if not any(t.owner == phone.name and t.name == tab for t in self.world.tasks):
            self.world.start(phone.name, phone.round(tab), tab)

    def time_passes(self) -> None:
        self.world.now += self.rng.choice(PAUSES_S)

    def back_up(self) -> None:
        if self.world.server.is_up and not any(t.name == "backup" for t in self.world.tasks):
            is_elsewhere = self.rng.random() < 0.8
            self.world.start("office", self.world.server.back_up(is_elsewhere), "backup")

    def decide(self) -> None:
        office = self.world.server
        open_ones = [
            (name, record_id)
            for name, tables in office.districts.items()
            for record_id, parked in tables.parked.items()
            if not parked.decision
        ]
        if open_ones and office.is_up:
            name, record_id = self.rng.choice(open_ones)
            self.world.start("office", office.decide(name, record_id, self.rng.random() < 0.6))

    def decide_all(self) -> None:
        for name, tables in self.world.server.districts.items():
            for record_id in list(tables.parked):
                self.world.start("office", self.world.server.decide(name, record_id, True))
        self.world.until_idle()

    def users_of(self, phone: Phone) -> list[str]:
        """Everybody whose records are on this phone, its own user last."""
        home = self.world.homes[phone.name]
        authors = {record.author for record in phone.disk.payloads.values()}
        return [*sorted(authors - {home}), home]

    def change_user(self) -> None:
        """A second user of the district signs in, or the first one again, or nobody."""
        phone = self.reading_phone() or self.phone()
        home = self.world.server.users[self.world.homes[phone.name]]
        others = [user.name for user in self.world.server.users.values()]
        others = [
            name for name in others if self.world.server.users[name].district == home.district
        ]
        self.sign_in(phone, self.rng.choice([*others, "", home.name, home.name]))
        self.world.count("user changed")

    def reading_phone(self) -> Phone | None:
        """A phone that waits for a page: that is when it hurts."""
        calls = [(task.owner, task.call) for task in self.world.tasks if task.call]
        waiting = [owner for owner, call in calls if call.kind == "pull" and not call.answer]
        return self.world.phones[self.rng.choice(waiting)] if waiting else None

    def sign_in(self, phone: Phone, user: str) -> None:
        before = phone.disk.payloads.copy(), phone.disk.outbox.copy(), phone.disk.photos.copy()
        if user:
            phone.sign_in(user)
        else:
            phone.sign_out()
        after = phone.disk.payloads.copy(), phone.disk.outbox.copy(), phone.disk.photos.copy()
        self.world.ghosts.signing = (phone.name, before == after)

    def help_colleague(self) -> None:
        phone = self.phone()
        phone.sends_for_colleagues = not phone.sends_for_colleagues

    def kill_phone(self) -> None:
        self.switch_off(self.phone())

    def switch_off(self, phone: Phone) -> None:
        self.world.end_tasks(phone.name)
        phone.kill()
        self.world.count("phone killed")

    def close_tab(self) -> None:
        tabs = [task for task in self.world.tasks if task.name.startswith("tab-")]
        if tabs:
            task = self.rng.choice(tabs)
            self.world.end_tasks(task.owner, name=task.name)
            self.world.phones[task.owner].tab_closed(task.name)
            self.world.count("tab closed")

    def kill_server(self) -> None:
        self.world.end_tasks("server", "office")
        self.world.server.kill()
        self.back_at = self.world.now + self.rng.randint(1, 60)
        self.world.count("server killed")

    def jump(self) -> None:
        """A clock goes wrong by ten years, or right again; often because the battery died."""
        phone = self.phone()
        if self.rng.random() < 0.5:
            self.switch_off(phone)
        phone.clock_is_off_s = self.rng.choice((-TEN_YEARS_S, 0, TEN_YEARS_S))
        self.world.count("clock jumped")

    def fill_up(self) -> None:
        self.phone().room = self.rng.choice((0, 1, 1, 2, 2))
        self.world.count("storage full")
