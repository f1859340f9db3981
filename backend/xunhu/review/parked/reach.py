"""Which parked records a supervisor answers for."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, select, true
from sqlalchemy.orm import Session

from xunhu.auth.models import Membership
from xunhu.auth.who import Who
from xunhu.problems import NotFound
from xunhu.records.models import ParkedRecord

BY_ID = ParkedRecord.id  # a UUIDv7: in the order in which they were made


def parked_for(who: Who) -> Select[ParkedRecord]:
    """The parked records that this supervisor or administrator answers for."""
    here = select(ParkedRecord).where(ParkedRecord.district == who.district)
    return here.where(_in_reach(who), ParkedRecord.decision.is_distinct_from("erased"))


def _in_reach(who: Who) -> ColumnElement[bool]:
    """Those of the own townships, and those that their people sent for whatever place."""
    if who.sees_district:
        return true()
    people = select(Membership.username).where(
        Membership.district == who.district, Membership.township.in_(who.townships)
    )
    return ParkedRecord.township.in_(who.townships) | ParkedRecord.sender.in_(people)


def listed(who: Who, query: Mapping[str, Any]) -> Select[ParkedRecord]:
    """Those in reach that wait for a decision, or have one, perhaps of one township."""
    is_open = ParkedRecord.decision.is_(None)
    asked = parked_for(who).where(is_open if query["state"] == "open" else ~is_open)
    if "township" in query:
        asked = asked.where(ParkedRecord.township == query["township"])
    return asked


def one_parked(session: Session, who: Who, record: UUID) -> ParkedRecord:
    """A parked record in reach; raises NotFound."""
    row = session.scalars(parked_for(who).where(ParkedRecord.id == record)).one_or_none()
    if row is None:
        raise NotFound
    return row
