"""Whose tracks somebody may see, and what there is of them."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.orm import Session

from xunhu.auth.who import Who
from xunhu.patrols.apply import READ, READ_TRACKS
from xunhu.patrols.fixes import NO_FIXES, join
from xunhu.patrols.models import Patrol, PatrolEnd, TrackSegment
from xunhu.patrols.segments import GONE, segments
from xunhu.patrols.track import Track, clean
from xunhu.problems import NotFound
from xunhu.records.roles import Reach

CLEANED = frozenset(READ)  # whoever reads patrols finds the lines that they drew
RAW = frozenset(READ_TRACKS)  # with the time of each fix it is as good as what was sealed


class Tracked(NamedTuple):
    """A patrol, its cleaned track, and the interruptions that the phone told of.

    Of a `thinned` one the positions were let go.
    """

    patrol: Patrol
    track: Track
    interruptions: Sequence[Mapping[str, str]]
    thinned: bool


def tracked(session: Session, who: Who, patrol: UUID) -> Tracked:
    """A patrol whose cleaned track somebody may see; raises NotFound for all others."""
    found = session.get(Patrol, (who.district, patrol))
    if found is None or not _reaches(who, found):
        raise NotFound
    ends = select(PatrolEnd.interruptions).where(
        PatrolEnd.district == who.district, PatrolEnd.patrol == patrol
    )
    told = [one for interruptions in session.scalars(ends) for one in interruptions]
    own = segments(session, who.district, TrackSegment.patrol == patrol)
    track = clean(join([NO_FIXES, *(segment.fixes for segment in own)]))
    return Tracked(found, track, told, any(segment.row.fixes == GONE for segment in own))


def _reaches(who: Who, patrol: Patrol) -> bool:
    match READ.get(who.role):
        case Reach.OWN:
            return patrol.author == who.username
        case Reach.TOWNSHIPS:
            return patrol.township in who.townships
        case Reach.DISTRICT:
            return True
        case None:
            return False
