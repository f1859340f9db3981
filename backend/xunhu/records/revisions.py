"""Amendments and voids: both originals stay, and another record says what follows."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any
from uuid import UUID

from marshmallow import ValidationError, fields
from sqlalchemy import select
from sqlalchemy.orm import Session

from xunhu.records.kinds import Kind, Sealed, register, rows_of
from xunhu.records.models import Revision, SealedRecord
from xunhu.records.patch import is_amendable, overlap
from xunhu.records.roles import TOWNSHIP_ROLES
from xunhu.records.view import AMENDMENT, VOID
from xunhu.schemas import Digest, StrictSchema, digest_bytes, text
from xunhu.statements import ask, by_ids

MOST_CHANGES = 50
_REVISED = by_ids(Revision.record, Revision.record)


class ChangesField(fields.Field[dict[str, Any]]):
    """JSON pointers of what may be amended, each with its new value."""

    def _deserialize(self, value: Any, *_args: Any, **_kwargs: Any) -> dict[str, Any]:
        if not isinstance(value, dict):
            raise ValidationError("not-object")
        if not 1 <= len(value) <= MOST_CHANGES:
            raise ValidationError("wrong-length")
        bad = {pointer: ["not-amendable"] for pointer in value if not is_amendable(pointer)}
        if bad:
            raise ValidationError(bad)
        return value


class AmendmentSchema(StrictSchema):
    base_digest = Digest(required=True)
    changes = ChangesField(required=True)
    reason = text(500, least=1, required=True)


class VoidSchema(StrictSchema):
    reason = text(500, least=1, required=True)


def as_revision(sealed: Sealed, seq: int) -> Revision:
    """A revision as a row; whether it has an effect is worked out with its record."""
    told = sealed.content
    base = told.get("base_digest")
    return Revision(
        district=sealed.district,
        seq=seq,
        id=sealed.id,
        kind=sealed.kind.name,
        record=sealed.refs["record"],
        digest=sealed.digest,
        township=sealed.township,
        author=sealed.author,
        author_role=sealed.author_role,
        sender_role=sealed.sender_role,
        base_digest=digest_bytes(base) if base else None,
        changes=told.get("changes"),
        in_force=False,
        fault=None,
    )


def is_revisable(about: str, by: str) -> bool:
    """Whether one kind may revise another: a void is final, and no amendment is amended."""
    return about != VOID and not (about == by == AMENDMENT)


def record_named(session: Session, district: str, record: UUID) -> SealedRecord | None:
    """The sealed record with this id, if it has come."""
    asked = (SealedRecord.district == district) & (SealedRecord.id == record)
    return session.scalars(select(SealedRecord).where(asked)).one_or_none()


def revision_named(session: Session, district: str, identity: UUID) -> Revision | None:
    """The revision with this id, if it was written down."""
    asked = (Revision.district == district) & (Revision.id == identity)
    return session.scalars(select(Revision).where(asked)).one_or_none()


def base_of(session: Session, row: SealedRecord) -> SealedRecord | None:
    """The record itself, or, of an amendment, the record that it is about."""
    if row.kind != AMENDMENT:
        return row
    revision = revision_named(session, row.district, row.id)
    return record_named(session, row.district, revision.record) if revision else None


def revisions_of(session: Session, district: str, record: UUID) -> list[Revision]:
    """The revisions of a record and the voids of its amendments, in the order of their numbers."""
    direct = select(Revision).where(Revision.district == district, Revision.record == record)
    found = list(session.scalars(direct))
    amendments = [r.id for r in found if r.kind == AMENDMENT]
    if amendments:
        voids = (Revision.district == district) & (Revision.kind == VOID)
        below = select(Revision).where(voids, Revision.record.in_(amendments))
        found += session.scalars(below).all()
    return sorted(found, key=lambda revision: revision.seq)


def revised_among(session: Session, district: str, ids: Collection[UUID]) -> set[UUID]:
    """Those of these records that have a revision already, which came before them."""
    asked = {"district": district, "ids": list(ids)}
    return set(ask(session, _REVISED, asked).scalars()) if ids else set()


def contradictory(revisions: Sequence[Revision]) -> list[Revision]:
    """Amendments of one record that set a field to different values, from the same view of it.

    They are settled by a later amendment of the field whose author saw one of them.
    """
    amendments = [r for r in revisions if r.kind == AMENDMENT and r.in_force]
    return [
        one
        for one in amendments
        if any(_contradict(one, other, amendments) for other in amendments)
    ]


def _contradict(one: Revision, other: Revision, amendments: Sequence[Revision]) -> bool:
    if one.seq == other.seq or one.base_digest != other.base_digest:
        return False
    fields_at_odds = [
        pointer
        for pointer, value in _changes(one).items()
        for against, another in _changes(other).items()
        if overlap(pointer, against) and (pointer != against or value != another)
    ]
    return any(not _settled(pointer, one, other, amendments) for pointer in fields_at_odds)


def _settled(pointer: str, one: Revision, other: Revision, amendments: Sequence[Revision]) -> bool:
    return any(
        later.seq > max(one.seq, other.seq)
        and later.base_digest in (one.digest, other.digest)
        and any(overlap(pointer, changed) for changed in _changes(later))
        for later in amendments
    )


def _changes(amendment: Revision) -> Mapping[str, Any]:
    return amendment.changes or {}


def _apply(_sealed: Sealed) -> None:
    raise AssertionError("a revision takes effect with the record that it is about")


def register_kinds() -> None:
    """Make `amendment` and `void` known."""
    for kind in KINDS:
        register(kind)


KINDS = tuple(
    Kind(
        name=name,
        schema=schema,
        geometries=frozenset({None}),
        refs={"record": True},
        push=TOWNSHIP_ROLES,
        read={},  # whoever may read what it is about
        apply=_apply,
        withdraw=rows_of(Revision),
    )
    for name, schema in ((AMENDMENT, AmendmentSchema), (VOID, VoidSchema))
)
