"""What travels: records, envelopes and answers. A tuple stands for bytes: nobody edits it."""

from collections.abc import Generator
from functools import lru_cache
from typing import Any, NamedTuple
from zlib import crc32

Steps = Generator[Any, None, Any]
"""Work in steps: the world may kill it or let others go first wherever it yields."""

DAY_S = 86_400
MOST_RECORDS, MOST_SIZE, HARD_SIZE = 5, 20, 8
"""The contract's 50 records, 1 MiB and 256 KiB, made small so that a short run meets them."""


class Record(NamedTuple):
    """A sealed record; `text` is a canary: what it names may be seen only by those it names."""

    id: str
    kind: str
    township: str
    author: str
    text: str
    refs: str = ""
    to_township: str = ""
    photos: tuple[str, ...] = ()
    size: int = 1
    fault: str = ""


@lru_cache(maxsize=4096)
def digest(record: Record) -> str:
    return f"{crc32(repr(record).encode()):08x}"


def cut_short(record: Record) -> Record:
    """What arrives of a record when its envelope breaks off."""
    return record._replace(text=record.text[:-1])


class Frame(NamedTuple):
    """A record in an envelope; `is_cut` when its end never came."""

    record: Record
    is_cut: bool = False


class User(NamedTuple):
    name: str
    role: str
    district: str
    townships: tuple[str, ...]
    had: tuple[str, ...]
    """Every township that the user ever belonged to: old records may still be sent."""


class Cursor(NamedTuple):
    epoch: str
    scope: str
    shown: int


class Result(NamedTuple):
    """What became of a pushed or verified record; `seq` 0 when it has no number."""

    id: str
    digest: str
    status: str
    seq: int = 0


class View(NamedTuple):
    """A record as a reader sees it: its bytes, and what has become of it since."""

    record: Record
    township: str
    state: str
    missing: tuple[int, ...]


class Decision(NamedTuple):
    id: str
    digest: str
    decision: str
    seq: int


class Page(NamedTuple):
    views: tuple[View, ...]
    tombstones: tuple[str, ...]
    decisions: tuple[Decision, ...]
    next: Cursor
    more: bool


class Report(NamedTuple):
    """What a phone says is still on it; `made_at` is known to the world alone."""

    waiting: int
    attention: int
    made_at: int


class Answer(NamedTuple):
    """An HTTP answer; `is_json` is false for a captive portal's page and for a torn body."""

    status: int
    epoch: str = ""
    durable_seq: int = 0
    server_time: int = 0
    body: Any = None
    problem: str = ""
    is_json: bool = True


PORTAL = Answer(200, is_json=False)
TORN = Answer(200, is_json=False)


class Call:
    """A request on its way; whoever sent it waits until `answer` or the deadline comes."""

    def __init__(self, kind: str, body: Any, user: str, device: str, deadline: int) -> None:
        self.kind, self.body, self.user, self.device = kind, body, user, device
        self.deadline = deadline
        self.answer: Answer | None = None


def scope_of(user: User) -> str:
    """A word that changes when what a user may see changes."""
    return f"{user.name}/{user.role}/{'+'.join(user.townships)}"


SHARED_KINDS = ("outreach", "void", "move")


def may_see(user: User, kind: str, township: str, author: str) -> bool:
    """The contract's section 3, for the kinds of this model; the district is asked elsewhere."""
    if user.role == "supervisor":
        return township in user.townships and kind != "clinic"
    if user.role == "volunteer":
        return author == user.name
    return township in user.townships and (kind in SHARED_KINDS or author == user.name)
