"""A track file that is about to be added to a patrol: is it of that drive, here, and in WGS-84?"""

from collections.abc import Sequence
from datetime import timedelta

import numpy as np
from sqlalchemy import func, select

from xunhu.db import db
from xunhu.files.datum import Datum
from xunhu.files.runs import Run
from xunhu.geo import Floats, distances_m
from xunhu.patrols.fixes import NO_FIXES, Fixes, join
from xunhu.patrols.models import Patrol, PatrolEnd
from xunhu.patrols.segments import fixes_of
from xunhu.problems import InvalidInput, Said, fault_at
from xunhu.townships.locate import NOWHERE, Locator, locator

HOUR_MS = 3_600_000
SAME_MOMENT_MS = 5_000
SHIFT = timedelta(hours=12)  # as long may a patrol last whose end never came
FEW = 5  # so many fixes of the same moments have to agree on a shift
LIKE_M, UNLIKE_M = 60, 200
CALLED = {Datum.WGS84: "WGS-84", Datum.GCJ02: "GCJ-02（高德、腾讯）", Datum.BD09: "BD-09（百度）"}


class InDoubt(InvalidInput):
    """The file can be read, and looks wrong for this patrol."""

    code = "in-doubt"


def refuse_doubtful(runs: Sequence[Run], patrol: Patrol, *, is_datum_told: bool) -> None:
    """Raises InDoubt; a datum that is told is believed."""
    refuse_other_time(runs, _span_ms(patrol))
    if not is_datum_told:
        refuse_shifted(runs, join([NO_FIXES, *fixes_of(db.session(), patrol.district, patrol.id)]))
    refuse_abroad(runs, locator(patrol.district))


def _span_ms(patrol: Patrol) -> tuple[int, int]:
    asked = select(func.max(PatrolEnd.ended_at)).where(
        PatrolEnd.district == patrol.district, PatrolEnd.patrol == patrol.id
    )
    until = db.session.scalar(asked) or patrol.began_at + SHIFT
    return int(patrol.began_at.timestamp() * 1000), int(until.timestamp() * 1000)


def refuse_other_time(runs: Sequence[Run], span_ms: tuple[int, int]) -> None:
    """Raises InDoubt when no fix is of the patrol, or of the hour before it or after."""
    times = np.concatenate([run.time_ms for run in runs])
    if not np.any((times >= span_ms[0] - HOUR_MS) & (times <= span_ms[1] + HOUR_MS)):
        words = Said("文件里的时间不在这次巡防之内", "none of its fixes is of the patrol's time")
        raise InDoubt(words, [fault_at("", "other-time")])


def refuse_abroad(runs: Sequence[Run], locator: Locator) -> None:
    """Raises InDoubt when every fix is outside all townships: it would count nowhere."""
    lon, lat = (np.concatenate([getattr(r, name) for r in runs]) for name in ("lon", "lat"))
    if np.all(locator.indexes(lon, lat) == NOWHERE):
        words = Said("文件里的位置都不在本区", "all of its fixes are outside the district")
        raise InDoubt(words, [fault_at("", "outside")])


def refuse_shifted(runs: Sequence[Run], there: Fixes) -> None:
    """Raises InDoubt when another datum puts the fixes where the patrol was at these moments."""
    pairs = _same_moments(runs, there) if len(there) else None
    if pairs is None:
        return
    ours, lon, lat = pairs
    away = {datum: _middle_m(ours.in_wgs84(datum), lon, lat) for datum in Datum}
    best = min(away, key=lambda datum: away[datum])
    if away[best] <= LIKE_M and away[Datum.WGS84] >= UNLIKE_M:
        words = Said(
            f"看来是 {CALLED[best]} 坐标：与这次巡防相差 {away[Datum.WGS84]:.0f} 米，"
            f"换算后相差 {away[best]:.0f} 米",
            f"it looks like {best.value}: {away[Datum.WGS84]:.0f} m from the patrol, "
            f"{away[best]:.0f} m when moved",
        )
        raise InDoubt(words, [fault_at("/datum", "shifted")])


def _same_moments(runs: Sequence[Run], there: Fixes) -> tuple[Run, Floats, Floats] | None:
    """Fixes of the file, and where the patrol was then by its own; None when there are too few."""
    order = np.argsort(there.time_ms, kind="stable")
    times, lon, lat = there.time_ms[order], there.lon[order], there.lat[order]
    columns = [np.concatenate(c) for c in zip(*(_columns(run) for run in runs), strict=True)]
    after = np.searchsorted(times, columns[0]).clip(1, max(len(times) - 1, 1))
    nearest = np.where(
        columns[0] - times[after - 1] <= times[after.clip(max=len(times) - 1)] - columns[0],
        after - 1,
        after.clip(max=len(times) - 1),
    )
    close = np.abs(times[nearest] - columns[0]) <= SAME_MOMENT_MS
    if close.sum() < FEW:
        return None
    return Run(0, *(c[close] for c in columns)), lon[nearest[close]], lat[nearest[close]]


def _columns(run: Run) -> tuple[Floats, ...]:
    return run.time_ms, run.lon, run.lat, run.accuracy_m  # type: ignore[return-value]


def _middle_m(run: Run, lon: Floats, lat: Floats) -> float:
    return float(np.median(distances_m(run.lon, run.lat, lon, lat)))
