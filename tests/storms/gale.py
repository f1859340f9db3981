"""Phones that push without rest, and one that reads: threads that outlive every kill."""

import json
import random
import threading
import time
from collections.abc import Iterator
from http.client import HTTPConnection, HTTPException
from typing import Any, NamedTuple

from make import sequence
from people import OUR_PAGE, credentials
from storms.receipts import Receipts
from storms.weather import STORED, Drop, rain

JSON, RECORDS = "application/json", "application/geo+json-seq"
PUSH = "/api/v1/sync/push"
PATIENCE_S = 20
AGAIN_S = 0.05
MOST = 12  # records a push
CARELESS = 0.1  # pushes that bring acknowledged records once more


class Said(NamedTuple):
    status: int
    media_type: str
    body: bytes
    cookie: str


class Line:
    """One device's connection to a server that may be gone at any moment."""

    def __init__(self, port: int, cookie: str = "") -> None:
        self.port = port
        self.headers = {**OUR_PAGE, "Cookie": cookie}
        self.connection: HTTPConnection | None = None
        self.cut_off = 0  # requests that were sent and got no whole answer

    @classmethod
    def signed_in(cls, port: int, username: str) -> "Line":
        """A line of somebody who has just signed in."""
        line = cls(port)
        said = line.ask("POST", "/api/v1/auth/login", json.dumps(credentials(username)), JSON)
        line.hang_up()
        assert said is not None
        assert said.status == 200, said.body
        return cls(port, said.cookie)

    def another(self) -> "Line":
        """One more device of the same person."""
        return Line(self.port, self.headers["Cookie"])

    def ask(self, method: str, path: str, body: bytes | str = b"", kind: str = "") -> Said | None:
        """One request; None when no whole answer came."""
        try:
            return self._once(method, path, body, kind)
        except ConnectionRefusedError:
            self.hang_up()
        except (OSError, HTTPException):
            self.cut_off += 1
            self.hang_up()
        return None

    def _once(self, method: str, path: str, body: bytes | str, kind: str) -> Said:
        if self.connection is None:
            self.connection = HTTPConnection("127.0.0.1", self.port, timeout=PATIENCE_S)
        headers = {**self.headers, **({"Content-Type": kind} if kind else {})}
        self.connection.request(method, path, body or None, headers)
        answer = self.connection.getresponse()
        cookie = (answer.getheader("Set-Cookie") or "").partition(";")[0]
        return Said(answer.status, answer.headers.get_content_type(), answer.read(), cookie)

    def hang_up(self) -> None:
        if self.connection is not None:
            self.connection.close()
        self.connection = None


class Sender(threading.Thread):
    """A phone: what isn't answered is sent again, with whatever has come since."""

    def __init__(self, line: Line, receipts: Receipts, dice: random.Random) -> None:
        super().__init__(daemon=True)
        self.line, self.receipts, self.dice = line, receipts, dice
        self.coming: Iterator[Drop] = rain(dice)
        self.waiting: list[Drop] = []
        self.known: list[Drop] = []
        self.calm = threading.Event()
        self.in_flight = False

    def run(self) -> None:
        while self.waiting or not self.calm.is_set():
            if not self.calm.is_set():
                self._record()
            again = self.known if self.dice.random() < CARELESS else []
            self._push(self.waiting[:MOST], again)
        self.line.hang_up()

    def _record(self) -> None:
        for _ in range(self.dice.randint(1, MOST) if len(self.waiting) < MOST else 0):
            self.waiting.append(next(self.coming))

    def _push(self, new: list[Drop], again: list[Drop]) -> None:
        self.in_flight = True
        batch = [*new, *again]
        said = self.line.ask("POST", PUSH, sequence(*[drop.raw for drop in batch]), RECORDS)
        self.in_flight = False
        if said is None or is_refusal(said):
            time.sleep(AGAIN_S)
        elif said.status != 200:
            self.receipts.faults.append(f"push: {said}")
            self.calm.set()
            self.waiting.clear()
        else:
            self._take(batch, json.loads(said.body)["results"])
            del self.waiting[: len(new)]
            self.known = [drop for drop in new if drop.wanted is STORED]

    def _take(self, batch: list[Drop], results: list[dict[str, Any]]) -> None:
        for drop, result in zip(batch, results, strict=True):
            self.receipts.take(*drop, result)


class Reader(threading.Thread):
    """Pulls from one cursor through all kills; `seen` is what it was given, with its number."""

    def __init__(self, line: Line) -> None:
        super().__init__(daemon=True)
        self.line = line
        self.seen: dict[str, int] = {}
        self.faults: list[str] = []
        self.calm = threading.Event()

    def run(self) -> None:
        cursor, last_round = "", False
        while True:
            said = self.line.ask("GET", f"/api/v1/sync/pull?limit=200&cursor={cursor}")
            if said is None or is_refusal(said):
                time.sleep(AGAIN_S)
                continue
            if said.status != 200:
                self.faults.append(f"pull: {said}")
                return
            page = json.loads(said.body)
            self._take(page)
            cursor = page["next"]
            if not page["features"]:
                time.sleep(AGAIN_S)
            if last_round and not page["more"]:
                self.line.hang_up()
                return
            last_round = self.calm.is_set()

    def _take(self, page: dict[str, Any]) -> None:
        for feature in page["features"]:
            seq = feature["receipt"]["seq"]
            if self.seen.setdefault(feature["id"], seq) != seq:
                self.faults.append(f"{feature['id']} was {self.seen[feature['id']]}, is {seq}")


def is_refusal(said: Said) -> bool:
    """Whether nothing was decided and the phone was told so in order."""
    return said.status == 503 and said.media_type == "application/problem+json"
