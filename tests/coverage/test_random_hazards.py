"""Many hazards with steps in any order, pushed shuffled, against the slow counts."""

import random
from datetime import date, datetime, timedelta

from make import ABSENT, MORNING, id_of, make_hazard, make_hazard_step
from oracle.plain import Hazard, HazardStep
from oracle.slow_hazards import hazard_numbers
from people import Person

ACTIONS = ["assigned", "measure", "rectified", "verified", "verified", "reopened"]
DAYS = 12
FIRST = MORNING.date()


def moment(rng: random.Random) -> datetime:
    """Some quarter of a day: steps often fall on the same instant."""
    return MORNING + timedelta(hours=6 * rng.randrange(4 * DAYS))


def day(rng: random.Random) -> date:
    return FIRST + timedelta(days=rng.randrange(DAYS))


def invented(rng: random.Random) -> tuple[Hazard, list[bytes]]:
    """A hazard with up to five steps, for the slow counts and as sealed records."""
    seen_at, steps = moment(rng), list[HazardStep]()
    records = [make_hazard(occurred_at=seen_at.isoformat())]
    for _ in range(rng.randrange(6)):
        action, at = rng.choice(ACTIONS), moment(rng)
        due_on = day(rng) if rng.random() < 0.5 else None
        told = due_on.isoformat() if due_on else ABSENT
        record = make_hazard_step(records[0], action, occurred_at=at.isoformat(), due_on=told)
        steps.append({"id": id_of(record), "action": action, "occurred_at": at, "due_on": due_on})
        records.append(record)
    return {"township": "500119108", "occurred_at": seen_at, "steps": steps}, records


def test_every_range_counts_as_the_slow_rules_do(chen: Person, zhao: Person) -> None:
    rng = random.Random(5)
    made = [invented(rng) for _ in range(60)]
    records = [record for _, pushed in made for record in pushed]
    rng.shuffle(records)
    for start in range(0, len(records), 50):
        chen.push(*records[start : start + 50])
    hazards = [hazard for hazard, _ in made]
    for _ in range(40):
        first, last = sorted((day(rng), day(rng)))
        asked = {"from": first.isoformat(), "to": last.isoformat(), "geometry": "none"}
        totals = zhao.get("/api/v1/coverage", **asked).json["totals"]
        assert totals["hazards"] == hazard_numbers(hazards, first, last)
