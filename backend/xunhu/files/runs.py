"""What every reader of tracks gives: runs of fixes, in the order of the file."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from xunhu.files.bad_file import BadFile
from xunhu.files.datum import Datum, to_wgs84
from xunhu.problems import Said


@dataclass(frozen=True)
class Run:
    """Fixes of one recording, never sorted; `accuracy_m` is NaN where unknown.

    Runs with the same `track` were recorded by one device; `time_ms` is epoch milliseconds.
    """

    track: int
    time_ms: NDArray[np.int64]
    lon: NDArray[np.float64]
    lat: NDArray[np.float64]
    accuracy_m: NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.time_ms)

    def in_wgs84(self, datum: Datum) -> "Run":
        """The run with its places moved from the datum in which the file gives them."""
        lon, lat = to_wgs84(self.lon, self.lat, datum)
        return replace(self, lon=lon, lat=lat)


@dataclass(frozen=True)
class Recording:
    """A file's runs, and how many of its fixes were left out: without a time, or invalid."""

    runs: Sequence[Run]
    untimed_count: int = 0
    invalid_count: int = 0

    @property
    def fix_count(self) -> int:
        """Fixes that are kept."""
        return sum(len(run) for run in self.runs)


@dataclass
class Tally:
    """Fixes as a reader meets them, gathered into runs."""

    runs: list[Run] = field(default_factory=list)
    untimed_count: int = 0
    invalid_count: int = 0
    _fixes: list[tuple[int, float, float, float]] = field(default_factory=list)

    def add(self, time_ms: int | None, lon: float, lat: float, accuracy_m: float | None) -> None:
        """Keeps a fix, or counts why not; accuracy 0 says nothing, below 0 or NaN is invalid."""
        if time_ms is None:
            self.untimed_count += 1
        elif accuracy_m is not None and not accuracy_m >= 0:
            self.invalid_count += 1
        else:
            self._fixes.append((time_ms, lon, lat, accuracy_m or np.nan))

    def end_run(self, track: int) -> None:
        """What came since the last run is one."""
        if self._fixes:
            times, lon, lat, accuracy_m = zip(*self._fixes, strict=True)
            columns = (np.array(column, dtype=np.float64) for column in (lon, lat, accuracy_m))
            self.runs.append(Run(track, np.array(times, dtype=np.int64), *columns))
            self._fixes = []

    def recording(self) -> Recording:
        """All runs; raises BadFile when no fix has a time, or none is left."""
        if self.runs:
            return Recording(self.runs, self.untimed_count, self.invalid_count)
        if self.untimed_count:
            words = Said("没有时间，不能作为轨迹", "its points have no times: it is no recording")
            raise BadFile("no-times", words)
        if self.invalid_count:
            raise BadFile("no-fix", Said("没有一个有效的定位点", "not one of its fixes is valid"))
        raise BadFile("not-a-recording", Said("其中没有轨迹", "there is no recorded track in it"))
