"""The segments of patrols with their fixes: as they were sealed, or as somebody amended them."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple
from uuid import UUID

import orjson
from sqlalchemy import ColumnElement, Select, bindparam, case, select
from sqlalchemy.orm import Session

from xunhu.db import unsqueeze
from xunhu.geo import Floats
from xunhu.patrols.fixes import (
    NO_FIXES,
    Fixes,
    Heard,
    columns_of,
    epoch_ms,
    fixes_from,
    lonlat_of,
    receiver_of,
    together,
    unpack,
)
from xunhu.patrols.models import TrackSegment
from xunhu.records.checking import upgraded
from xunhu.records.kinds import Sealed
from xunhu.records.models import SealedRecord
from xunhu.statements import ask, table_of

GONE = b""  # the fixes of a segment that is thinned


def _of_patrol() -> Select[Any]:
    """What `_segments` asks, in columns and made once: a rebuild asks it for every patrol."""
    row, sealed = table_of(TrackSegment).c, table_of(SealedRecord).c
    content = case((row.fixes.is_(None), sealed.content)).label("content")
    asked = select(row.part, row.source, row.author, row.device, row.received_at, row.fixes)
    asked = asked.add_columns(content)
    asked = asked.where(row.district == bindparam("of"), row.patrol == bindparam("whose"))
    asked = asked.where(sealed.district == row.district, sealed.id == row.id)
    return asked.order_by(row.part, row.id)


_OF_PATROL = _of_patrol()


class Segment(NamedTuple):
    """A segment's row and its fixes."""

    row: TrackSegment
    fixes: Fixes


def fixes_in(segments: Iterable[Sealed]) -> Fixes:
    """The fixes of segments that have just come, one after the other."""
    return together([(columns_of(_lonlat(s), s.content), _heard(s)) for s in segments])


def _lonlat(sealed: Sealed) -> Floats:
    assert sealed.geometry is not None
    return lonlat_of(sealed.geometry)


def _heard(sealed: Sealed) -> Heard:
    receiver = receiver_of(sealed.content["source"].value, sealed.author, sealed.device)
    return sealed.content["part"], receiver, epoch_ms(sealed.received_at)


def bounds_of(sealed: Sealed) -> tuple[float, float, float, float]:
    """West, south, east and north of the fixes of a segment, in degrees."""
    lon, lat = _lonlat(sealed).T  # a column at once: numpy walks along an axis far slower
    return float(lon.min()), float(lat.min()), float(lon.max()), float(lat.max())


def fixes_of(session: Session, district: str, patrol: UUID) -> list[Fixes]:
    """The fixes of each segment of a patrol."""
    told = ask(session, _OF_PATROL, {"of": district, "whose": patrol})
    return [_fixes(row, row.content).heard_by(_receiver(row)) for row in told]


def segments(session: Session, district: str, which: ColumnElement[bool]) -> Sequence[Segment]:
    """The segments of which something is true, in the order of their parts."""
    return list(_segments(session, (TrackSegment.district == district) & which))


def _segments(session: Session, which: ColumnElement[bool]) -> Iterator[Segment]:
    row, sealed = TrackSegment, SealedRecord
    content = case((row.fixes.is_(None), sealed.content))
    asked = select(row, content).where(which)
    asked = asked.join(sealed, (sealed.district == row.district) & (sealed.id == row.id))
    # the id settles the order of two segments with the same part
    for segment, kept in session.execute(asked.order_by(row.part, row.id)):
        yield Segment(segment, _fixes(segment, kept).heard_by(_receiver(segment)))


def _receiver(row: Any) -> int:
    return receiver_of(row.source, row.author, row.device)


def _fixes(row: Any, content: bytes | None) -> Fixes:
    if row.fixes == GONE:
        return NO_FIXES
    if row.fixes is not None:
        return unpack(row.fixes, row.part, row.source, row.received_at)
    assert content is not None
    feature = upgraded(orjson.loads(unsqueeze(content)))
    told = feature["properties"]["data"]
    return fixes_from(feature["geometry"], told, row.part, row.source, row.received_at)
