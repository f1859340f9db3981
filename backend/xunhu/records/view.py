"""The current view of a record: what was sealed, then its amendments in the server's order."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from xunhu.db import unsqueeze
from xunhu.problems import Fault, fault_at
from xunhu.records.checking import Origin, Refused, understood
from xunhu.records.envelope import feature_in
from xunhu.records.kinds import Sealed
from xunhu.records.models import Revision, SealedRecord
from xunhu.records.patch import BadPointer, patched
from xunhu.records.roles import Role

AMENDMENT, VOID = "amendment", "void"
REVISIONS = frozenset({AMENDMENT, VOID})
BASE_MISSING = "base-missing"  # an amendment waits until its author's last view has come


@dataclass(frozen=True)
class View:
    """A record as it stands.

    `feature` has the amendments that are in force, voided or not; `faults` says by number why
    another revision has no effect.
    """

    feature: Mapping[str, Any]
    sealed: Sealed
    voided: bool
    in_force: frozenset[int]
    faults: Mapping[int, str]


def sealed_feature(row: SealedRecord) -> dict[str, Any]:
    """The feature that was sealed, with what a supervisor corrected when accepting it."""
    return _corrected(unsqueeze(row.content), row)


def as_sealed(row: SealedRecord) -> Sealed:
    """A kept record as it was sealed and perhaps corrected, before any amendment."""
    origin = _origin_of(row)
    return understood(_corrected(origin.raw, row), origin)


def _corrected(raw: bytes, row: SealedRecord) -> dict[str, Any]:
    feature = feature_in(raw)
    if row.correction is None:
        return feature
    return patched(feature, row.correction["changes"], row.correction["drop"])


def _origin_of(row: SealedRecord) -> Origin:
    author, sender = (Role(r) if r else None for r in (row.author_role, row.sender_role))
    raw = unsqueeze(row.content)
    return Origin(
        raw,
        row.digest,
        row.district,
        row.sender,
        row.received_at,
        author,
        sender,
        row.seq,
        altered=row.correction is not None,
    )


def view_of(row: SealedRecord, revisions: Sequence[Revision]) -> View:
    """What a record comes to with these revisions of it and of its amendments (rule 7)."""
    origin = _origin_of(row)
    feature = _corrected(origin.raw, row)
    base = _Amended(feature, understood(feature, origin))
    amendments = sorted((r for r in revisions if r.kind == AMENDMENT), key=lambda r: r.seq)
    digests = {row.digest, *(a.digest for a in amendments)}
    amended = _amended(base, amendments, digests, origin)
    voided, in_force, faults = _voids(amended, revisions)
    if any(amendment.id in voided for amendment in amendments):
        left = [amendment for amendment in amendments if amendment.id not in voided]
        faults |= {a.seq: "voided" for a in amendments if a.id in voided}
        amended = _amended(base, left, digests, origin)
    return View(
        amended.feature,
        amended.sealed,
        row.id in voided,
        amended.in_force | in_force,
        {**faults, **amended.faults},
    )


@dataclass(frozen=True)
class _Amended:
    feature: Mapping[str, Any]
    sealed: Sealed
    townships: frozenset[str] = frozenset()  # where the record has been
    in_force: frozenset[int] = frozenset()
    faults: Mapping[int, str] = field(default_factory=dict)


def _amended(
    base: _Amended, amendments: Sequence[Revision], digests: set[bytes], origin: Origin
) -> _Amended:
    feature, sealed = base.feature, base.sealed
    townships, in_force, faults = {sealed.township}, set(), {}
    for amendment in amendments:
        fault = _why_not(amendment, sealed, townships, digests)
        changed = None if fault else _changed(feature, amendment, origin)
        if changed is None:
            faults[amendment.seq] = fault or "bad-field"
            continue
        feature, sealed = changed
        townships.add(sealed.township)
        in_force.add(amendment.seq)
    return _Amended(feature, sealed, frozenset(townships), frozenset(in_force), faults)


def _voids(
    amended: _Amended, revisions: Sequence[Revision]
) -> tuple[set[UUID], frozenset[int], dict[int, str]]:
    """What is voided, of the record and its amendments; a void itself can't be undone."""
    sealed = amended.sealed
    authors = {r.id: r.author for r in revisions} | {sealed.id: sealed.author}
    voids = [r for r in revisions if r.kind == VOID]
    good = [v for v in voids if may_revise(v, sealed, authors.get(v.record), amended.townships)]
    faults = {void.seq: "out-of-scope" for void in voids if void not in good}
    return {void.record for void in good}, frozenset(void.seq for void in good), faults


def may_revise(
    revision: Revision, sealed: Sealed, author: str | None, townships: Collection[str]
) -> bool:
    """Whether it comes, for a township of the record, from its author or from a supervisor.

    A colleague may send an author's revision who may send such records; a supervisor's power is
    lent to nobody. The office answers for what it brings itself.
    """
    if revision.township not in townships:
        return False
    sender = revision.sender_role
    if revision.author == author:
        return sender is None or sender in sealed.kind.push
    supervises = Role.TOWNSHIP_SUPERVISOR in sealed.kind.push
    both = {revision.author_role, sender or Role.TOWNSHIP_SUPERVISOR}
    return supervises and both == {Role.TOWNSHIP_SUPERVISOR}


def _why_not(
    amendment: Revision, sealed: Sealed, townships: Collection[str], digests: set[bytes]
) -> str | None:
    if amendment.base_digest not in digests:
        return BASE_MISSING
    if not may_revise(amendment, sealed, sealed.author, townships):
        return "out-of-scope"
    return None


def _changed(
    feature: Mapping[str, Any], amendment: Revision, origin: Origin
) -> tuple[Mapping[str, Any], Sealed] | None:
    try:
        changed = patched(feature, amendment.changes or {})
        return changed, understood(changed, replace(origin, altered=True))
    except (BadPointer, Refused):
        return None


def faults_of_changes(view: View, changes: Mapping[str, Any]) -> list[Fault]:
    """What is wrong with a record once these changes are made to it; pointers into the record."""
    sealed = view.sealed
    origin = Origin(b"", sealed.digest, sealed.district, sealed.sender, sealed.received_at)
    try:
        understood(patched(view.feature, changes), origin)
    except BadPointer as bad:
        return [fault_at(bad.pointer, "no-such-place")]
    except Refused as refused:
        return refused.errors or [fault_at("", refused.code)]
    return []
