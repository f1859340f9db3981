"""From a phone without signal to a number on the township map."""

from datetime import datetime

import pytest

from journeys.road import road
from rig.phone import SEAT_OF_SHUIJIANG
from xunhu.schemas import SHANGHAI

pytestmark = pytest.mark.browser


def no_network(server, *people):
    """Neither the phones' network nor the server is there any more."""
    server.stop()
    for person in people:
        person.phone.lose_network()


def network(server, *people):
    server.start()
    for person in people:
        person.phone.find_network()


def ridden_with_a_kill(chen, places):
    """A patrol from Start to Save, the browser killed in its middle; when, in epoch ms."""
    chen.pick_up()
    chen.tap("start-patrol")
    chen.drive(places[: len(places) // 2])
    killed = chen.lose_phone()
    chen.pick_up()
    chen.tap("continue-patrol")
    chen.drive(places[len(places) // 2 :])
    chen.stop_patrol()
    return killed


def counted(desk, server, since, *metrics):
    """What the desk's table says of 水江镇 since a day."""
    today = datetime.now(SHANGHAI).date()
    desk.goto(f"{server.url}/desk?from={since}&to={today}")
    row = desk.get_by_test_id("row-500119108")
    return [row.locator(f"[data-metric={metric}] .text").inner_text() for metric in metrics]


def test_a_day_without_network_and_a_killed_browser_reach_the_map(chen, liu, server, desk):
    today = datetime.now(SHANGHAI).date()
    no_network(server, chen, liu)
    killed = ridden_with_a_kill(chen, road(SEAT_OF_SHUIJIANG, length_m=700))
    chen.report_outreach()
    liu.pick_up()
    liu.report_clinic()
    sent = chen.waiting(2), liu.waiting(1)
    network(server, chen, liu)
    chen.sees_stored(sent[0])
    liu.sees_stored(sent[1])
    lost = chen.lost()
    print(f"{len(chen.heard)} fixes, {len(lost)} lost in the last second before the kill")
    assert [fix for fix in lost if not killed.start - 1000 <= fix.at_ms < killed.stop] == []
    metrics = ("patrols", "distance", "outreach_events", "clinic_sessions")
    assert counted(desk, server, today, *metrics) == ["1", "0.7", "1", "1"]
