"""What records refer to: a reference bears the name of what it has to lead to."""

from collections.abc import Collection, Mapping
from uuid import UUID

from sqlalchemy.orm import Session

from xunhu.problems import Fault, fault_at
from xunhu.records.kinds import Kind, Sealed, named, places_among
from xunhu.records.models import SealedRecord
from xunhu.statements import ask, by_ids

Sorts = Mapping[UUID, str]
RECORD, TARGET = "record", "target"
_KINDS = by_ids(SealedRecord.id, SealedRecord.id, SealedRecord.kind)


def sorts_of(session: Session, district: str, ids: Collection[UUID]) -> dict[UUID, str]:
    """What those of these ids are that are there: a kind of record, or a sort of place."""
    if not ids:
        return {}
    asked = {"district": district, "ids": list(ids)}
    found = {record: kind for record, kind in ask(session, _KINDS, asked)}
    return {**places_among(session, district, set(ids) - set(found)), **found}


def led_to_places(
    session: Session, district: str, references: Collection[tuple[str, str, UUID]]
) -> set[tuple[str, str, UUID]]:
    """Those references (kind of record, name, id) that lead to a place, as they have to."""
    places = places_among(session, district, {to for _, _, to in references})
    return {
        (kind, name, to)
        for kind, name, to in references
        if to in places and (known := named(kind)) and fits(known, name, places[to])
    }


def misnamed(sealed: Sealed, sorts: Sorts) -> list[Fault]:
    """References to what is there and is something else; what hasn't come yet may be named."""
    return [
        fault_at(f"/properties/refs/{name}", "wrong-kind")
        for name, to in sealed.refs.items()
        if to in sorts and not fits(sealed.kind, name, sorts[to])
    ]


def fits(kind: Kind, name: str, sort: str) -> bool:
    """Whether a reference of this name may lead to this; one with a layer names a target."""
    if name == RECORD:
        return named(sort) is not None
    return sort == (TARGET if name in kind.layers else name)
