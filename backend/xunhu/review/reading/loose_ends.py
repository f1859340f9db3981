"""What waits for somebody: references that never came, amendments that contradict each other."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, false, func, select
from sqlalchemy.orm import Session

from xunhu.auth.who import Who
from xunhu.paging import Page, page_of, page_of_pairs
from xunhu.records.models import MissingReference, Revision, SealedRecord
from xunhu.records.reading import visible_to
from xunhu.records.referring import led_to_places
from xunhu.records.revisions import contradictory, revisions_of
from xunhu.records.roles import Role
from xunhu.records.view import AMENDMENT, REVISIONS
from xunhu.review.reading.history import revisions_told


def unresolved(session: Session, who: Who, now: datetime, query: dict[str, Any]) -> Page:
    """Records in sight whose reference has not come for so many days, with that reference."""
    missing = MissingReference
    until = now - timedelta(days=query["days"])
    same = (SealedRecord.district == missing.district) & (SealedRecord.id == missing.record)
    asked = (
        select(missing, SealedRecord)
        .join(SealedRecord, same)
        .where(visible_to(who) | _waiting(who), missing.since <= until)
    )
    page = page_of_pairs(session, asked, (missing.record, missing.name), query)
    named = [(row.kind, reference.name, reference.to) for reference, row in page.rows]
    come = led_to_places(session, who.district, named)
    left = [pair for pair, at in zip(page.rows, named, strict=True) if at not in come]
    return page._replace(rows=[_told(*pair) for pair in left])


def _waiting(who: Who) -> ColumnElement[bool]:
    """Revisions of what has not come, which only their authors see otherwise; never a sitting's."""
    if who.role in (Role.PATROL_OFFICER, Role.CLINIC_VOLUNTEER):
        return false()
    here = (SealedRecord.district == who.district) & SealedRecord.about.is_(None)
    revisions = here & SealedRecord.kind.in_(REVISIONS)
    of_others = SealedRecord.author_role.is_distinct_from(Role.CLINIC_VOLUNTEER.value)
    if who.sees_district:
        return revisions & of_others
    return revisions & of_others & SealedRecord.township.in_(who.townships)


def _told(reference: MissingReference, row: SealedRecord) -> dict[str, Any]:
    return {
        "record": row.id,
        "kind": row.kind,
        "township": row.township,
        "author": row.author,
        "occurred_at": row.occurred_at,
        "name": reference.name,
        "to": reference.to,
        "since": reference.since,
    }


def amended_alike(session: Session, who: Who, query: dict[str, Any]) -> Page:
    """Records in sight of which two amendments in force were made from one and the same view."""
    amendments = (
        select(Revision.record)
        .where(Revision.district == who.district, Revision.kind == AMENDMENT, Revision.in_force)
        .group_by(Revision.record, Revision.base_digest)
        .having(func.count() > 1)
    )
    asked = select(SealedRecord).where(visible_to(who), SealedRecord.id.in_(amendments))
    return page_of(session, asked, SealedRecord.id, query)


def contradiction(session: Session, row: SealedRecord) -> dict[str, Any]:
    """A record with those of its amendments that contradict each other."""
    at_odds = contradictory(revisions_of(session, row.district, row.id))
    return {
        "record": row.id,
        "kind": row.kind,
        "township": row.township,
        "amendments": revisions_told(session, at_odds),
    }
