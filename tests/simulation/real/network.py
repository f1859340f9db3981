"""The line between phones and server: carries requests late, twice, cut, or not at all."""

import random
from collections import Counter
from collections.abc import Callable
from typing import Any, Protocol

from simulation.real.faults import SECONDS_MS, WEIGHTS, Request, befall
from simulation.real.server import Answer, Server
from simulation.real.truth import Truth
from simulation.real.watch import Watch

REFERENCE = ("/townships", "/vehicles", "/campaigns", "/targets")


class Around(Protocol):
    """What the line needs of the world around it."""

    dice: random.Random
    now: float
    truth: Truth
    watch: Watch
    server: Server
    faults: Counter[str]

    def at(self, after_ms: float, happens: Callable[[], None]) -> None: ...
    def note(self, what: str) -> None: ...
    def tell(self, do: str, **told: Any) -> None: ...
    def lives(self, life: str) -> bool: ...


class Network:
    """`rate` of the requests meet a fault; `is_up` is whether the server runs."""

    def __init__(self, world: Around, rate: float) -> None:
        self.world, self.rate, self.is_up = world, rate, True
        self.dice = world.dice
        self.offline: set[str] = set()
        self.cookies: dict[str, str | None] = {}
        self.known: dict[tuple[str, str], Answer] = {}

    def carry(self, asked: dict[str, Any], phone: str) -> None:
        """A request leaves a phone."""
        request = Request(asked, phone, self.cookies.get(phone), self.world.now)
        if phone in self.offline:
            self.reply(request, None, self.dice.uniform(1, 2 * SECONDS_MS))
            return
        fault = "well"
        if self.dice.random() < self.rate:
            fault = self.dice.choices([*WEIGHTS], [*WEIGHTS.values()])[0]
            self.world.faults[fault] += 1
        self.world.note(f"{phone} {asked['method']} {request.place}: {fault}")
        befall(self, fault, request)

    def deliver(self, asked: Request, after_ms: float, then: Callable[[Answer], None]) -> None:
        """Let a request arrive after a while; `then` gets the answer as it leaves the server."""

        def arrive() -> None:
            if not self.is_up:
                self.reply(asked, None, 100)
                return
            answer = self._answer(asked)
            self.world.note(f"{asked.phone} {asked.place} -> {answer.status}")
            self.world.watch.saw(asked, answer)
            then(answer)

        self.world.at(after_ms, arrive)

    def _answer(self, asked: Request) -> Answer:
        """The server's; lists that no simulated day changes are asked once per sign-in."""
        cookie = asked.parts["cookie"]
        if cookie is None or asked.place not in REFERENCE:
            return self.world.server.ask(**asked.parts)
        key = (cookie, asked.parts["path"])
        if key not in self.known:
            self.known[key] = self.world.server.ask(**asked.parts)
        return self.known[key]

    def reply(self, asked: Request, answer: Answer | None, after_ms: float) -> None:
        """Let an answer arrive, or the news that there is none."""

        def arrive() -> None:
            if not self.world.lives(asked.life):
                return
            if answer and answer.cookie is not None:
                self.cookies[asked.phone] = answer.cookie or None
            told: dict[str, Any] = {"status": None, "headers": {}, "text": ""}
            if answer:
                told = {"status": answer.status, "headers": {**answer.headers}, "text": answer.text}
            self.world.tell("answer", life=asked.life, phone=asked.phone, n=asked.n, **told)

        self.world.at(after_ms, arrive)

    def deliver_to_dying(self, asked: Request, after_ms: float) -> None:
        """The server dies at a step around one of its commits, and comes back after a while."""

        def arrive() -> None:
            if self.is_up:
                done = self.world.server.kill_within(asked.parts, self.dice.randint(1, 9))
                self.world.note(f"{asked.phone} {asked.place} -> killed {done is None}")
                if done is None:
                    self.world.watch.may_have_seen(asked)
                else:
                    self.world.watch.saw(asked, done)
                self.stop_server()
            self.reply(asked, None, 50)

        self.world.at(after_ms, arrive)

    def stop_server(self) -> None:
        self.is_up = False

        def again() -> None:
            self.world.server.restart(anew=self.dice.random() < 0.03)
            self.is_up = True

        self.world.at(self.dice.uniform(1, 90) * SECONDS_MS, again)
