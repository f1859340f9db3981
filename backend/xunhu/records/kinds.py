"""The kinds of record: features register them here, sync asks here and names no feature."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from marshmallow import Schema

from xunhu.problems import Fault
from xunhu.records.roles import Reach, Role


@dataclass(frozen=True)
class Sealed:
    """A record whose bytes were read and found acceptable."""

    district: str
    id: UUID
    digest: bytes
    raw: bytes
    kind: "Kind"
    township: str
    author: str
    sender: str
    device: UUID | None
    occurred_at: datetime
    geometry: Mapping[str, Any] | None
    refs: Mapping[str, UUID]
    content: Mapping[str, Any]
    received_at: datetime


@dataclass(frozen=True)
class Kind:
    """What the product knows of one kind of record.

    `schema` checks `data`; `geometries` are the allowed GeoJSON types (None: null is allowed);
    `refs` says of each reference whether it is required, `layers` of which layer a named target
    has to be, once it is known; `check` looks at what a schema of one
    field can't; `apply` turns an accepted record into rows, inside a savepoint.
    """

    name: str
    schema: type[Schema]
    geometries: frozenset[str | None]
    refs: Mapping[str, bool]
    push: frozenset[Role]
    read: Mapping[Role, Reach]
    apply: Callable[[Sealed], None]
    layers: Mapping[str, str] = field(default_factory=dict)
    check: Callable[[Mapping[str, Any] | None, Mapping[str, Any]], list[Fault]] = field(
        default=lambda _geometry, _content: []
    )


Follower = Callable[[str, Sequence[Sealed]], None]

_kinds: dict[str, Kind] = {}
_followers: list[tuple[frozenset[str], Follower]] = []


def register(kind: Kind) -> None:
    """Make a kind known; the same name twice is a mistake in the code."""
    if _kinds.setdefault(kind.name, kind) is not kind:
        raise ValueError(f"kind {kind.name} is registered twice")


def follow(kinds: Iterable[str], follower: Follower) -> None:
    """Call `follower(district, records)` once a batch, after records of these kinds applied."""
    if all(known is not follower for _, known in _followers):
        _followers.append((frozenset(kinds), follower))


def named(name: object) -> Kind | None:
    """The kind of that name, if there is one."""
    return _kinds.get(name) if isinstance(name, str) else None


def all_kinds() -> list[Kind]:
    """Every registered kind."""
    return list(_kinds.values())


def followers_of(applied: Sequence[Sealed]) -> list[tuple[Follower, list[Sealed]]]:
    """Each follower that has something to follow, with the records it asked for."""
    asked = [(f, [s for s in applied if s.kind.name in names]) for names, f in _followers]
    return [(follower, records) for follower, records in asked if records]
