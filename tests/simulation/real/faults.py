"""What can go wrong between a phone and the server, and how each is told to the two."""

import base64
import random
from collections.abc import Callable
from typing import Any, Protocol

from simulation.real.server import Answer

PORTAL = Answer(200, {"Content-Type": "text/html"}, "<html>欢迎使用酒店网络，请登录</html>")
GATEWAY = Answer(502, {"Content-Type": "text/html"}, "<html>502 Bad Gateway</html>")
BUSY = Answer(503, {"Content-Type": "application/problem+json", "Retry-After": "5"}, "{}")
HOURS_MS, MINUTES_MS, SECONDS_MS = 3_600_000, 60_000, 1000

WEIGHTS = {
    "request lost": 8,
    "answer lost": 10,
    "duplicated": 8,
    "delivered late": 6,
    "request truncated": 6,
    "answer truncated": 6,
    "captive portal": 6,
    "stalled": 4,
    "server error": 6,
    "server killed": 6,
}


class Line(Protocol):
    """What a fault may do with a request."""

    dice: random.Random

    def deliver(
        self, asked: "Request", after_ms: float, then: Callable[[Answer], None]
    ) -> None: ...
    def reply(self, asked: "Request", answer: Answer | None, after_ms: float) -> None: ...
    def deliver_to_dying(self, asked: "Request", after_ms: float) -> None: ...


class Request:
    """A request as it left the phone, with the cookie that the browser had then."""

    def __init__(self, asked: dict[str, Any], phone: str, cookie: str | None, at: float) -> None:
        self.life, self.n, self.phone, self.at = asked["life"], asked["n"], phone, at
        self.round: int = asked["round"]
        self.body = base64.b64decode(asked["body"] or "")
        self.parts: dict[str, Any] = {
            "method": asked["method"],
            "path": asked["path"],
            "headers": asked["headers"],
            "body": self.body,
            "cookie": cookie,
        }

    @property
    def place(self) -> str:
        return str(self.parts["path"].partition("?")[0].removeprefix("/api/v1"))


def befall(line: Line, fault: str, asked: Request) -> None:
    """Let one fault happen to a request; `well` is none."""
    {
        "well": _well,
        "request lost": _request_lost,
        "answer lost": _answer_lost,
        "duplicated": _duplicated,
        "delivered late": _late,
        "request truncated": _request_truncated,
        "answer truncated": _answer_truncated,
        "captive portal": lambda line, asked: line.reply(asked, PORTAL, 300),
        "stalled": lambda line, asked: None,
        "server error": _server_error,
        "server killed": lambda line, asked: line.deliver_to_dying(asked, _way(line)),
    }[fault](line, asked)


def _way(line: Line) -> float:
    return line.dice.uniform(20, 900)


def _well(line: Line, asked: Request) -> None:
    line.deliver(asked, _way(line), lambda answer: line.reply(asked, answer, _way(line)))


def _request_lost(line: Line, asked: Request) -> None:
    line.reply(asked, None, line.dice.uniform(50, 20 * SECONDS_MS))


def _answer_lost(line: Line, asked: Request) -> None:
    wait = line.dice.choice([500, 10 * SECONDS_MS, 10 * HOURS_MS])
    line.deliver(asked, _way(line), lambda _answer: line.reply(asked, None, wait))


def _duplicated(line: Line, asked: Request) -> None:
    """Both copies arrive; the phone hears of the first, the second comes up to an hour later."""
    _well(line, asked)
    late = line.dice.choice([1, 5 * SECONDS_MS, HOURS_MS])
    line.deliver(asked, late, lambda _answer: None)


def _late(line: Line, asked: Request) -> None:
    """Long after the phone gave up."""
    line.deliver(asked, line.dice.uniform(1, 180) * MINUTES_MS, lambda _answer: None)


def _request_truncated(line: Line, asked: Request) -> None:
    asked.parts["body"] = asked.body[: int(len(asked.body) * line.dice.random())]
    asked.parts["headers"] = {**asked.parts["headers"]}
    _well(line, asked)


def _answer_truncated(line: Line, asked: Request) -> None:
    def cut(answer: Answer) -> None:
        text = answer.text[: int(len(answer.text) * line.dice.random())]
        line.reply(asked, Answer(answer.status, answer.headers, text, answer.cookie), 200)

    line.deliver(asked, _way(line), cut)


def _server_error(line: Line, asked: Request) -> None:
    """Refused on the way in, or after the server had done its part."""
    error = line.dice.choice([GATEWAY, BUSY])
    if line.dice.random() < 0.5:
        line.reply(asked, error, 400)
    else:
        line.deliver(asked, _way(line), lambda _answer: line.reply(asked, error, 400))
