"""CSV tracks: a row a fix, with columns for time, longitude, latitude and perhaps accuracy."""

from collections.abc import Mapping, Sequence
from datetime import tzinfo

from xunhu.files import table
from xunhu.files.bad_file import BadFile, together
from xunhu.files.coordinates import inside, number, outside
from xunhu.files.csv_columns import find_columns
from xunhu.files.runs import Recording, Tally
from xunhu.files.table import Row
from xunhu.files.times import instant_ms, unit_ms
from xunhu.problems import Said

_LON, _LAT, _ACCURACY = (
    Said("经度", "longitude"),
    Said("纬度", "latitude"),
    Said("精度", "accuracy"),
)


def read(raw: bytes, zone: tzinfo | None = None) -> Recording:
    """A run for each vehicle named in the rows; raises BadFile that names up to 20 bad rows."""
    columns, rows = find_columns(table.read(raw))
    unit = unit_ms([row.cells[columns["time"]] for row in rows])
    tallies: dict[str, Tally] = {}
    faults = []
    for row in rows:
        name = row.cells[columns["vehicle"]].strip() if "vehicle" in columns else ""
        try:
            _add(tallies.setdefault(name, Tally()), row, columns, unit, zone)
        except BadFile as fault:
            faults.append(fault.at(row.place))
    if faults:
        raise together(faults)
    return _joined(list(tallies.values()))


def _joined(tallies: Sequence[Tally]) -> Recording:
    whole = Tally()
    for track, tally in enumerate(tallies, 1):
        tally.end_run(track)
        whole.runs.extend(tally.runs)
        whole.untimed_count += tally.untimed_count
        whole.invalid_count += tally.invalid_count
    return whole.recording()


def _add(
    tally: Tally, row: Row, columns: Mapping[str, int], unit: int | None, zone: tzinfo | None
) -> None:
    lon = number(row.cells[columns["lon"]], _LON, row.pointer)
    lat = number(row.cells[columns["lat"]], _LAT, row.pointer)
    if not inside(lon, lat):
        raise outside(lon, lat, row.pointer)
    written = row.cells[columns["time"]].strip()
    time_ms = instant_ms(written, unit, zone, row.pointer) if written else None
    accuracy = row.cells[columns["accuracy"]] if "accuracy" in columns else ""
    tally.add(time_ms, lon, lat, _metres(accuracy.strip()))


def _metres(written: str) -> float | None:
    """None where it is left empty, NaN where it is no number."""
    try:
        return number(written, _ACCURACY, "") if written else None
    except BadFile:
        return float("nan")
