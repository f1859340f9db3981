"""Layer 1 of the simulator: the protocol. One seed owns time, chance, network, kills and people.

`protocol_books`, `protocol_server` and `protocol_office` are the server, `protocol_storage`,
`protocol_outbox` and `protocol_phone` the phone: together they say in code what section 5 of the
contract says in words. `protocol_events` is what befalls them, `protocol_invariants` what must
hold after every step and at the end, `protocol_bugs` the mistakes that have to be caught.

To see a run again, step by step, from the root of the repository:

    PYTHONPATH=tests .venv/bin/python -m simulation.protocol.protocol_replay --seed 42 --trace
    PYTHONPATH=tests .venv/bin/python -m simulation.protocol.protocol_replay --seed 7 --bug NewId
    XUNHU_SEED=42 .venv/bin/pytest tests/simulation/test_protocol.py     (that one seed)
    XUNHU_SEEDS=100000 .venv/bin/pytest tests/simulation/test_protocol.py     (many)
"""

from collections import Counter
from random import Random

from simulation.protocol.protocol_events import Events
from simulation.protocol.protocol_ghosts import Ghosts
from simulation.protocol.protocol_invariants import (
    AT_EVERY_STEP,
    AT_THE_END,
    OF_THE_SERVER,
    Invariant,
    Violation,
)
from simulation.protocol.protocol_network import OFTEN, RATES, Network
from simulation.protocol.protocol_office import Office
from simulation.protocol.protocol_phone import Phone
from simulation.protocol.protocol_records import DAY_S, Answer, Call, Steps, User

BEGAN_S = 1_800_000_000
STEPS = 1000
USERS = (
    User("chen", "officer", "A", ("A1",), ("A1",)),
    User("liu", "officer", "A", ("A1", "A2"), ("A1", "A2")),
    User("wang", "volunteer", "A", ("A2",), ("A2",)),
    User("zhou", "supervisor", "A", ("A1", "A2"), ("A1", "A2")),
    User("bao", "officer", "B", ("B1",), ("B1",)),
)
HOMES = {
    "phone-1": "chen",
    "phone-2": "liu",
    "phone-3": "wang",
    "phone-4": "zhou",
    "phone-5": "bao",
}

WITH_LOCKS = ("phone-1", "phone-4")
"""The browsers of the others have no Web Locks: they use a lease."""


class Task:
    """Work in steps on a machine: a phone's tab, the server, or the office."""

    def __init__(self, owner: str, steps: Steps, name: str) -> None:
        self.owner, self.steps, self.name = owner, steps, name
        self.call: Call | None = None


class World:
    """Runs one seed. `fleet` and `office` are the models, correct or with a planted bug."""

    def __init__(
        self,
        seed: int,
        *,
        phone: type[Phone] = Phone,
        office: type[Office] = Office,
        trace: bool = False,
    ) -> None:
        self.seed, self.trace, self.rng = seed, trace, Random(seed)
        self.now, self.step_count, self.numbers = BEGAN_S, 0, 0
        self.is_calm = False
        self.touched: set[str] = set()
        self.counts: Counter[str] = Counter()
        self.rates = {kind: rate * self.rng.choice(OFTEN) for kind, rate in RATES.items()}
        self.homes = HOMES
        self.tasks: list[Task] = []
        self.ghosts = Ghosts(self)
        self.network = Network(self)
        self.server = office(self, {user.name: user for user in USERS})
        self.phones = {name: phone(self, name, has_locks=name in WITH_LOCKS) for name in HOMES}
        self.events = Events(self)

    def run(self) -> "World":
        """The whole run; raises Violation."""
        for name, user in HOMES.items():
            self.phones[name].sign_in(user)
        for _ in range(STEPS):
            self.step()
        self.drain()
        self.judge_all(AT_THE_END)
        self.grow_old()
        self.judge_all(AT_THE_END)
        return self

    def step(self) -> None:
        """Time passes, messages arrive, and one thing happens."""
        self.step_count += 1
        self.now += self.rng.randint(0, 2)
        self.network.deliver()
        ready = self.ready()
        if not self.is_calm and (not ready or self.rng.random() < 0.15):
            self.events.happen()
        elif ready:
            self.advance(self.rng.choice(ready))
        if self.touched:
            self.check()

    def ready(self) -> list[Task]:
        now = self.now
        return [
            task
            for task in self.tasks
            if task.call is None or task.call.answer is not None or now > task.call.deadline
        ]

    def advance(self, task: Task) -> None:
        try:
            task.call = next(task.steps)
        except StopIteration:
            self.tasks.remove(task)
        if self.trace:
            waits = f"asks {task.call.kind}" if task.call else "goes on"
            self.tell(f"{task.owner} {task.name} {waits}")

    def check(self) -> None:
        """Ask what may have changed: of the server only when its disk was written."""
        self.ghosts.observe()
        self.judge_all(AT_EVERY_STEP)
        if "server" in self.touched:
            self.judge_all(OF_THE_SERVER)
        self.touched.clear()

    def judge_all(self, invariants: dict[str, Invariant]) -> None:
        for name, invariant in invariants.items():
            if complaint := invariant(self):
                raise Violation(name, complaint, self.seed, self.step_count)

    def start(self, owner: str, steps: Steps, name: str = "") -> None:
        self.tasks.append(Task(owner, steps, name or f"task-{self.number()}"))

    def end_tasks(self, *owners: str, name: str = "") -> None:
        """Their memory is gone at once: not a line of their code runs any more."""
        self.tasks = [
            task for task in self.tasks if task.owner not in owners or (name and task.name != name)
        ]

    def drain(self) -> None:
        """The faults stop; what was late arrives; everybody signs in again and synchronises."""
        self.is_calm = True
        self.events.put_right()
        self.now += 4 * DAY_S
        self.until_idle()
        self.everyone_syncs(rounds=2)
        self.server.is_mended = True
        self.events.decide_all()
        self.everyone_syncs(rounds=3)

    def grow_old(self) -> None:
        """Two backups, a week in which phones delete their copies, and then the server is lost."""
        self.back_up_twice()
        self.now += 8 * DAY_S
        self.everyone_syncs(rounds=1)
        self.events.restore()
        self.everyone_syncs(rounds=2)

    def back_up_twice(self) -> None:
        for _ in range(2):
            self.start("office", self.server.back_up(is_elsewhere=True), "backup")
            self.until_idle()
        self.everyone_syncs(rounds=1)

    def everyone_syncs(self, rounds: int) -> None:
        for _ in range(rounds):
            for phone in self.phones.values():
                for user in self.events.users_of(phone):
                    self.events.sign_in(phone, user)
                    self.now += 700
                    self.start(phone.name, phone.round("last-tab"), "last-tab")
                    self.until_idle()

    def until_idle(self) -> None:
        while self.tasks or self.network.flying:
            if not self.ready():
                self.skip_ahead()
            self.step()

    def skip_ahead(self) -> None:
        """To the next moment at which anything can happen."""
        moments = [at for at, _ in self.network.flying]
        moments += [task.call.deadline + 1 for task in self.tasks if task.call]
        self.now = max(self.now, min(moments))

    def strikes(self, kind: str) -> bool:
        """Whether a fault happens here."""
        if self.is_calm or self.rng.random() >= self.rates[kind]:
            return False
        self.count(kind)
        return True

    def stall(self, kind: str) -> Steps:
        """At least one step in which others may come between."""
        for _ in range(self.rng.randint(2, 15) if self.strikes(kind) else 1):
            yield

    def count(self, kind: str) -> None:
        self.counts[kind] += 1
        if self.trace:
            self.tell(f"* {kind}")

    def tap(self, user: User, device: str, answer: Answer) -> None:
        """Every page of a pull is listened to as it leaves the server."""
        known = self.server.devices.get(device)
        self.ghosts.taps.append((user, bool(known and known.is_revoked), answer))
        self.wrote("server")

    def fault_mark(self) -> int:
        return self.counts.total()

    def number(self) -> int:
        self.numbers += 1
        return self.numbers

    def wrote(self, machine: str) -> None:
        """Something went to a disk: the invariants are asked again after this step."""
        self.touched.add(machine)

    def touched_phones(self) -> list[Phone]:
        """The phones that may stand otherwise to the server than a step before."""
        is_server = "server" in self.touched
        return [p for p in self.phones.values() if is_server or p.name in self.touched]

    def tell(self, line: str) -> None:
        print(f"{self.step_count:5d} +{self.now - BEGAN_S:>8d}s  {line}")
