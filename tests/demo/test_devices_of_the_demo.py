"""Devices of the demo: people of the demo have them, and one is lost with work on it."""

from datetime import UTC, datetime
from uuid import uuid4

from xunhu.demo import people
from xunhu.demo.devices import devices

NOW = datetime(2026, 11, 2, 4, tzinfo=UTC)
EPOCH = uuid4()


def test_every_device_belongs_to_somebody_of_the_demo():
    names = {user.username for user in people.users()}
    assert {device.username for device in devices(NOW, EPOCH)} <= names


def test_its_id_is_the_one_in_the_records_of_its_user():
    assert all(device.id == people.device_of(device.username) for device in devices(NOW, EPOCH))


def test_one_is_lost_with_work_on_it_and_one_is_shut_out():
    lost = [d for d in devices(NOW, EPOCH) if d.unsent_count and (NOW - d.last_seen_at).days > 5]
    assert [device.unsent["waiting"] for device in lost] == [3]
    assert [device.revoked_by for device in devices(NOW, EPOCH) if device.revoked_at] == ["admin"]
