"""A server that accepts and never answers must not be felt at the phone."""

import pytest

from journeys.road import road
from rig.phone import SEAT_OF_SHUIJIANG

pytestmark = pytest.mark.browser


def test_a_patrol_is_recorded_while_the_server_hangs_and_sent_when_it_recovers(chen, server):
    server.hang()
    chen.pick_up()
    chen.tap("start-patrol")
    chen.drive(road(SEAT_OF_SHUIJIANG, length_m=60))
    chen.stop_patrol()
    waiting = chen.waiting(1)
    server.resume()
    chen.sees_stored(waiting)
