"""Whether a revision can take effect, looked at before it is kept: what can't is parked."""

from sqlalchemy.orm import Session

from xunhu.problems import Fault, escape, fault_at
from xunhu.records.kinds import Sealed
from xunhu.records.models import LET_GO, SealedRecord
from xunhu.records.patch import overlap
from xunhu.records.referring import misnamed, sorts_of
from xunhu.records.revisions import as_revision, base_of, is_revisable, record_named, revisions_of
from xunhu.records.view import (
    AMENDMENT,
    BASE_MISSING,
    REVISIONS,
    View,
    faults_of_changes,
    view_of,
)

LAST = 2**62  # a number after all that were given
RECORD, CHANGES = "/properties/refs/record", "/properties/data/changes"
TOWNSHIP, REFS = "/properties/township", "/properties/refs"
NEW_TOWNSHIP = f"{CHANGES}/{escape(TOWNSHIP)}"


def is_revising(sealed: Sealed) -> bool:
    """Whether it is an amendment or a void."""
    return sealed.kind.name in REVISIONS


def why_not_revised(session: Session, sealed: Sealed) -> list[Fault]:
    """Faults of an amendment or a void whose record is there; none where it hasn't come yet."""
    if not is_revising(sealed):
        return []
    about = record_named(session, sealed.district, sealed.refs["record"])
    if about is None:
        return []
    if not is_revisable(about.kind, sealed.kind.name):
        return [fault_at(RECORD, "not-revisable")]
    base = base_of(session, about)
    if base is None:
        return []
    if base.state in LET_GO:
        return [fault_at(RECORD, base.state)]
    return _faults(session, sealed, base)


def _faults(session: Session, sealed: Sealed, base: SealedRecord) -> list[Fault]:
    revisions = revisions_of(session, base.district, base.id)
    view = view_of(base, [*revisions, as_revision(sealed, LAST)])
    fault = view.faults.get(LAST)
    if fault is None:
        return _misnamed(session, sealed, view)
    if fault == BASE_MISSING:
        return []
    if sealed.kind.name != AMENDMENT or fault != "bad-field":
        return [fault_at(RECORD, fault)]
    found = faults_of_changes(view, sealed.content["changes"])
    return [fault_at(f"{CHANGES}/{escape(each['pointer'])}", each["code"]) for each in found]


def _misnamed(session: Session, sealed: Sealed, view: View) -> list[Fault]:
    changed = [p for p in sealed.content.get("changes", {}) if overlap(p, REFS)]
    named = set(view.sealed.refs.values()) if changed else set()
    wrong = misnamed(view.sealed, sorts_of(session, sealed.district, named))
    return [
        fault_at(f"{CHANGES}/{escape(pointer)}", fault["code"])
        for pointer in changed
        for fault in wrong
        if overlap(pointer, fault["pointer"])
    ]


def new_township(sealed: Sealed) -> str | None:
    """The township that an amendment moves its record to, if it does."""
    to = sealed.content.get("changes", {}).get(TOWNSHIP)
    return to if isinstance(to, str) else None
