"""The segments of patrols with their fixes: as they were sealed, or as somebody amended them."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple
from uuid import UUID

import orjson
from sqlalchemy import ColumnElement, case, select
from sqlalchemy.orm import Session

from xunhu.db import unsqueeze
from xunhu.patrols.fixes import NO_FIXES, Fixes, fixes_from, receiver_of, unpack
from xunhu.patrols.models import TrackSegment
from xunhu.records.checking import upgraded
from xunhu.records.kinds import Sealed
from xunhu.records.models import SealedRecord

GONE = b""  # the fixes of a segment that is thinned


class Segment(NamedTuple):
    """A segment's row and its fixes."""

    row: TrackSegment
    fixes: Fixes


def fixes_in(sealed: Sealed) -> Fixes:
    """The fixes of a segment that has just come."""
    assert sealed.geometry is not None
    source, part = sealed.content["source"].value, sealed.content["part"]
    fixes = fixes_from(sealed.geometry, sealed.content, part, source, sealed.received_at)
    return fixes.heard_by(receiver_of(source, sealed.author, sealed.device))


def bounds_of(sealed: Sealed) -> tuple[float, float, float, float]:
    """West, south, east and north of the fixes of a segment, in degrees."""
    fixes = fixes_in(sealed)
    ends = (c for column in (fixes.lon, fixes.lat) for c in (column.min(), column.max()))
    west, east, south, north = map(float, ends)
    return west, south, east, north


def fixes_of(session: Session, district: str, patrol: UUID) -> list[Fixes]:
    """The fixes of each segment of a patrol."""
    return [one.fixes for one in segments(session, district, TrackSegment.patrol == patrol)]


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
        receiver = receiver_of(segment.source, segment.author, segment.device)
        yield Segment(segment, _fixes(segment, kept).heard_by(receiver))


def _fixes(row: TrackSegment, content: bytes | None) -> Fixes:
    if row.fixes == GONE:
        return NO_FIXES
    if row.fixes is not None:
        return unpack(row.fixes, row.part, row.source, row.received_at)
    assert content is not None
    feature = upgraded(orjson.loads(unsqueeze(content)))
    told = feature["properties"]["data"]
    return fixes_from(feature["geometry"], told, row.part, row.source, row.received_at)
