"""Stories by chance: whatever comes in whatever order, the rows are those of working all anew."""

import os
from typing import Any
from uuid import UUID

from flask import Flask
from hypothesis import HealthCheck, Phase, given, settings

from conftest import FixedClock
from coverage_rig.rebuilt import check_rebuilt, rows
from coverage_rig.ride import STORIES, Ride
from make import SEAT, id_of, line
from people import NANCHUAN, Person, make_target
from xunhu.coverage.anew import refresh
from xunhu.db import db

DAYS = {"from": "2026-10-31", "to": "2026-11-04"}
STORY_COUNT = int(os.environ.get("XUNHU_EXAMPLES", "25"))
QUIETLY = {
    "deadline": None,
    "phases": [Phase.explicit, Phase.reuse, Phase.generate],
    "suppress_health_check": [HealthCheck.too_slow, HealthCheck.data_too_large],
}


def told(person: Person) -> Any:
    """The district's numbers as somebody reads them."""
    answer = person.get("/api/v1/coverage", **DAYS).json
    return answer["totals"], [one["properties"] for one in answer["features"]]


def check_anew(ride: Ride) -> None:
    """Work two patrols out anew, find the same, and leave everything as it was."""
    both = [UUID(id_of(one)) for one in (ride.patrol, ride.other)]
    added = rows(*both)
    for patrol in both:
        refresh(db.session(), NANCHUAN, patrol)
    anew = rows(*both)
    db.session.rollback()
    assert added == anew


def test_the_rows_are_those_of_all_anew(
    chen: Person, zhao: Person, town: Flask, clock: FixedClock
) -> None:
    clock.advance(days=2)
    with town.app_context():
        make_target("railway", "线", line(SEAT, (SEAT[0] + 0.02, SEAT[1])))

    @settings(max_examples=STORY_COUNT, **QUIETLY)
    @given(STORIES)
    def live(story: Any) -> None:
        runs, deeds, late = story
        ride = Ride(runs)
        for n, deed in enumerate(deeds):
            patrols = [ride.patrol, ride.other] if n == late else []
            chen.push(*patrols, *ride.records(*deed))
            told(zhao)
            with town.app_context():
                check_anew(ride)

    live()
    numbers = told(zhao)
    check_rebuilt(town)
    assert told(zhao) == numbers
