"""Records without end, the good and the bad, and what has to be answered to each."""

import json
import random
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from make import (
    NANZHUSHAN,
    SEAT,
    make_end,
    make_event,
    make_patrol,
    make_record,
    make_segment,
    uuid7,
)

MOBILE = "13812345678"
STORED = frozenset({"stored", "duplicate"})
PARKED, REJECTED, CONFLICT = (frozenset({name}) for name in ("parked", "rejected", "conflict"))
POISON = 0.15
FIXES, STEP_DEGREES = 12, 0.0009


class Drop(NamedTuple):
    """A record's bytes, and the statuses of which one has to be answered."""

    raw: bytes
    wanted: frozenset[str]


def rain(dice: random.Random) -> Iterator[Drop]:
    """What one phone sends: outings and events of the last day, some poison among them."""
    good: list[bytes] = []
    while True:
        for raw in _outing(dice) if dice.random() < 0.5 else [_event(dice)]:
            good.append(raw)
            yield Drop(raw, STORED)
            if dice.random() < POISON:
                yield _poison(dice, good)


def _outing(dice: random.Random) -> list[bytes]:
    """A patrol with its parts, sometimes in another order than they were sealed in."""
    began_at = _lately(dice)
    patrol = make_patrol(id=uuid7(began_at), occurred_at=began_at.isoformat())
    records = [patrol, *(_segment(dice, patrol, began_at, part) for part in range(2))]
    ended_at = (began_at + timedelta(minutes=40)).isoformat()
    records.append(
        make_end(patrol, id=uuid7(began_at), occurred_at=ended_at, ended_at=ended_at, part_count=2)
    )
    if dice.random() < 0.3:
        dice.shuffle(records)
    return records


def _segment(dice: random.Random, patrol: bytes, began_at: datetime, part: int) -> bytes:
    lon, lat = SEAT[0] + dice.uniform(-0.02, 0.02), SEAT[1] + dice.uniform(-0.02, 0.02)
    positions = [(lon + n * STEP_DEGREES, lat + n * STEP_DEGREES / 3) for n in range(FIXES)]
    at = began_at + timedelta(minutes=10 * part)
    return make_segment(patrol, positions, began_at=at, id=uuid7(at), part=part)


def _event(dice: random.Random) -> bytes:
    at = _lately(dice)
    ended_at = (at + timedelta(minutes=30)).isoformat()
    reached = dice.randint(0, 400)
    told = {"occurred_at": at.isoformat(), "ended_at": ended_at, "reached_count": reached}
    return make_event(id=uuid7(at), **told)


def _lately(dice: random.Random) -> datetime:
    return datetime.now(UTC) - timedelta(hours=dice.uniform(1, 24))


def _poison(dice: random.Random, good: list[bytes]) -> Drop:
    """What must not hold up its neighbours, nor be taken for good."""
    return dice.choice(
        [
            Drop(b"{", REJECTED),
            Drop(make_patrol(note=f"司机电话{MOBILE}"), REJECTED),
            Drop(make_record("drone_flight", {"height_m": 80}), PARKED),
            Drop(make_event(township=NANZHUSHAN), PARKED),
            Drop(_other_bytes(dice.choice(good)), CONFLICT),
        ]
    )


def _other_bytes(raw: bytes) -> bytes:
    """The same record sealed once more, which no phone does."""
    return json.dumps(json.loads(raw)).encode()
