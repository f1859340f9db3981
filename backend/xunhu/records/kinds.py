"""The kinds of record: features register them here, sync asks here and names no feature."""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from marshmallow import Schema
from sqlalchemy import delete
from sqlalchemy.orm import Session

from xunhu.db import Model, db
from xunhu.problems import Fault
from xunhu.records.roles import Reach, Role
from xunhu.statements import insert_rows


@dataclass(frozen=True)
class Sealed:
    """A record whose bytes were read and found acceptable, or what amendments made of it.

    `seq` is its number, once it has one; `altered` says that a correction or an amendment made it
    another than its bytes tell. Positions of a line and columns of `content` are arrays: the lists
    that were read go at once, as long as they are at hand.
    """

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
    attachments: Sequence[Mapping[str, Any]] = ()
    author_role: Role | None = None  # known once the scope was looked at
    sender_role: Role | None = None  # none where the office brought it
    seq: int | None = None
    altered: bool = False

    def but(self, **known: Any) -> "Sealed":
        """The same with what became known of it; `dataclasses.replace` walks over all fields."""
        another = object.__new__(Sealed)
        vars(another).update(vars(self), **known)
        return another


@dataclass(frozen=True)
class OneRow:
    """A record that is just one row: its table, and what it has in its columns."""

    model: type[Model]
    values: Callable[[Sealed], dict[str, Any]]


@dataclass(frozen=True)
class Kind:
    """What the product knows of one kind of record.

    `schema` checks `data`; `geometries` are the allowed GeoJSON types (None: null is allowed);
    `refs` says of each reference whether it is required, `layers` of which layer a named target
    has to be, once it is known; `check` looks at what a schema of one
    field can't; `apply` turns an accepted record into rows, inside a savepoint, and `withdraw`
    (district, id) takes these rows away again. Where a record is just one row, `row` tells it.
    `version` is its newest schema, and `upgrades` turns
    a feature of an older one into the next. `part_of` names the reference whose voiding voids this
    record as well, and `parts` (session, district, id) finds the records that are such parts.
    """

    name: str
    schema: type[Schema]
    geometries: frozenset[str | None]
    refs: Mapping[str, bool]
    push: frozenset[Role]
    read: Mapping[Role, Reach]
    apply: Callable[[Sealed], None]
    withdraw: Callable[[str, UUID], None]
    version: int = 1
    upgrades: Mapping[int, Callable[[Mapping[str, Any]], Mapping[str, Any]]] = field(
        default_factory=dict
    )
    row: OneRow | None = None
    part_of: str | None = None
    parts: Callable[[Session, str, UUID], Sequence[UUID]] = field(default=lambda *_: [])
    layers: Mapping[str, str] = field(default_factory=dict)
    check: Callable[[Mapping[str, Any] | None, Mapping[str, Any]], list[Fault]] = field(
        default=lambda _geometry, _content: []
    )


Follower = Callable[[str, Sequence[Sealed]], None]
KnownPlaces = Callable[[Session, str, Collection[UUID]], Mapping[UUID, str]]

_kinds: dict[str, Kind] = {}
_followers: list[tuple[frozenset[str], Follower]] = []
_places: list[KnownPlaces] = []


def register(kind: Kind) -> None:
    """Make a kind known; the same name twice is a mistake in the code."""
    if _kinds.setdefault(kind.name, kind) is not kind:
        raise ValueError(f"kind {kind.name} is registered twice")


def follow(kinds: Iterable[str], follower: Follower) -> None:
    """Call `follower(district, records)` once a batch, after records of these kinds applied."""
    if all(known is not follower for _, known in _followers):
        _followers.append((frozenset(kinds), follower))


def know_places(known: KnownPlaces) -> None:
    """Let `known(session, district, ids)` say what those ids are that aren't records."""
    if known not in _places:
        _places.append(known)


def places_among(session: Session, district: str, ids: Collection[UUID]) -> dict[UUID, str]:
    """Those of these ids that are a target, a vehicle or another thing that isn't a record."""
    found: dict[UUID, str] = {}
    for known in _places if ids else ():
        found |= known(session, district, ids)
    return found


def added(row: OneRow) -> Callable[[Sealed], None]:
    """An `apply` for kinds whose record is one row."""

    def apply(sealed: Sealed) -> None:
        insert_rows(db.session(), row.model, [row.values(sealed)])

    return apply


def apply_all(records: Sequence[Sealed]) -> None:
    """Apply records of any kinds, in their order; those that are one row each a table at a time."""
    rows: dict[type[Model], list[dict[str, Any]]] = defaultdict(list)
    for sealed in records:
        if sealed.kind.row is None:
            sealed.kind.apply(sealed)
        else:
            rows[sealed.kind.row.model].append(sealed.kind.row.values(sealed))
    for model, told in rows.items():
        insert_rows(db.session(), model, told)


def rows_of(*models: type[Model]) -> Callable[[str, UUID], None]:
    """A `withdraw` for kinds whose record is one row, keyed by district and id."""

    def withdraw(district: str, record: UUID) -> None:
        for model in models:
            keys: Any = model
            named = (keys.district == district) & (keys.id == record)
            db.session.execute(delete(model).where(named))

    return withdraw


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
