"""When which vehicle goes out, and why."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import numpy as np

from xunhu.demo.outings import Outing
from xunhu.demo.people import RAILWAY_MONTH, VehicleSeed, campaigns, vehicles, who
from xunhu.demo.roads import network
from xunhu.demo.sealed import author, chance
from xunhu.demo.sites import SEED
from xunhu.schemas import SHANGHAI

LAID_UP = "500119118"
LAID_UP_DAYS = 13
SELDOM = {"500119106": 0.2, "500119113": 0.3, "500119126": 0.3}
WEEKEND = {5: 0.6, 6: 0.4}
PURPOSES = {"routine": 62.0, "night": 12.0, "fire_drought": 7.0, "campaign": 4.0, "other": 2.0}
HOURS: dict[str, tuple[tuple[float, float], ...]] = {
    "night": ((19.3, 21.5),),
    "school": ((7.1, 7.5), (15.7, 16.4)),
}
DAYTIME = ((8.4, 10.8), (14.0, 16.6))


@dataclass(frozen=True)
class Duty:
    """A vehicle's turn on a day."""

    vehicle: VehicleSeed
    purpose: str
    began_at: datetime


def duties(day: date, until: date, rng: np.random.Generator) -> Iterator[Duty]:
    """The patrols of one day, `until` being the last day of the demo."""
    for vehicle in vehicles():
        if vehicle.township == LAID_UP and (until - day).days < LAID_UP_DAYS:
            continue
        if rng.random() < _diligence(vehicle) * WEEKEND.get(day.weekday(), 1.0):
            yield _duty(vehicle, _purpose(vehicle.township, day, rng), day, rng)
        elif day.weekday() >= 4 and rng.random() < 0.2:
            yield _duty(vehicle, "night", day, rng)


def outing(duty: Duty, until: date, odometer_km: float, rng: np.random.Generator) -> Outing:
    township = duty.vehicle.township
    leader = author(township, who(township, "patrol_officer"), rng)
    month = next(c for c in campaigns(until) if c.name == RAILWAY_MONTH)
    in_campaign = duty.purpose == "campaign" and month.from_on <= duty.began_at.date()
    campaign = month.id if in_campaign else None
    return Outing(leader, duty.vehicle.id, duty.purpose, duty.began_at, odometer_km, campaign)


def _diligence(vehicle: VehicleSeed) -> float:
    habit = np.random.default_rng([SEED, int(vehicle.township), 11]).uniform(0.7, 0.97)
    return SELDOM.get(vehicle.township, float(habit))


def _purpose(township: str, day: date, rng: np.random.Generator) -> str:
    weights = dict(PURPOSES)
    if network(township).nodes("crossing"):
        weights["railway"] = 48.0
    if day.weekday() < 5:
        weights["school"] = 18.0
    return chance(rng, weights)


def _duty(vehicle: VehicleSeed, purpose: str, day: date, rng: np.random.Generator) -> Duty:
    spans = HOURS.get(purpose, DAYTIME)
    low, high = spans[int(rng.integers(len(spans)))]
    midnight = datetime.combine(day, time(), SHANGHAI)
    return Duty(
        vehicle, purpose, midnight + timedelta(seconds=round(rng.uniform(low, high) * 3600))
    )
