"""What `/coverage` takes for a range of days."""

import pytest

from people import Person

PATH = "/api/v1/coverage"


@pytest.mark.parametrize(
    "day", ["20251101", "2025-W44-6", "2025-11-1", "2025-02-30", "2025-11-01T00:00:00Z", "", "x"]
)
def test_a_day_has_one_form(zhao: Person, day: str) -> None:
    answer = zhao.get(PATH, **{"from": day, "to": "2025-11-09"})
    assert (answer.status_code, answer.json["type"]) == (422, "/problems/bad-range")


def test_both_ends_of_a_range_may_be_one_day(zhao: Person) -> None:
    answer = zhao.get(PATH, **{"from": "2025-11-09", "to": "2025-11-09"})
    assert answer.status_code == 200


def test_a_reversed_range_is_refused(zhao: Person) -> None:
    answer = zhao.get(PATH, **{"from": "2025-11-09", "to": "2025-11-08"})
    assert answer.json["errors"][0] == {
        "pointer": "/from",
        "code": "bad-range",
        "message": "日期范围缺失或颠倒",
    }
