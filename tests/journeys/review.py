"""Wang, the supervisor, at the to-do pages; an officer's phone whose records the desk gets."""

from datetime import datetime, timedelta
from typing import Any

from playwright.sync_api import APIRequestContext, Locator, Page, Playwright

from journeys.person import PASSWORD
from make import id_of, make_amendment, make_event, sequence, uuid7
from rig.server import Server
from xunhu.schemas import SHANGHAI

PICTURE = {"slot": "photo-1", "sha256": "ab" * 32, "size": 148_000, "media_type": "image/jpeg"}


class Sender:
    """A phone as the server sees it: signed in, it pushes and pulls."""

    def __init__(self, playwright: Playwright, server: Server, username: str) -> None:
        headers = {"Origin": server.url}
        self.api: APIRequestContext = playwright.request.new_context(
            base_url=server.url, extra_http_headers=headers
        )
        self.ask("/auth/login", {"username": username, "password": PASSWORD})

    def ask(self, path: str, body: Any) -> Any:
        answer = self.api.post(f"/api/v1{path}", data=body)
        assert answer.ok, answer.text()
        return answer.json()

    def push(self, *records: bytes) -> list[str]:
        """Push records; the status of each."""
        answer = self.api.post(
            "/api/v1/sync/push",
            data=sequence(*records),
            headers={"Content-Type": "application/geo+json-seq"},
        )
        assert answer.ok, answer.text()
        return [result["status"] for result in answer.json()["results"]]

    def decisions(self) -> dict[str, dict[str, Any]]:
        """What a pull from the start tells of the desk's decisions, by record."""
        page: dict[str, Any] = {"next": "", "more": True}
        found: list[dict[str, Any]] = []
        while page["more"]:
            cursor = f"&cursor={page['next']}" if page["next"] else ""
            page = self.api.get(f"/api/v1/sync/pull?limit=1000{cursor}").json()
            found += page["decisions"]
        return {decision["id"]: decision for decision in found}


def event_of_today(**changes: Any) -> bytes:
    """An outreach event of two hours ago, which any phone may still send."""
    began_at = datetime.now(SHANGHAI) - timedelta(hours=2)
    told = {
        "id": uuid7(began_at),
        "occurred_at": began_at.isoformat(timespec="seconds"),
        "ended_at": (began_at + timedelta(hours=1)).isoformat(timespec="seconds"),
    }
    return make_event(**told, **changes)


def at_todo(page: Page, server: Server, part: str = "", username: str = "wang") -> Page:
    """A to-do page in this browser, after signing in."""
    page.goto(f"{server.url}/desk/todo/{part}")
    page.get_by_test_id("username").fill(username)
    page.get_by_test_id("password").fill(PASSWORD)
    page.get_by_test_id("sign-in").click()
    page.get_by_test_id("review").wait_for()
    return page


def parked(page: Page, record: bytes) -> Locator:
    """The card of a parked record."""
    return page.locator(f"[data-testid=parked][data-id='{id_of(record)}']")


def busy_desk(sender: Sender) -> bytes:
    """Something parked, a missing photo, and a record with two amendments at odds: the latter."""
    record = event_of_today(attachments=[PICTURE])
    first, second = (amended(record, reached) for reached in (150, 135))
    assert sender.push(record, first, second) == ["stored"] * 3
    assert sender.push(event_of_today(reached_count=-120, weather="晴")) == ["parked"]
    return record


def amended(record: bytes, reached: int) -> bytes:
    """The people reached by an event, set anew by its author."""
    at = datetime.now(SHANGHAI) - timedelta(hours=1)
    changes = {"/properties/data/reached_count": reached}
    return make_amendment(
        record, changes, id=uuid7(at), occurred_at=at.isoformat(timespec="seconds")
    )
