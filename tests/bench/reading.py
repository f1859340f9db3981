"""Readings of coverage in this process, on a data directory: told as JSON on standard output.

`python -m bench.reading LAST_DAY` with the settings of the product in the environment.
"""

import json
import statistics
import sys
import time
from collections.abc import Callable
from datetime import date, timedelta

from flask import current_app
from sqlalchemy import delete, select

from xunhu.app import create_app
from xunhu.coverage.anew import refresh
from xunhu.coverage.answer import coverage
from xunhu.coverage.kept import forget
from xunhu.coverage.models import SpanNode
from xunhu.coverage.ranges import Range
from xunhu.db import db, utcnow, writing
from xunhu.patrols.models import Patrol
from xunhu.records.clock import lock_district
from xunhu.schemas import shanghai_day
from xunhu.settings import Settings
from xunhu.targets.shipped import DISTRICT

RUNS = 40
RANGES = 8  # that end on different days: no answer is asked for twice in a row


def read(last: date, days: int) -> float:
    """Milliseconds of one reading of so many days."""
    db.session.remove()
    begun = time.perf_counter()
    whole = Range(DISTRICT, last - timedelta(days=days - 1), last)
    coverage(db.session(), whole, shanghai_day(utcnow()))
    return (time.perf_counter() - begun) * 1000


def warm(last: date, days: int) -> list[float]:
    """Median and p95 of readings of ranges that were all read before."""
    ends = [last - timedelta(days=n) for n in range(RANGES)]
    for end in ends:
        read(end, days)
    taken = [read(ends[n % RANGES], days) for n in range(RUNS)]
    return [statistics.median(taken), p95(taken)]


def cold(last: date, days: int, forgetting: Callable[[], object]) -> float:
    """The median of readings before each of which something is forgotten."""
    taken = []
    for _ in range(7):
        forgetting()
        taken.append(read(last, days))
    return statistics.median(taken)


def forget_memory() -> None:
    """As after a start of the server: what is in the database stays."""
    current_app.extensions.pop("xunhu_blocks", None)


def forget_blocks() -> None:
    """As if nobody had ever asked: only the rows of patrols and days are there."""
    forget_memory()
    with writing() as session:
        session.execute(delete(SpanNode))


def touched_day_s(day: date) -> float:
    """Seconds to work out anew every patrol of one day."""
    here = (Patrol.district == DISTRICT) & (Patrol.began_on == day)
    patrols = db.session.scalars(select(Patrol.id).where(here)).all()
    begun = time.perf_counter()
    with writing() as session:
        lock_district(session, DISTRICT)
        for patrol in patrols:
            forget(session, DISTRICT, refresh(session, DISTRICT, patrol))
    return time.perf_counter() - begun


def p95(taken: list[float]) -> float:
    return statistics.quantiles(taken, n=20)[-1]


def main(last: date) -> None:
    with create_app(Settings.from_env()).app_context():
        first = read(last, 365)
        told = {
            "first": first,
            "warm_30": warm(last, 30),
            "warm_365": warm(last, 365),
            "cold_365": cold(last, 365, forget_memory),
            "never_asked_365": cold(last, 365, forget_blocks),
            "touched_day_s": touched_day_s(last - timedelta(days=2)),
        }
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main(date.fromisoformat(sys.argv[1]))
