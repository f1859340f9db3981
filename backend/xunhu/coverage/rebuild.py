"""Coverage worked out anew from what was sealed; the numbers come out the same."""

from collections.abc import Callable

from sqlalchemy import delete, select

from xunhu.coverage.anew import refresh
from xunhu.coverage.kept import forget_all
from xunhu.coverage.models import PatrolDay, PatrolDaySum, PatrolTail
from xunhu.db import writing
from xunhu.patrols.models import Patrol
from xunhu.records.clock import lock_district
from xunhu.records.rebuilding import rebuild_rows

Progress = Callable[[int, int], None]


def rebuild(district: str, progress: Progress = lambda _done, _all: None) -> int:
    """Work out every row and every patrol of a district anew; gives how many patrols there are."""
    with writing() as session:
        rebuild_rows(session, lock_district(session, district), progress)
        for table in (PatrolDay, PatrolDaySum, PatrolTail):
            session.execute(delete(table).where(table.district == district))
        forget_all(session, district)
        patrols = session.scalars(select(Patrol.id).where(Patrol.district == district)).all()
        for done, patrol in enumerate(patrols, start=1):
            refresh(session, district, patrol)
            progress(done, len(patrols))
    return len(patrols)
