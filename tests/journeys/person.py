"""A user at the phone: what the person taps, and every fix that the phone's page was given."""

import time
from collections.abc import Iterator
from typing import Any, NamedTuple

from playwright.sync_api import Locator, Page, expect

from journeys.road import LonLat
from rig.phone import Phone
from rig.server import Server

PASSWORD = "xunhu-demo"
PACE_S = 0.3  # six metres each: 20 m/s
# The recorder's own watch is heard, not that of a form that asks where it is.
LISTEN = """
const watch = navigator.geolocation.watchPosition.bind(navigator.geolocation)
navigator.geolocation.watchPosition = (told, ...rest) => watch((position) => {
  told(position)
  const { longitude, latitude } = position.coords
  if (/\\.take\\(/.test(told)) heard(Math.round(position.timestamp), longitude, latitude)
}, ...rest)
"""


EVERY_STORE = """async () => {
  const opened = indexedDB.open('xunhu')
  const db = await new Promise((told) => { opened.onsuccess = () => told(opened.result) })
  const rows = [...db.objectStoreNames].map((name) => new Promise((told) => {
    const all = db.transaction(name).objectStore(name).getAll()
    all.onsuccess = () => told([name, all.result])
  }))
  const found = await Promise.all(rows)
  db.close()
  const text = (_key, value) =>
    value instanceof Uint8Array ? new TextDecoder().decode(value) : value
  return JSON.stringify(found, text)
}"""


class Heard(NamedTuple):
    """A fix as the browser gave it to the page: epoch milliseconds and degrees."""

    at_ms: int
    lon: float
    lat: float


class Person:
    """Works with one phone, which may die and be picked up again."""

    def __init__(self, phone: Phone, server: Server, username: str, at: str = "") -> None:
        self.phone = phone
        self.server = server
        self.url = at or server.url
        self.username = username
        self.heard: list[Heard] = []

    def pick_up(self) -> None:
        """Start the browser cold and open the app, with or without a network."""
        self.page: Page = self.phone.start()
        self.page.context.expose_function("heard", self.hear)
        self.page.add_init_script(LISTEN)
        self.page.goto(self.url)

    def hear(self, at_ms: float, lon: float, lat: float) -> None:
        self.heard.append(Heard(round(at_ms), round(lon, 7), round(lat, 7)))

    def tap(self, name: str) -> None:
        self.page.get_by_test_id(name).click()

    def fill(self, name: str, words: str) -> None:
        self.page.get_by_test_id(name).fill(words)

    def choose(self, name: str) -> None:
        """Tap a chip, which is the label of a hidden field."""
        self.page.locator("label").filter(has=self.page.get_by_test_id(name)).click()

    def sign_in(self) -> None:
        """Sign in, and wait until the phone can do without the network."""
        self.fill("username", self.username)
        self.fill("password", PASSWORD)
        self.tap("sign-in")
        expect(self.page.get_by_test_id("sync-badge")).to_have_attribute("data-state", "done")
        self.page.evaluate("navigator.serviceWorker.ready.then(() => null)")

    def drive(self, places: list[LonLat]) -> None:
        """Drive through the places at 72 km/h, watched by the phone's GPS."""
        for place in places:
            self.phone.move(*place)
            self.page.wait_for_timeout(PACE_S * 1000)

    def lose_phone(self) -> range:
        """The browser dies, with all its processes; the epoch milliseconds that this took."""
        begun = time.time()
        self.phone.kill()
        return range(round(begun * 1000), round(time.time() * 1000) + 1)

    def stop_patrol(self) -> None:
        self.tap("stop-patrol")
        self.tap("stop-yes")
        self.tap("save-patrol")

    def report_outreach(self) -> None:
        self.tap("nav-home")
        self.tap("go-outreach")
        self.choose("outreach-activity-railway_safety")
        self.fill("outreach-venue", "水江镇中心小学")
        self.choose("outreach-audience-pupils")
        self.fill("outreach-reached", "120")
        self.tap("save-outreach")

    def report_clinic(self) -> None:
        self.tap("nav-home")
        self.tap("go-clinic")
        self.tap("clinic-clinic")
        self.page.get_by_test_id("clinic-clinic-choice").first.click()
        self.choose("consultation-topic-labour")
        self.choose("consultation-outcome-advice")
        self.tap("consultation-done")
        self.tap("save-clinic")

    def record(self, number: str) -> Locator:
        """The row of a record in the list."""
        return self.page.locator(f"[data-testid=record][data-id='{number}']")

    def kept(self) -> str:
        """Everything that lies in the phone's database, as one text."""
        return str(self.page.evaluate(EVERY_STORE))

    def waiting(self, count: int) -> list[str]:
        """The ids of the `count` records that the phone says it still has to send."""
        self.tap("nav-records")
        rows = self.page.locator("[data-state=waiting], [data-state=sending]").and_(
            self.page.get_by_test_id("record")
        )
        expect(rows).to_have_count(count)
        return [str(row.get_attribute("data-id")) for row in rows.all()]

    def sees_stored(self, records: list[str]) -> None:
        """Every one of the records is acknowledged, and nothing else waits."""
        for record in records:
            row = self.page.locator(f"[data-testid=record][data-id='{record}']")
            expect(row).to_have_attribute("data-state", "stored")
        expect(self.page.get_by_test_id("sync-badge")).to_have_attribute("data-state", "done")

    def stored_fixes(self) -> set[Heard]:
        """What the server has of the tracks that this user may see."""
        return {fix for record in self.pulled() for fix in fixes_of(record)}

    def pulled(self) -> Iterator[dict[str, Any]]:
        """Every record that the server would give to this user's phone."""
        page: dict[str, Any] = {"next": "", "more": True}
        while page["more"]:
            address = f"{self.server.url}/api/v1/sync/pull?limit=1000"
            cursor = f"&cursor={page['next']}" if page["next"] else ""
            page = self.page.request.get(address + cursor).json()
            yield from page["features"]

    def lost(self) -> list[Heard]:
        """The fixes that this phone was given and the server never got, in order of time."""
        return sorted(set(self.heard) - self.stored_fixes())


def fixes_of(record: dict[str, Any]) -> Iterator[Heard]:
    """The fixes of a track segment, to seven decimals; other records have none."""
    if record["properties"]["kind"] != "track_segment":
        return
    geometry = record["geometry"]
    places = geometry["coordinates"] if geometry["type"] != "Point" else [geometry["coordinates"]]
    for at_ms, (lon, lat) in zip(record["properties"]["data"]["times"], places, strict=True):
        yield Heard(at_ms, round(lon, 7), round(lat, 7))
