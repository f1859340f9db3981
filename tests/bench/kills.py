"""A ride whose browser is killed again and again: which of the fixes that it heard are gone."""

import os
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Playwright, expect

from bench.table import Row, at_most, said
from journeys.person import Heard, Person
from journeys.road import road
from rig.phone import SEAT_OF_SHUIJIANG, Phone
from rig.server import Server

KILLS = int(os.environ.get("XUNHU_BENCH_KILLS", "5"))
BETWEEN_M = 60
OLD_MS = 1000


def kill_rows(playwright: Playwright, server: Server, folder: Path) -> Iterator[Row]:
    expect.set_options(timeout=120_000)
    chen = Person(Phone(playwright, folder), server, "chen")
    killed = list(ridden(chen))
    lost = chen.lost()
    old = [fix for fix in lost if not any(is_young(fix, when) for when in killed)]
    measure = f"of {len(set(chen.heard))} fixes, lost in {KILLS} kills"
    yield at_most(f"{measure}, older than a second", len(old), "", 0)
    yield Row(f"{measure}, in the last second", said(len(lost) - len(old), ""))
    chen.phone.close()


def is_young(fix: Heard, when: range) -> bool:
    """Heard within the last second before a death."""
    return when.start - OLD_MS <= fix.at_ms < when.stop


def ridden(chen: Person) -> Iterator[range]:
    """The times of the deaths, in epoch milliseconds; in the end everything is sent."""
    chen.pick_up()
    chen.sign_in()
    chen.phone.close()  # a killed browser may forget a sign-in that it has not written down yet
    chen.pick_up()
    chen.tap("start-patrol")
    places = road(SEAT_OF_SHUIJIANG, length_m=BETWEEN_M * (KILLS + 1))
    share = len(places) // (KILLS + 1)
    for n in range(KILLS):
        chen.drive(places[n * share : (n + 1) * share])
        yield chen.lose_phone()
        chen.pick_up()
        chen.tap("continue-patrol")
    chen.drive(places[KILLS * share :])
    chen.stop_patrol()
    expect(chen.page.get_by_test_id("sync-badge")).to_have_attribute("data-state", "done")
