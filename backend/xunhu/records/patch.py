"""Changes to a record's feature by JSON pointer (RFC 6901); the feature given is never touched."""

from collections.abc import Iterable, Mapping
from copy import deepcopy
from typing import Any

WHOLE = ("/properties/occurred_at", "/properties/township")
IN_PARTS = ("/geometry", "/properties/refs", "/properties/data")
MEMBERS_GO_BELOW = ("/properties/refs/", "/properties/data/")


class BadPointer(Exception):
    """A pointer to where nothing is, or can be put."""

    def __init__(self, pointer: str) -> None:
        super().__init__(pointer)
        self.pointer = pointer


def is_amendable(pointer: str) -> bool:
    """Whether an amendment may change this place (contract section 4)."""
    below = any(pointer == root or pointer.startswith(f"{root}/") for root in IN_PARTS)
    return below or pointer in WHOLE


def overlap(one: str, other: str) -> bool:
    """Whether two pointers name the same place, or one a part of the other."""
    return one == other or one.startswith(f"{other}/") or other.startswith(f"{one}/")


def patched(
    feature: Mapping[str, Any], changes: Mapping[str, Any], dropped: Iterable[str] = ()
) -> dict[str, Any]:
    """The feature with other values, without what is dropped; raises BadPointer.

    Null takes away a member of `refs` or `data`, where null is no value.
    """
    changed: dict[str, Any] = deepcopy(dict(feature))
    for pointer, value in changes.items():
        _put(changed, pointer, value)
    for pointer in dropped:
        parent, last = _parent(changed, pointer)
        if not isinstance(parent, dict) or last not in parent:
            raise BadPointer(pointer)
        del parent[last]
    return changed


def _put(feature: dict[str, Any], pointer: str, value: object) -> None:
    parent, last = _parent(feature, pointer)
    if isinstance(parent, list):
        parent[_index(parent, last, pointer)] = value
    elif not isinstance(parent, dict):
        raise BadPointer(pointer)
    elif value is None and pointer.startswith(MEMBERS_GO_BELOW):
        parent.pop(last, None)
    else:
        parent[last] = value


def _parent(feature: dict[str, Any], pointer: str) -> tuple[Any, str]:
    if not pointer.startswith("/"):
        raise BadPointer(pointer)
    *above, last = (s.replace("~1", "/").replace("~0", "~") for s in pointer[1:].split("/"))
    place: Any = feature
    for step in above:
        if isinstance(place, list):
            place = place[_index(place, step, pointer)]
        elif isinstance(place, dict) and step in place:
            place = place[step]
        else:
            raise BadPointer(pointer)
    return place, last


def _index(values: list[Any], step: str, pointer: str) -> int:
    is_index = step.isascii() and step.isdigit() and (step == "0" or not step.startswith("0"))
    if not is_index or len(step) > 6 or int(step) >= len(values):
        raise BadPointer(pointer)
    return int(step)
