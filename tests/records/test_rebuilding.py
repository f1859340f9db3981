"""Whatever came in whatever order: rebuilt from what was sealed, every row is the same."""

import random
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from make import (
    id_of,
    make_amendment,
    make_end,
    make_event,
    make_patrol,
    make_record,
    make_segment,
    make_void,
    uuid7,
)
from people import NANCHUAN, Person
from xunhu.coverage.rebuild import rebuild
from xunhu.db import Base, db

SEEDS = range(12)
NOT_DERIVED = {
    *("login_session", "user", "membership", "alembic_version", "device"),
    *("coverage_clock", "day_node", "footprint_node"),  # only what makes answers quick
}


def rows(app: Flask) -> dict[str, list[Any]]:
    """All rows of all tables that records come to, in a fixed order."""
    with app.app_context():
        return {
            name: sorted(map(repr, db.session.execute(db.select(table)).all()))
            for name, table in Base.metadata.tables.items()
            if name not in NOT_DERIVED
        }


def some_changes(dice: random.Random, record: bytes, patrols: list[bytes]) -> dict[str, Any]:
    """What an amendment of this record may say, sensible or not."""
    if b'"track_segment"' in record or b'"patrol_end"' in record:
        return {"/properties/refs/patrol": id_of(dice.choice(patrols))}
    if b'"patrol"' in record:
        return {"/properties/data/crew_count": dice.choice([0, 2, 5])}
    return {
        dice.choice(["/properties/data/reached_count", "/properties/occurred_at"]): dice.choice(
            [7, -7, "2026-11-01T09:00:00+08:00"]
        )
    }


def a_story(dice: random.Random) -> list[bytes]:
    """Patrols with their parts, events, and revisions of all of them, shuffled."""
    patrols = [make_patrol() for _ in range(2)]
    parts = [make_segment(dice.choice(patrols), part=n) for n in range(4)]
    told = [*patrols, *parts, make_end(patrols[0]), make_event(), make_event()]
    told.append(make_event(refs={"target": uuid7()}))
    amended: list[bytes] = []
    for _ in range(6):
        record = dice.choice(told)
        base = dice.choice([record, *amended])
        amended.append(make_amendment(record, some_changes(dice, record, patrols), base))
    voids = [make_void(dice.choice([*told, *amended])) for _ in range(3)]
    story = [*told, *amended, *voids, make_record("hail", {})]
    dice.shuffle(story)
    return story


@pytest.mark.parametrize("seed", SEEDS)
def test_rows_are_the_same_after_a_rebuild(chen: Person, town: Flask, seed: int) -> None:
    dice = random.Random(seed)
    story = a_story(dice)
    while story:
        batch, story = story[: dice.randint(1, 4)], story[4:]
        chen.push(*batch)
    before = rows(town)
    assert "unapplied" not in str(before["sealed_record"])
    with town.app_context():
        rebuild(NANCHUAN)
    assert rows(town) == before


def test_rows_that_were_lost_come_back(
    chen: Person, town: Flask, make_loss: Callable[[], None]
) -> None:
    patrol, event = make_patrol(), make_event()
    chen.push(patrol, make_segment(patrol), event, make_void(event))
    before = rows(town)
    make_loss()
    with town.app_context():
        rebuild(NANCHUAN)
    assert rows(town) == before


@pytest.fixture
def make_loss(town: Flask) -> Callable[[], None]:
    """Lose every row that records came to."""

    def lose() -> None:
        with town.app_context():
            for name in ("patrol", "track_segment", "patrol_day", "patrol_day_sum"):
                db.session.execute(db.text(f"DELETE FROM {name}"))
            db.session.commit()

    return lose
