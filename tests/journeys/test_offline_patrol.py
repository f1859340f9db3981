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
    killed_at_ms = chen.lose_phone()
    chen.pick_up()
    chen.tap("continue-patrol")
    chen.drive(places[len(places) // 2 :])
    chen.stop_patrol()
    return killed_at_ms


def counted_today(desk, server, *metrics):
    """What the desk's table says of 水江镇 today."""
    today = datetime.now(SHANGHAI).date()
    desk.goto(f"{server.url}/desk?from={today}&to={today}")
    row = desk.get_by_test_id("row-500119108")
    return [row.locator(f"[data-metric={metric}] .text").inner_text() for metric in metrics]


def test_a_day_without_network_and_a_killed_browser_reach_the_map(chen, liu, server, desk):
    no_network(server, chen, liu)
    killed_at_ms = ridden_with_a_kill(chen, road(SEAT_OF_SHUIJIANG, length_m=700))
    chen.report_outreach()
    liu.pick_up()
    liu.report_clinic()
    sent = [(person, record) for person in (chen, liu) for record in person.waiting()]
    network(server, chen, liu)
    for person, record in sent:
        person.sees_stored(record)
    assert len(sent) == 3
    lost = chen.lost()
    ages_ms = [killed_at_ms - fix.at_ms for fix in lost]
    print(f"{len(chen.heard)} fixes heard, {len(lost)} lost, {ages_ms} ms before the kill")
    assert [age_ms for age_ms in ages_ms if not 0 <= age_ms <= 1000] == []
    metrics = ("patrols", "distance", "outreach_events", "clinic_sessions")
    assert counted_today(desk, server, *metrics) == ["1", "0.7", "1", "1"]
