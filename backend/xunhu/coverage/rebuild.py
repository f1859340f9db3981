"""Coverage worked out anew from what was sealed; the numbers come out the same."""

from collections.abc import Callable

from sqlalchemy import select

from xunhu.coverage.follow import refresh
from xunhu.db import writing
from xunhu.patrols.models import Patrol
from xunhu.records.keep import lock_district


def rebuild(district: str, progress: Callable[[int, int], None] = lambda _done, _all: None) -> int:
    """Work out every patrol of a district anew; gives how many there are."""
    with writing() as session:
        lock_district(session, district)
        patrols = session.scalars(select(Patrol.id).where(Patrol.district == district)).all()
        for done, patrol in enumerate(patrols, start=1):
            refresh(session, district, patrol)
            progress(done, len(patrols))
    return len(patrols)
