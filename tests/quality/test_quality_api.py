"""`/quality`: what a duty manager reads of patrols, and who may not."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from make import MORNING, NANZHUSHAN, SEAT, make_end, make_patrol, make_segment, make_void, rfc3339
from people import Person

DAY = {"from": "2026-11-02", "to": "2026-11-02"}
QUALITY, TOWNSHIPS = "/api/v1/quality", "/api/v1/quality/townships"


@pytest.fixture
def ride(chen: Person) -> bytes:
    """Two minutes, a hidden half hour, two minutes more; then its end."""
    patrol = make_patrol()
    places = [(SEAT[0] + n * 0.001, SEAT[1]) for n in range(13)]
    later = MORNING + timedelta(minutes=32)
    told = {
        "ended_at": rfc3339(later + timedelta(minutes=2)),
        "part_count": 3,
        "interruptions": [
            {
                "from": rfc3339(MORNING + timedelta(minutes=3)),
                "to": rfc3339(later),
                "reason": "hidden",
            }
        ],
    }
    chen.push(
        patrol,
        make_segment(patrol, places),
        make_segment(patrol, places, began_at=later, part=1),
        make_end(patrol, data=told, clock={"offset_ms": 300_000, "uncertainty_ms": 10}),
    )
    return patrol


def items(person: Person, path: str = QUALITY, **asked: Any) -> list[dict[str, Any]]:
    answer = person.get(path, **{**DAY, **asked})
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = answer.json["items"]
    return found


def test_a_manager_reads_what_is_of_note(wang: Person, ride: bytes) -> None:
    (told,) = items(wang)
    assert told["recorded_share"] == pytest.approx(4 / 34)
    assert told["whole_s"] == 34 * 60
    assert [note["code"] for note in told["notes"]] == ["parts-missing", "clock-off", "gap"]
    gap = told["notes"][-1]
    assert gap["detail"] == {"reason": "hidden"}
    assert (gap["from"], gap["to"]) == (
        "2026-11-02T01:02:00.000Z",
        "2026-11-02T01:32:00.000Z",
    )


def test_nobody_is_named(wang: Person, ride: bytes) -> None:
    assert "chen" not in wang.get(QUALITY, **DAY).text


def test_a_stop_is_told_by_its_township_alone(chen: Person, wang: Person) -> None:
    patrol = make_patrol()
    chen.push(patrol, make_segment(patrol, [SEAT] * 70))
    (told,) = items(wang)
    stop = next(note for note in told["notes"] if note["code"] == "stop")
    assert stop["detail"] == {"township": "500119108"}


def test_a_voided_patrol_is_not_told(chen: Person, wang: Person, ride: bytes) -> None:
    chen.push(make_void(ride))
    assert items(wang) == []


def test_it_comes_in_pages_and_by_township(chen: Person, zhao: Person) -> None:
    chen.push(*(make_patrol() for _ in range(3)))
    first = zhao.get(QUALITY, **DAY, limit=2).json
    second = zhao.get(QUALITY, **DAY, limit=2, cursor=first["next"]).json
    assert (len(first["items"]), len(second["items"]), second["next"]) == (2, 1, None)
    assert items(zhao, township="500119000") == []


@pytest.mark.parametrize("path", [QUALITY, TOWNSHIPS])
@pytest.mark.parametrize("username", ["chen", "liu"])
def test_who_rides_or_sits_may_not(
    sign_in: Callable[[str], Person], username: str, path: str
) -> None:
    assert sign_in(username).get(path, **DAY).status_code == 403


def test_a_manager_sees_their_own_townships_alone(he: Person, wang: Person, du: Person) -> None:
    he.push(make_patrol(township=NANZHUSHAN))
    assert items(wang) == items(du) == []
    assert [row["township"] for row in items(wang, TOWNSHIPS)] == ["500119108"]


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"to": "2026-12-03"}, "too-many-days"),
        ({"from": "2026-11-03"}, "bad-range"),
    ],
)
def test_a_range_that_is_too_long_or_reversed_is_refused(
    zhao: Person, asked: dict[str, str], code: str
) -> None:
    answer = zhao.get(QUALITY, **{**DAY, **asked})
    assert answer.status_code == 422
    assert code in answer.text


def test_without_lines_nothing_is_said_of_a_township(zhao: Person, ride: bytes) -> None:
    assert {row["state"] for row in items(zhao, TOWNSHIPS)} == {"unsure"}


def test_what_was_thinned_says_so(
    town: Flask, ride: bytes, clock: Any, sign_in: Callable[[str], Person]
) -> None:
    clock.advance(days=181)
    sign_in("zhao").get("/api/v1/townships")
    clock.advance(hours=1)
    zhao = sign_in("zhao")
    (told,) = items(zhao)
    assert [note["code"] for note in told["notes"]] == ["thinned"]
    assert told["recorded_share"] is None
