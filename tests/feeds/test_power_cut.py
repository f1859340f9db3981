"""What a tracker was answered is kept, whenever the real server dies, and is sealed once."""

import json
import random
import sqlite3
import time
import urllib.parse
import urllib.request
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from http.client import HTTPException
from itertools import count

from flask import Flask

from conftest import NOON, FixedClock
from feeds.lane import OSMAND, TrackerBox, fixes_in, records
from make import SEAT
from rig.server import Server, xunhu
from xunhu.db import unsqueeze
from xunhu.feeds.settling import settle_due

DEATHS = 6
VEHICLE = "南川巡防01"


def report(server: Server, secret: str, at_ms: int) -> bool:
    """Whether the server said that it has the position."""
    told = {"lat": SEAT[1], "lon": SEAT[0], "timestamp": at_ms, "key": secret}
    address = f"{server.url}{OSMAND}?{urllib.parse.urlencode(told)}"
    try:
        with urllib.request.urlopen(address, timeout=10) as answer:
            return bool(json.load(answer)["kept"])
    except (HTTPException, OSError):  # the server died before it had answered, or while it did
        return False


def reported_until_death(
    server: Server, secret: str, times_ms: Iterator[int], life_s: float
) -> Iterator[int]:
    """The times that were answered until the server was killed, a position every 10 ms or so."""
    with ThreadPoolExecutor(1) as executioner:
        death = executioner.submit(lambda: (time.sleep(life_s), server.stop()))
        for at_ms in times_ms:
            if report(server, secret, at_ms):
                yield at_ms
            if death.done():
                return


def sealed_times(server: Server) -> list[int]:
    """The times of all fixes in the tracker's sealed segments, as they were sealed."""
    with sqlite3.connect(server.data_dir / "xunhu.db") as base:
        rows = base.execute(
            "SELECT content FROM sealed_record WHERE kind = 'track_segment' "
            "AND author LIKE 'vehicle:%'"
        ).fetchall()
    return fixes_in(json.loads(unsqueeze(content)) for (content,) in rows)


def make_all_ripe(server: Server) -> None:
    """As if half an hour had gone by."""
    with sqlite3.connect(server.data_dir / "xunhu.db") as base:
        base.execute("UPDATE tracker_fix SET received_at = '2020-01-01 00:00:00.000000'")


def test_no_answered_position_is_lost_when_the_server_is_killed(server: Server) -> None:
    secret = xunhu(server.data_dir, "token", "add", "车载", "--vehicle", VEHICLE).strip()
    dice, answered = random.Random(4), []
    times_ms = count(round(time.time() * 1000) - 36_000_000, 1000)
    for _ in range(DEATHS):
        if server.process is None:
            server.start()
        answered += reported_until_death(server, secret, times_ms, dice.uniform(1, 2.5))
        make_all_ripe(server)
    xunhu(server.data_dir, "settle-trackers")
    sealed = sealed_times(server)
    assert len(answered) > DEATHS
    assert set(answered) <= set(sealed)
    assert len(sealed) == len(set(sealed))


def test_many_at_once_are_all_kept_and_sealed_once(
    tracker: TrackerBox, town: Flask, clock: FixedClock
) -> None:
    def knock(n: int) -> int:
        box = TrackerBox(town, tracker.token)
        at = NOON - timedelta(seconds=n % 40)  # each is sent twice
        return box.osmand(lat=29.2, lon=107.3, timestamp=round(at.timestamp())).status_code

    with ThreadPoolExecutor(8) as crowd:
        assert set(crowd.map(knock, range(80))) == {200}
    clock.advance(minutes=6)

    def settle(_: int) -> None:
        with town.app_context():
            settle_due(clock.now(NOON.tzinfo))

    with ThreadPoolExecutor(4) as crowd:
        list(crowd.map(settle, range(4)))
    times = fixes_in(records(town, "track_segment"))
    assert len(times) == len(set(times)) == 40
