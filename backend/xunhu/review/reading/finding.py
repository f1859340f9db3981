"""Which records are asked for: by kind, state, township and day."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Select, select

from xunhu.auth.who import Who
from xunhu.problems import InvalidInput, fault_at
from xunhu.records.kinds import named
from xunhu.records.models import SealedRecord
from xunhu.records.reading import visible_to
from xunhu.schemas import SHANGHAI


def records_for(who: Who, query: Mapping[str, Any]) -> Select[SealedRecord]:
    """The records in sight of a kind, a township and a range of days, where these are given."""
    asked = select(SealedRecord).where(visible_to(who), SealedRecord.state != "erased")
    if "kind" in query and named(query["kind"]) is None:
        raise InvalidInput("", [fault_at("/kind", "unknown-kind")])
    if "kind" in query:
        asked = asked.where(SealedRecord.kind == query["kind"])
    if "state" in query:
        asked = asked.where(SealedRecord.state == query["state"])
    if "township" in query:
        asked = asked.where(SealedRecord.township == query["township"])
    if "from_on" in query:
        asked = asked.where(SealedRecord.occurred_at >= _midnight(query["from_on"]))
    if "to_on" in query:
        asked = asked.where(
            SealedRecord.occurred_at < _midnight(query["to_on"]) + timedelta(days=1)
        )
    return asked


def _midnight(day: date) -> datetime:
    """When a day begins in Shanghai; year 1 begins there before the first of all instants."""
    try:
        return datetime.combine(day, time(), SHANGHAI).astimezone(UTC)
    except OverflowError:
        return datetime.min.replace(tzinfo=UTC)
