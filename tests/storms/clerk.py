"""Officer Chen at a form whose browser dies around the tap on Save."""

from typing import NamedTuple

from playwright.sync_api import expect

from rig.phone import Phone
from rig.server import Server
from storms.unlucky import Unlucky

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


class Held(NamedTuple):
    """The forms on the phone: sealed events with their state, drafts with their venue."""

    sealed: dict[str, str]
    drafts: dict[str, str]
    payloads: set[str]


class Clerk(Unlucky):
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
        """What the phone's database holds of forms."""
        sealed, drafts, payloads = self.rows("sealed", "drafts", "payloads")
        return Held(
            {row["id"]: row["state"] for row in sealed if row["kind"] == "outreach_event"},
            {row["id"]: row["form"]["venue"] for row in drafts},
            {row["id"] for row in payloads},
        )

    def fill_in(self, venue: str) -> None:
        """A complete form, which the screen says is kept as a draft."""
        self.choose("outreach-activity-railway_safety")
        self.choose("outreach-audience-pupils")
        self.fill("outreach-venue", venue)
        expect(self.page.get_by_test_id("draft-state")).to_be_visible()

    def venues_on_server(self) -> list[str]:
        """The venue of every outreach event that the server has of this user."""
        return [
            record["properties"]["data"]["venue"]
            for record in self.pulled()
            if record["properties"]["kind"] == "outreach_event"
        ]
