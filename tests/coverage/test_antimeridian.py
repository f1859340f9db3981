"""A track over the antimeridian passes nothing on the other side of the earth."""

from datetime import timedelta

import pytest
from flask import Flask

from coverage_rig.rebuilt import check_rebuilt, rows_in
from make import MORNING, SEAT, line, make_patrol, make_segment
from people import Person, make_target

DAY = {"from": "2026-11-02", "to": "2026-11-02"}
EAST, WEST = (179.999, SEAT[1]), (-179.999, SEAT[1])
RIDE = make_patrol()
LATER = MORNING + timedelta(seconds=20)


@pytest.mark.parametrize(
    "segments",
    [
        [make_segment(RIDE, [EAST, WEST, EAST])],
        [make_segment(RIDE, [EAST]), make_segment(RIDE, [WEST], began_at=LATER, part=1)],
    ],
    ids=["in a segment", "between two"],
)
def test_it_is_a_gap(chen: Person, zhao: Person, town: Flask, segments: list[bytes]) -> None:
    with town.app_context():
        make_target("railway", "线", line(SEAT, (SEAT[0] + 0.02, SEAT[1])))
    for record in (RIDE, *segments):
        assert chen.push(record)[0]["status"] == "stored"
    totals = zhao.get("/api/v1/coverage", **DAY).json["totals"]
    assert (totals["railway"]["covered_m"], totals["distance_m"]) == (0, 0)
    assert rows_in(town)[0] == []
    check_rebuilt(town)
