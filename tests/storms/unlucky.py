"""Somebody whose browser dies around a tap, or in the middle of whatever goes on."""

import os
import random
import signal
import threading
import time
from contextlib import suppress
from typing import Any

from playwright.sync_api import Error, expect

from journeys.person import Person
from rig.phone import Phone, processes_of
from rig.server import Server

expect.set_options(timeout=30_000)  # a busy machine is slow, not wrong
AROUND_S = 0.3
SHORTLY_AFTER_S = 0.05  # while what the tap asks for is being written
TAP_SOON = """([name, delay]) => {
  const button = document.querySelector(`[data-testid=${name}]`)
  setTimeout(() => button.click(), delay)
}"""
ALL_OF = """async (names) => {
  const opening = indexedDB.open('xunhu')
  const db = await new Promise((done) => { opening.onsuccess = () => done(opening.result) })
  const all = (name) => new Promise((done) => {
    const asked = db.transaction(name).objectStore(name).getAll()
    asked.onsuccess = () => done(asked.result)
  })
  const text = (row) => ({ ...row, bytes: new TextDecoder().decode(row.bytes) })
  const found = await Promise.all(names.map(all))
  db.close()
  return found.map((rows) => rows.map((row) => (row.bytes ? text(row) : row)))
}"""


class Unlucky(Person):
    """`deaths` are the epoch milliseconds that each end of the browser took."""

    def __init__(self, phone: Phone, server: Server, username: str) -> None:
        super().__init__(phone, server, username)
        self.deaths: list[range] = []

    def rows(self, *tables: str) -> list[list[dict[str, Any]]]:
        """All rows of tables of the phone's database; sealed bytes as text."""
        found: list[list[dict[str, Any]]] = self.page.evaluate(ALL_OF, list(tables))
        return found

    def die_around_the_tap(self, button: str, dice: random.Random) -> None:
        """Tap in 300 ms; the browser dies at some moment from now until 300 ms after that."""
        self._die(AROUND_S + dice.triangular(-AROUND_S, AROUND_S, SHORTLY_AFTER_S), button)

    def die_within(self, most_s: float, dice: random.Random) -> None:
        """The browser dies at some moment from now on."""
        self._die(dice.uniform(0, most_s))

    def go_on(self) -> None:
        """What this person does until the browser is gone."""
        self.page.wait_for_timeout(10 * AROUND_S * 1000)

    def _die(self, when_s: float, button: str = "") -> None:
        family, begun = processes_of(self.phone.profile), [time.time()]
        killer = threading.Timer(when_s, kill_all, [family, begun])
        with suppress(Error):  # it dies in the middle of whatever it was asked
            if button:
                self.page.evaluate(TAP_SOON, [button, AROUND_S * 1000])
            killer.start()
            self.go_on()
        killer.join()
        self.phone.kill()
        self.deaths.append(range(round(begun[-1] * 1000), round(time.time() * 1000) + 1))


def kill_all(processes: list[int], begun: list[float]) -> None:
    """End the processes, and note when that began."""
    begun.append(time.time())
    for process in processes:
        with suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)
