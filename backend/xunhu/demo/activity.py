"""Some weeks of work in the demo district, as the pushes that would have brought it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

import numpy as np

from xunhu.demo.check_ins import check_ins
from xunhu.demo.gatherings import Gathering, outreach, sittings
from xunhu.demo.hazards import hazards
from xunhu.demo.outings import seal_outing
from xunhu.demo.people import campaigns, vehicles
from xunhu.demo.rota import duties, outing
from xunhu.schemas import SHANGHAI

DAYS = 28
SEED = 20260101


@dataclass(frozen=True)
class DemoPush:
    """What one user sent in one request; `received_at` is aware UTC."""

    author: str
    received_at: datetime
    records: list[bytes]


def generate(days: int, until: date, seed: int = SEED) -> Iterator[DemoPush]:
    """Everything that happened on the `days` Shanghai days that end with `until`, as received.

    Pushes come in the order of `received_at`; none is later than the end of `until`.
    """
    odometers = _odometers(seed)
    waiting: list[DemoPush] = []
    for back in range(days - 1, -1, -1):
        day = until - timedelta(days=back)
        rng = np.random.default_rng([seed, day.toordinal()])
        waiting += _pushes(day, until, odometers, rng)
        waiting.sort(key=lambda push: push.received_at)
        midnight = _midnight_after(day)
        yield from (push for push in waiting if push.received_at <= midnight)
        waiting = [push for push in waiting if push.received_at > midnight]


def _pushes(
    day: date, until: date, odometers: dict[str, float], rng: np.random.Generator
) -> Iterator[DemoPush]:
    last = _midnight_after(until) - timedelta(seconds=1)
    for duty in duties(day, until, rng):
        planned = outing(duty, until, odometers[duty.vehicle.id], rng)
        records, ended_at, km = seal_outing(planned, rng)
        odometers[duty.vehicle.id] += km + float(rng.uniform(0.2, 6))
        yield DemoPush(planned.author.username, _received(ended_at, last, rng), records)
    yield from _sent([*outreach(day, campaigns(until), rng), *sittings(day, rng)], last, rng)
    yield from _sent([*check_ins(day, rng), *hazards(day, last, rng)], last, rng)


def _sent(
    gathered: list[Gathering], last: datetime, rng: np.random.Generator
) -> Iterator[DemoPush]:
    for done in gathered:
        yield DemoPush(done.author, _received(done.ended_at, last, rng), [done.record])


def _received(ended_at: datetime, last: datetime, rng: np.random.Generator) -> datetime:
    """Most come in minutes; some wait for a signal, a few for the next morning."""
    luck = rng.random()
    wait_s = rng.uniform(20, 300) if luck < 0.7 else rng.uniform(600, 14_400)
    if luck > 0.93:
        wait_s = rng.uniform(10, 20) * 3600
    return min((ended_at + timedelta(seconds=float(wait_s))).astimezone(UTC), last)


def _midnight_after(day: date) -> datetime:
    return datetime.combine(day + timedelta(days=1), time(), SHANGHAI).astimezone(UTC)


def _odometers(seed: int) -> dict[str, float]:
    rng = np.random.default_rng([seed, 1])
    return {vehicle.id: round(float(rng.uniform(1_800, 9_500)), 1) for vehicle in vehicles()}
