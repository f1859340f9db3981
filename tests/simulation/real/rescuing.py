"""The rescue file: made by the phone, brought to the office then or days later."""

import base64
import hashlib
import json
from dataclasses import dataclass
from pathlib import Path

from simulation.real.faults import HOURS_MS
from simulation.real.misfits import Poisoned
from simulation.real.supervising import Supervising
from simulation.real.truth import Violation
from simulation.real.world import Phone, World
from xunhu.records_cli import rescued

UNSENT = ("waiting", "attention")


@dataclass(frozen=True)
class Brought:
    """A file on its way to the office: its records by id, with their digests in hex."""

    phone: str
    path: Path
    records: dict[str, str]


class Rescuing:
    """Keeps the files that were made until the office has taken them."""

    def __init__(self, world: World, supervising: Supervising) -> None:
        self.world, self.supervising, self.dice = world, supervising, world.dice
        self.waiting: list[Brought] = []
        self.count = 0

    def make(self, phone: Phone) -> None:
        """Whoever is signed in on the phone asks for the file."""
        if "one" not in phone.tabs:
            self.world.birth(phone)
        if phone.user:
            self.world.act(phone, "rescue", phone.user, then=lambda told: self._made(phone, told))

    def _made(self, phone: Phone, told: str) -> None:
        self.count += 1
        body = base64.b64decode(told)
        records = {json.loads(raw)["id"]: hashlib.sha256(raw).hexdigest() for raw in framed(body)}
        self._check_whole(phone, records)
        if not records:
            return
        path = self.world.folder / f"rescue-{self.count}.geojsons"
        path.write_bytes(body)
        self.waiting.append(Brought(phone.name, path, records))
        self.world.acts["rescue file"] += 1
        self.world.note(f"{phone.name} rescue file of {len(records)}")
        self.world.at(self.dice.choice([0.01, 1, 30, 80]) * HOURS_MS, self.take_all)

    def _check_whole(self, phone: Phone, records: dict[str, str]) -> None:
        """Everything that the phone hasn't sent is in its file, byte for byte."""
        shelf = self.world.truth.shelves[phone.name]
        rows = self.world.tell("look", phone=phone.name, tables=["sealed"])["sealed"]
        for id in (row["id"] for row in rows if row["state"] in UNSENT):
            digest = shelf.get(f"payloads {id}")
            if digest is not None and records.get(id) != digest:
                raise Violation(f"rescue: {id} is not in the file of {phone.name}")

    def take_all(self) -> None:
        """The office takes what was brought; what makes its server stumble is tried again later."""
        if self.world.network.is_up:
            self.waiting = [brought for brought in self.waiting if not self._taken(brought)]

    def _taken(self, brought: Brought) -> bool:
        try:
            self.supervising.run(rescued, str(brought.path))
        except Poisoned:
            self.world.note(f"{brought.path.name} makes the server stumble")
            return False
        self.world.acts["rescue file taken"] += 1
        self.world.note(f"{brought.path.name} taken")
        truth = self.world.truth
        for id, digest in brought.records.items():
            if id not in truth.doomed and not truth.is_kept("payloads", id, digest):
                raise Violation(f"rescue: {id} of {brought.phone} was not taken")
        return True


def framed(body: bytes) -> list[bytes]:
    """The records of a GeoJSON text sequence, each as its exact bytes."""
    return [text.removesuffix(b"\n") for text in body.split(b"\x1e") if text]
