"""Which patrols may have passed some places: the others need not be looked at."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from uuid import UUID

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry
from sqlalchemy import select
from sqlalchemy.orm import Session

from xunhu.coverage.models import PatrolDaySum
from xunhu.patrols.fixes import Fixes, join
from xunhu.patrols.models import Patrol, TrackSegment
from xunhu.patrols.segments import fixes_of
from xunhu.townships.locate import locator

MARGIN_DEG = 0.01  # joined fixes are 500 m apart at most: less than this up to a latitude of 63°
_MARGINS = np.array([-MARGIN_DEG, -MARGIN_DEG, MARGIN_DEG, MARGIN_DEG])
Progress = Callable[[int, int], None]


def patrols_reaching(
    session: Session, district: str, shapes: Sequence[BaseGeometry], progress: Progress
) -> Iterator[tuple[UUID, Fixes]]:
    """Those whose pairs may meet the shapes: with time in a township of them, and a fix near."""
    if not len(shapes):
        return
    boxes = shapely.box(*(np.array([s.bounds for s in shapes]) + _MARGINS).T)
    area = shapely.union_all(boxes)
    where = locator(district)
    met = [n for n, land in enumerate(where.shapes) if land.intersects(area)]
    asked = select(Patrol.id).where(Patrol.district == district)
    if met and shapely.union_all([where.shapes[n] for n in met]).covers(area):
        here = PatrolDaySum.township.in_([where.codes[n] for n in met])
        timed = select(PatrolDaySum.patrol).where(PatrolDaySum.district == district, here)
        asked = asked.where(Patrol.id.in_(timed))
    patrols = session.scalars(asked.order_by(Patrol.number)).all()
    yield from _with_a_fix_near(session, district, patrols, shapes, progress)


def patrols_near(
    session: Session, district: str, shapes: Sequence[BaseGeometry], progress: Progress
) -> Iterator[UUID]:
    """All with a fix near, whatever townships they were counted in."""
    patrols = all_patrols(session, district)
    near = _with_a_fix_near(session, district, patrols, shapes, progress)
    return (patrol for patrol, _ in near)


def all_patrols(session: Session, district: str) -> Sequence[UUID]:
    """Every patrol of a district, in the order of their numbers."""
    asked = select(Patrol.id).where(Patrol.district == district).order_by(Patrol.number)
    return session.scalars(asked).all()


def _with_a_fix_near(
    session: Session,
    district: str,
    patrols: Sequence[UUID],
    shapes: Iterable[BaseGeometry],
    progress: Progress,
) -> Iterator[tuple[UUID, Fixes]]:
    west, south, east, north = map(float, shapely.total_bounds(list(shapes)) + _MARGINS)
    met = _boxes_meet(session, district, (west, south, east, north))
    for done, patrol in enumerate(patrols, start=1):
        if patrol in met and (segments := fixes_of(session, district, patrol)):
            fixes = join(segments)
            near = (fixes.lon > west) & (fixes.lon < east)
            if (near & (fixes.lat > south) & (fixes.lat < north)).any():
                yield patrol, fixes
        progress(done, len(patrols))


def _boxes_meet(
    session: Session, district: str, box: tuple[float, float, float, float]
) -> set[UUID]:
    """The patrols with a segment that may have a fix in a box; of old rows nobody knows."""
    west, south, east, north = box
    row = TrackSegment
    meets = (row.west < east) & (row.east > west) & (row.south < north) & (row.north > south)
    asked = select(row.patrol).where(row.district == district, meets | row.west.is_(None))
    return set(session.scalars(asked.distinct()))
