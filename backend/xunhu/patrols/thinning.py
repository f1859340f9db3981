"""The segments of a patrol without their positions."""

from uuid import UUID

from sqlalchemy import ColumnElement, or_, select, update
from sqlalchemy.orm import Session

from xunhu.patrols.models import TrackSegment
from xunhu.patrols.segments import GONE
from xunhu.records.models import SealedRecord
from xunhu.records.thinning import thin


def has_positions() -> ColumnElement[bool]:
    """Whether a segment isn't thinned."""
    return or_(TrackSegment.fixes.is_(None), TrackSegment.fixes != GONE)


def thin_segments(session: Session, district: str, patrol: UUID) -> None:
    """Let the positions of all segments of a patrol go, of their records as of their rows."""
    here = (TrackSegment.district == district) & (TrackSegment.patrol == patrol) & has_positions()
    segments = session.scalars(select(TrackSegment.id).where(here)).all()
    asked = (SealedRecord.district == district) & SealedRecord.id.in_(segments)
    for row in session.scalars(select(SealedRecord).where(asked)):
        thin(row)
    session.execute(update(TrackSegment).where(here).values(fixes=GONE))
