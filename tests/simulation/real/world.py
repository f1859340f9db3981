"""A world of phones and one server: a queue of happenings that one seed decides."""

import hashlib
import heapq
import random
import shutil
from collections import Counter
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from types import TracebackType
from typing import Any
from uuid import UUID

from simulation.real import office
from simulation.real.host import Host
from simulation.real.network import Network
from simulation.real.server import Server, VirtualClock, simulated
from simulation.real.truth import Truth
from simulation.real.watch import Watch

MONDAY = datetime.fromisoformat("2026-11-02T06:00:00+08:00").timestamp() * 1000
CRASHABLE = {"act", "move", "answer", "tick", "birth"}
FURTHEST_CRASH = 60


@dataclass
class Phone:
    """A phone with its users; `tabs` are the lives of the app on it, by the name of the tab."""

    name: str
    users: list[str]
    offset_ms: float = 0
    tabs: dict[str, str] = field(default_factory=dict)
    user: str | None = None
    in_use: bool = False
    has_locks: bool = True
    bundle: str = ""


@dataclass(frozen=True)
class Rates:
    """How often things go wrong: per request, per step of a phone."""

    network: float = 0.85
    crash: float = 0.06


class World:
    """Time, dice, phones, line and server; nothing in it asks the real machine for either."""

    def __init__(self, host: Host, seed: int, phones: list[str], rates: Rates, bundle: str) -> None:
        self.host, self.rates, self.bundle = host, rates, bundle
        self.dice = random.Random(seed)
        self.faults: Counter[str] = Counter()
        self.acts: Counter[str] = Counter()
        self.lines: list[str] = []
        self.hash = hashlib.sha256()
        self.clock = VirtualClock()
        self.clock.now_ms = MONDAY
        self.folder = office.scratch()
        self._stack = ExitStack()
        self._stack.enter_context(simulated(self.clock))
        self.server = Server(self.folder, self.clock)
        self.truth = Truth(self.folder / "xunhu.db")
        self.watch = Watch(self.truth)
        self.phones = {
            name: Phone(name, office.PHONES[name], has_locks=self.dice.random() < 0.7)
            for name in phones
        }
        self.network = Network(self, rates.network)
        self._queue: list[tuple[float, int, Callable[[], None]]] = []
        self._turns, self._births, self._acts = count(), count(), count()
        self._due: dict[str, float] = {}
        self._then: dict[str, Callable[[Any], None]] = {}
        self.wrong: Counter[str] = Counter()
        self.host.tell("world", now=self.now)
        for name in phones:
            self.host.tell("handset", phone=name, now=self.now)

    @property
    def now(self) -> float:
        return self.clock.now_ms

    def uuid7(self) -> str:
        """A UUIDv7 of now, made by the dice."""
        random_bits = 0b10 << 62 | self.dice.getrandbits(62)
        return str(UUID(int=round(self.now) << 80 | 0x7 << 76 | random_bits))

    def at(self, after_ms: float, happens: Callable[[], None]) -> None:
        """Let something happen after a while."""
        heapq.heappush(self._queue, (self.now + max(0, after_ms), next(self._turns), happens))

    def run(self, until_ms: float) -> None:
        """Let time pass until then."""
        while self._queue and self._queue[0][0] <= until_ms:
            at, _, happens = heapq.heappop(self._queue)
            self.clock.now_ms = max(self.now, at)
            happens()
        self.clock.now_ms = until_ms

    def note(self, what: str) -> None:
        """A line of the trace: the same seed writes the same lines."""
        line = f"{self.now - MONDAY:.0f} {what}"
        self.lines.append(line)
        self.hash.update(line.encode())

    def lives(self, life: str) -> bool:
        return any(life in phone.tabs.values() for phone in self.phones.values())

    def tell(self, do: str, **told: Any) -> Any:
        """One step of the phones, in which one may die; what it caused is set going."""
        crash = 0
        if do in CRASHABLE and self.dice.random() < self.rates.crash:
            crash = self.dice.randint(1, FURTHEST_CRASH)
        report = self.host.tell(do, now=self.now, crash=crash, **told)
        if report["crashed"]:
            self.faults["phone killed"] += 1
            self.note(f"{told['life']} killed after {crash} steps of {do}")
            self._bury(told["life"])
        for phone, table, id, digest in report["changes"]:
            self.note(f"{phone} {table} {id} {(digest or 'gone')[:8]}")
            self.truth.changed(phone, table, id, digest, self.now)
        for wrong in report["wrong"]:
            self.note(f"uncaught: {wrong}")
            self.wrong[wrong[:120]] += 1
        for ended in report["ended"]:
            self._ended(ended)
        for asked in report["asked"]:
            self.network.carry(asked, asked["life"].partition(".")[0])
        self._plan(report["due"])
        return report.get("answer")

    def _ended(self, ended: dict[str, Any]) -> None:
        then = self._then.pop(ended["act"], None)
        if "error" in ended:
            self.note(f"{ended['act']} failed: {ended['error'][:100]}")
        elif then is not None:
            then(ended.get("result"))

    def _plan(self, due: dict[str, float]) -> None:
        for life, at in due.items():
            if self._due.get(life) != at:
                self._due[life] = at
                self.at(at - self.now, lambda life=life, at=at: self._tick(life, at))  # type: ignore[misc]

    def _tick(self, life: str, at: float) -> None:
        if self.lives(life) and self._due.get(life) == at:
            self._due.pop(life)
            self.tell("tick", life=life, phone=life.partition(".")[0])

    def birth(self, phone: Phone, tab: str = "one") -> None:
        """The app is opened on a phone."""
        life = f"{phone.name}.{next(self._births)}"
        phone.tabs[tab] = life
        self.note(f"{life} born")
        born = {
            "seed": self.dice.getrandbits(32),
            "locks": phone.has_locks,
            "gzip": phone.has_locks,
        }
        bundle = f"{self.bundle}+{phone.bundle}" if phone.bundle else self.bundle
        self.tell("birth", life=life, phone=phone.name, bundle=bundle, **born)

    def act(
        self, phone: Phone, name: str, *given: Any, tab: str = "one",
        then: Callable[[Any], None] | None = None,
    ) -> None:  # fmt: skip
        """The person does something; `then` gets what came of it, if it comes to an end."""
        life = phone.tabs.get(tab)
        if life is None:
            return
        act = f"{life}#{next(self._acts)} {name}"
        if then:
            self._then[act] = then
        self.note(act)
        self.tell("act", life=life, phone=phone.name, act=act, name=name, given=given)

    def kill(self, phone: Phone, tab: str) -> None:
        """The page ends, at rest or in the middle of something."""
        if life := phone.tabs.get(tab):
            self.note(f"{life} ends")
            self.host.tell("kill", life=life, phone=phone.name, now=self.now)
            self._bury(life)

    def _bury(self, life: str) -> None:
        phone = self.phones[life.partition(".")[0]]
        phone.tabs = {tab: name for tab, name in phone.tabs.items() if name != life}
        self._due.pop(life, None)

    def __enter__(self) -> "World":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        self.server.stop()
        self._stack.close()
        shutil.rmtree(self.folder)
