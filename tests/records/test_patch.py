"""Changes by JSON pointer: what they reach, what they can't, and that the original stays."""

import pytest

from xunhu.records.patch import BadPointer, is_amendable, overlap, patched

FEATURE = {
    "geometry": None,
    "properties": {"refs": {"target": "a"}, "data": {"venue": "码头", "audience": ["pupils"]}},
}


@pytest.mark.parametrize(
    ("pointer", "value", "data"),
    [
        ("/properties/data/venue", "学校", {"venue": "学校", "audience": ["pupils"]}),
        ("/properties/data/audience/0", "elders", {"venue": "码头", "audience": ["elders"]}),
        ("/properties/data/note", "晴", {"venue": "码头", "audience": ["pupils"], "note": "晴"}),
        ("/properties/data/venue", None, {"audience": ["pupils"]}),
        ("/properties/data", {}, {}),
    ],
)
def test_a_change_puts_a_value_in_its_place(pointer: str, value: object, data: object) -> None:
    assert patched(FEATURE, {pointer: value})["properties"]["data"] == data


def test_the_original_is_not_touched() -> None:
    patched(FEATURE, {"/properties/data/audience/0": "elders"}, ["/properties/refs/target"])
    assert FEATURE["properties"]["data"]["audience"] == ["pupils"]  # type: ignore[index]
    assert FEATURE["properties"]["refs"] == {"target": "a"}  # type: ignore[index]


def test_a_geometry_may_become_null() -> None:
    assert patched({"geometry": {"type": "Point"}}, {"/geometry": None}) == {"geometry": None}


def test_a_name_may_hold_the_signs_of_pointers() -> None:
    assert patched({"a/b": {"~": 1}}, {"/a~1b/~0": 2}) == {"a/b": {"~": 2}}


@pytest.mark.parametrize(
    "pointer",
    [
        "properties",
        "/properties/data/audience/1",
        "/properties/data/audience/00",
        "/properties/data/audience/-",
        "/properties/data/venue/0",
        "/properties/none/at",
    ],
)
def test_what_is_not_there_is_named(pointer: str) -> None:
    with pytest.raises(BadPointer, match=pointer):
        patched(FEATURE, {pointer: "x"})


def test_what_is_not_there_cannot_be_dropped() -> None:
    with pytest.raises(BadPointer):
        patched(FEATURE, {}, ["/properties/data/note"])


@pytest.mark.parametrize(
    ("pointer", "may"),
    [
        ("/geometry", True),
        ("/geometry/coordinates/0", True),
        ("/properties/occurred_at", True),
        ("/properties/township", True),
        ("/properties/township/0", False),
        ("/properties/occurred_at/x", False),
        ("/properties/author", False),
        ("/properties/kind", False),
        ("/id", False),
        ("/properties/database", False),
        ("", False),
    ],
)
def test_only_what_happened_may_be_amended(pointer: str, may: bool) -> None:
    assert is_amendable(pointer) is may


def test_pointers_overlap_when_one_holds_the_other() -> None:
    assert overlap("/a/b", "/a")
    assert overlap("/a", "/a")
    assert not overlap("/a/b", "/a/bc")
