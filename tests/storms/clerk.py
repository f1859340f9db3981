"""Officer Chen at a form whose browser dies around the tap on Save."""

import os
import random
import signal
import threading
from contextlib import suppress
from typing import Any, NamedTuple

from playwright.sync_api import Error, expect

from journeys.person import Person
from rig.phone import Phone, processes_of
from rig.server import Server

expect.set_options(timeout=30_000)  # a busy machine is slow, not wrong
AROUND_S = 0.3
SHORTLY_AFTER_S = 0.05  # while the record is being sealed
WATCH = """
const told = new Set()
new MutationObserver(() => {
  for (const row of document.querySelectorAll('[data-testid=record]')) {
    const words = row.querySelector('[data-testid=saved-where]')?.textContent ?? ''
    if (!words.includes('已保存') || told.has(row.dataset.id)) continue
    told.add(row.dataset.id)
    saidSaved(row.dataset.id)
  }
}).observe(document, { childList: true, subtree: true, characterData: true })
"""
TAP_SOON = """delay => {
  const button = document.querySelector('[data-testid=save-outreach]')
  setTimeout(() => button.click(), delay)
}"""
READ = """async () => {
  const opening = indexedDB.open('xunhu')
  const db = await new Promise((done) => { opening.onsuccess = () => done(opening.result) })
  const all = (name) => new Promise((done) => {
    const asked = db.transaction(name).objectStore(name).getAll()
    asked.onsuccess = () => done(asked.result)
  })
  const [sealed, drafts] = [await all('sealed'), await all('drafts')]
  const payloads = await all('payloads')
  db.close()
  return {
    sealed: sealed.map(({ id, state }) => ({ id, state })),
    drafts: drafts.map(({ id, form }) => ({ id, venue: form.venue })),
    payloads: payloads.map(({ id }) => id),
  }
}"""


class Held(NamedTuple):
    """What is on the phone: sealed records with their state, drafts with their venue."""

    sealed: dict[str, str]
    drafts: dict[str, str]
    payloads: set[str]


class Clerk(Person):
    """`said` are the records of which the screen has said 已保存."""

    def __init__(self, phone: Phone, server: Server, username: str) -> None:
        super().__init__(phone, server, username)
        self.said: set[str] = set()

    def pick_up(self) -> None:
        """Start the browser cold at the form, which brings an unfinished draft back."""
        self.page = self.phone.start()
        self.page.context.expose_function("saidSaved", self.hear_saved)
        self.page.add_init_script(WATCH)
        self.page.goto(f"{self.server.url}/outreach/new")
        expect(self.page.get_by_test_id("save-outreach")).to_be_visible()

    def hear_saved(self, record: str) -> None:
        self.said.add(record)

    def held(self) -> Held:
        """What the phone's database holds."""
        found: dict[str, Any] = self.page.evaluate(READ)
        return Held(
            {record["id"]: record["state"] for record in found["sealed"]},
            {draft["id"]: draft["venue"] for draft in found["drafts"]},
            set(found["payloads"]),
        )

    def fill_in(self, venue: str) -> None:
        """A complete form, which the screen says is kept as a draft."""
        self.choose("outreach-activity-railway_safety")
        self.choose("outreach-audience-pupils")
        self.fill("outreach-venue", venue)
        expect(self.page.get_by_test_id("draft-state")).to_be_visible()

    def die_around_the_tap(self, dice: random.Random) -> None:
        """Tap Save in 300 ms; the browser dies at some moment from now until 300 ms after that."""
        family = processes_of(self.phone.profile)
        when_s = AROUND_S + dice.triangular(-AROUND_S, AROUND_S, SHORTLY_AFTER_S)
        killer = threading.Timer(when_s, kill_all, [family])
        with suppress(Error):  # it dies in the middle of whatever it was asked
            self.page.evaluate(TAP_SOON, AROUND_S * 1000)
            killer.start()
            self.page.wait_for_timeout(10 * AROUND_S * 1000)
        killer.join()
        self.phone.kill()

    def venues_on_server(self) -> list[str]:
        """The venue of every outreach event that the server has of this user."""
        return [
            record["properties"]["data"]["venue"]
            for record in self.pulled()
            if record["properties"]["kind"] == "outreach_event"
        ]


def kill_all(processes: list[int]) -> None:
    for process in processes:
        with suppress(ProcessLookupError):
            os.kill(process, signal.SIGKILL)
