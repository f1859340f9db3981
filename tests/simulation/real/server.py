"""The real application on a SQLite file, with a clock that stands and a fuse that kills it."""

import json
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, tzinfo
from pathlib import Path
from typing import Any, BinaryIO
from unittest.mock import patch

import structlog
from flask import Flask
from sqlalchemy import event
from sqlalchemy.orm import Session

from people import OUR_PAGE, PASSWORD
from simulation.real import office
from xunhu.app import create_app
from xunhu.auth import api as auth
from xunhu.db import db

SECURE = re.compile(r"xunhu_session=([^;]*)")


class Killed(BaseException):
    """The server's process ended here."""


class Fuse:
    """Burns one step before and one after each commit; at its end the process is gone."""

    left: int | None = None

    def burn(self, _session: Session) -> None:
        if self.left is None:
            return
        self.left -= 1
        if self.left <= 0:
            self.left = None
            raise Killed


FUSE = Fuse()
event.listen(Session, "before_commit", FUSE.burn)
event.listen(Session, "after_commit", FUSE.burn)


class VirtualClock:
    """The server's time, in epoch milliseconds."""

    now_ms: float = 0

    def now(self, tz: tzinfo | None = None) -> datetime:
        return datetime.fromtimestamp(self.now_ms / 1000, UTC).astimezone(tz)


@dataclass(frozen=True)
class Answer:
    """What the server said; `cookie` is what the browser keeps from now on, if told."""

    status: int
    headers: Mapping[str, str]
    text: str
    cookie: str | None = None

    @property
    def told(self) -> Any:
        return json.loads(self.text) if self.text.startswith("{") else {}


class Server:
    """Can be asked, killed in the middle, and started again on the same files."""

    def __init__(self, folder: Path, clock: VirtualClock) -> None:
        self.folder = folder
        self.clock = clock
        self.settings = office.settings(folder)
        (folder / "xunhu.db").write_bytes(office.template())
        self.app = self._start()

    def _start(self) -> Flask:
        app = create_app(self.settings)
        auth.limiter.enabled = False
        structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(50))
        return app

    def restart(self, *, anew: bool = False) -> None:
        """A new process on the same files: no connection lives on, and sometimes no object does.

        Most of a start is the API's description, made anew each time: it is not what is tested.
        """
        self.stop()
        if anew:
            self.app = self._start()

    def stop(self) -> None:
        with self.app.app_context():
            db.session.remove()
            db.engine.dispose()

    def ask(
        self, method: str, path: str, headers: Mapping[str, str], body: bytes, cookie: str | None
    ) -> Answer:
        """Give a request to the application; raises Killed when the fuse ends first."""
        told = {**headers, **OUR_PAGE} | ({"Cookie": f"xunhu_session={cookie}"} if cookie else {})
        client = self.app.test_client(use_cookies=False)
        response = client.open(path, method=method, headers=told, data=body)
        given = SECURE.search(response.headers.get("Set-Cookie", ""))
        kept = {k: v for k, v in response.headers.items() if k in ("Content-Type", "Retry-After")}
        return Answer(response.status_code, kept, response.text, given[1] if given else None)

    def kill_within(self, path: dict[str, Any], steps: int) -> Answer | None:
        """Ask, and die after so many steps around commits; the answer when it was done before.

        What is said after the fuse has burnt down is an error page, of a process that is gone.
        """
        FUSE.left = steps
        try:
            answer = self.ask(**path)
            return answer if FUSE.left else None
        except Killed:
            return None
        finally:
            FUSE.left = None

    def desk(self, username: str) -> "Desk":
        """Somebody at a computer of the office, signed in."""
        return Desk(self, username)


class Desk:
    """A person whose network never fails."""

    def __init__(self, server: Server, username: str) -> None:
        self.server = server
        self.cookie: str | None = None
        answer = self.post("/api/v1/auth/login", {"username": username, "password": PASSWORD})
        assert answer.status == 200, answer.text
        self.cookie = answer.cookie

    def post(self, path: str, told: object) -> Answer:
        headers = {"Content-Type": "application/json"}
        return self.server.ask("POST", path, headers, json.dumps(told).encode(), self.cookie)

    def get(self, path: str) -> Answer:
        return self.server.ask("GET", path, {}, b"", self.cookie)

    def pulled(self) -> dict[str, Any]:
        """Everything that a pull from the start gives, by id."""
        found, cursor, more = {}, "", True
        while more:
            page = self.get(f"/api/v1/sync/pull?limit=1000{cursor}").told
            found |= {feature["id"]: feature for feature in page["features"]}
            more, cursor = page["more"], f"&cursor={page['next']}"
        return found


def _as_it_came(came: BinaryIO, kept: BinaryIO, _media_type: str) -> None:
    """Stands for the cleaning of an image, which is a process of its own and has its own tests."""
    came.seek(0)
    kept.write(came.read())


@contextmanager
def simulated(clock: VirtualClock) -> Iterator[None]:
    """The server's clock, and images kept as they came."""
    with (
        patch("xunhu.db.datetime", clock),
        patch("xunhu.attachments.arriving.clean_apart", _as_it_came),
    ):
        yield
