"""How much of a list is asked for: a whole number, once, from 1 to 1000, at every address."""

import pytest

from people import Person

LISTS = [
    "townships",
    "targets",
    "vehicles",
    "campaigns",
    "records",
    "parked",
    "unresolved",
    "contradictions",
    "attachments/missing",
    "sync/pull",
]
ODD = {
    "limit=": "not-integer",
    "limit=%EF%BC%91": "not-integer",  # １
    "limit=%D9%A1": "not-integer",  # ١
    "limit=1_0": "not-integer",
    "limit=%201": "not-integer",
    "limit=1.0": "not-integer",
    "limit=-1": "not-integer",
    "limit=1&limit=2": "twice",
    "limit=1&limit=": "twice",
    "limit=0": "out-of-range",
    "limit=1001": "out-of-range",
}


@pytest.mark.parametrize("path", LISTS)
def test_an_odd_limit_is_refused_and_named(wang: Person, path: str) -> None:
    for query, code in ODD.items():
        answer = wang.client.get(f"/api/v1/{path}?{query}")
        assert answer.status_code == 422, query
        (fault,) = answer.json["errors"]
        assert (fault["pointer"], fault["code"]) == ("/limit", code)


@pytest.mark.parametrize("path", LISTS)
def test_a_limit_from_1_to_1000_is_taken(wang: Person, path: str) -> None:
    for limit in ("1", "1000", "01"):
        assert wang.get(f"/api/v1/{path}", limit=limit).status_code == 200


def test_anything_else_is_asked_for_once_as_well(wang: Person) -> None:
    answer = wang.client.get("/api/v1/records?kind=patrol&kind=hazard")
    assert [fault["pointer"] for fault in answer.json["errors"]] == ["/kind"]


def test_who_is_not_signed_in_hears_nothing_of_limits(wang: Person) -> None:
    wang.post("/api/v1/auth/logout")
    assert wang.client.get("/api/v1/records?limit=").status_code == 401
