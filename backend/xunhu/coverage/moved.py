"""Coverage after boundaries moved."""

from collections.abc import Sequence

from shapely.geometry.base import BaseGeometry
from sqlalchemy.orm import Session

from xunhu.coverage.anew import refresh
from xunhu.coverage.around import Progress, all_patrols, patrols_near
from xunhu.coverage.footprint.crossings import grid
from xunhu.coverage.footprint.grid import Grid
from xunhu.coverage.kept import forget


def follow_boundaries(
    session: Session, district: str, shapes: Sequence[BaseGeometry], before: Grid, tell: Progress
) -> None:
    """Work out anew the patrols near the land that changed hands; the district's clock is locked.

    All of them where the land begins elsewhere than `before`, and with it the footprint's grid.
    """
    if grid(district) != before:
        patrols = iter(all_patrols(session, district))
    elif shapes:
        patrols = patrols_near(session, district, shapes, tell)
    else:
        return
    for patrol in patrols:
        forget(session, district, refresh(session, district, patrol))
