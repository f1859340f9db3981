"""The network between phones and server: loses, delays, doubles, cuts, damages, and lies."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from simulation.protocol.protocol_records import PORTAL, TORN, Answer, Call, Frame, Steps

if TYPE_CHECKING:
    from simulation.protocol.protocol_storage import PhoneStorage
    from simulation.protocol.protocol_world import World

RATES = {
    "request lost": 0.04,
    "answer lost": 0.05,
    "answer torn": 0.02,
    "captive portal": 0.03,
    "delivered twice": 0.05,
    "request stalled": 0.03,
    "answer stalled": 0.03,
    "envelope cut": 0.04,
    "frame unreadable": 0.04,
    "photo damaged": 0.05,
    "commit stalled": 0.25,
    "rolled back": 0.1,
    "backup unreadable": 0.1,
}
OFTEN = (0, 1, 1, 3)
"""Each run has its own weather: of every fault none, as usual, or three times as much."""
LATEST_S = 3 * 86_400


class Network:
    """What is on its way is a list of (arrives at, what then happens)."""

    def __init__(self, world: "World") -> None:
        self.world = world
        self.flying: list[tuple[int, Callable[[], None]]] = []

    def send(self, phone: "PhoneStorage", kind: str, body: Any, *, patience_s: int) -> Call:
        world = self.world
        user, device = phone.disk.user, phone.disk.device
        call = Call(kind, body, user, device, world.now + patience_s)
        if world.strikes("captive portal"):
            self.fly(lambda: self.reply(call, PORTAL))
        elif not world.strikes("request lost"):
            arrived = self.damaged(call)
            self.fly(lambda: self.arrive(arrived, call), stall="request stalled")
        if world.strikes("delivered twice"):
            again = Call(kind, body, user, device, 0)
            self.fly(lambda: self.arrive(again, again), later_s=world.rng.randint(0, LATEST_S))
        return call

    def fly(self, what: Callable[[], None], *, stall: str = "", later_s: int = 0) -> None:
        late = self.world.rng.randint(20, 120) if stall and self.world.strikes(stall) else 0
        at = self.world.now + self.world.rng.randint(0, 3) + late + later_s
        self.flying.append((at, what))

    def deliver(self) -> None:
        """Let everything happen whose time has come."""
        now = self.world.now
        due = [what for at, what in self.flying if at <= now]
        if due:
            self.flying = [one for one in self.flying if one[0] > now]
            for what in due:
                what()

    def damaged(self, call: Call) -> Call:
        """The same request as it arrives: a part of it may have gone on the way."""
        body = call.body
        if call.kind == "push" and self.world.strikes("envelope cut"):
            count = self.world.rng.randint(1, len(body))
            body = (*body[: count - 1], Frame(body[count - 1].record, is_cut=True))
        elif call.kind == "push" and self.world.strikes("frame unreadable"):
            gone = self.world.rng.randrange(len(body))
            body = (*body[:gone], *body[gone + 1 :])
        elif call.kind == "photo" and self.world.strikes("photo damaged"):
            body = (*body[:2], body[2] + "~")
        return Call(call.kind, body, call.user, call.device, call.deadline)

    def arrive(self, arrived: Call, call: Call) -> None:
        """A server that is down refuses the connection; nobody answers."""
        if self.world.server.is_up:
            self.world.start("server", self.serve(arrived, call))

    def serve(self, arrived: Call, call: Call) -> Steps:
        answer = yield from self.world.server.serve(arrived)
        if self.world.strikes("answer lost"):
            return
        sent = TORN if self.world.strikes("answer torn") else answer
        self.fly(lambda: self.reply(call, sent), stall="answer stalled")

    def reply(self, call: Call, answer: Answer) -> None:
        if self.world.now <= call.deadline:
            call.answer = answer
