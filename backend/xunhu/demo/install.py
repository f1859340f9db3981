"""Puts the demo into a district: its people and places as rows, its work through sync."""

from collections.abc import Callable, Iterator
from datetime import date

from xunhu.db import db, writing
from xunhu.demo.activity import generate
from xunhu.demo.people import DEMO_PASSWORD, SIGN_INS, users
from xunhu.demo.rows import add_campaigns, add_people, add_places, has_users, is_there, sender_named
from xunhu.problems import Problem
from xunhu.records.clock import lock_district
from xunhu.sync.accept import accept
from xunhu.sync.frame import MAX_RECORDS, Framed
from xunhu.targets.shipped import DISTRICT


class NotEmpty(Problem):
    """The database has users of its own."""

    status, code = 409, "not-empty"


Progress = Callable[[date], None]


def install(days: int, until: date, progress: Progress) -> bool:
    """Add the demo to a district without users; False when it is there already.

    Raises NotEmpty when there are other users: the demo must never get among real work.

    Raises RuntimeError when a generated record isn't stored: that would be a bug of ours.
    """
    if is_there(db.session()):
        return False
    if has_users(db.session()):
        raise NotEmpty
    with writing() as session:
        clock = lock_district(session, DISTRICT)
        add_people(session, clock.epoch)
        add_places(session)
        add_campaigns(session, until)
    for sent in generate(days, until):
        sender = sender_named(db.session(), sent.author)
        progress(sent.received_at.date())
        for part in _parts(sent.records):
            framed = [Framed(raw, ended=True) for raw in part]
            outcomes = accept(framed, DISTRICT, sender, sent.received_at)
            wrong = [o for o in outcomes if o.status.value != "stored"]
            if wrong:
                raise RuntimeError(f"a demo record was {wrong[0].status}: {wrong[0].problem}")
    return True


def sign_ins() -> list[tuple[str, str, str]]:
    """Username, password and role of one user a role."""
    by_name = {user.username: user for user in users()}
    return [(name, DEMO_PASSWORD, by_name[name].role) for name in SIGN_INS]


def _parts(records: list[bytes]) -> Iterator[list[bytes]]:
    for start in range(0, len(records), MAX_RECORDS):
        yield records[start : start + MAX_RECORDS]
