"""GeoJSON tracks: lines with a time for every position, or timed points in their order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import tzinfo
from typing import Any

from xunhu.files import geojson_file
from xunhu.files.bad_file import BadFile
from xunhu.files.geojson_file import Feature
from xunhu.files.runs import Recording, Tally
from xunhu.files.times import instant_ms, unit_ms
from xunhu.problems import Said

_TIMES = ("times", "coordTimes")
_TIME = ("time", "timestamp", "recorded_at", "时间")
_ACCURACY = ("accuracy_m", "accuracies", "accuracy")


@dataclass(frozen=True)
class _Line:
    """Positions with as many times and accuracies; None where there is none."""

    positions: Sequence[Sequence[float]]
    times: Sequence[Any]
    accuracies: Sequence[Any]
    feature: Feature
    lone: bool = False

    @property
    def pointer(self) -> str:
        return f"{self.feature.pointer}/properties"


def read(raw: bytes, zone: tzinfo | None = None) -> Recording:
    """A run for each line, and one for the points between lines; raises BadFile."""
    lines = [line for feature in geojson_file.read(raw) for line in _lines(feature)]
    unit = unit_ms([time for line in lines for time in line.times if time is not None])
    tally = Tally()
    track = 0
    for before, line in zip([None, *lines], lines, strict=False):
        if not (before and before.lone and line.lone):
            tally.end_run(track)
            track += before is None or before.feature is not line.feature
        _add(tally, line, unit, zone)
    tally.end_run(track)
    return tally.recording()


def _lines(feature: Feature) -> list[_Line]:
    if feature.geometry is None:
        return []
    kind, positions = feature.geometry["type"], feature.geometry.get("coordinates", [])
    said = feature.properties
    if kind == "Point":
        time, accuracy = _first(said, _TIME), _first(said, _ACCURACY)
        return [_Line([positions], [time], [accuracy], feature, lone=True)]
    nested = said.get("coordinateProperties")
    columns = {**said, **nested} if isinstance(nested, dict) else said
    times, accuracies = _first(columns, _TIMES), _first(columns, _ACCURACY)
    if kind == "LineString":
        return [_line(positions, times, accuracies, feature)]
    if kind == "MultiLineString":
        return [
            _line(part, _part(times, n), _part(accuracies, n), feature)
            for n, part in enumerate(positions)
        ]
    words = Said(f"{kind} 不是轨迹", f"a {kind} is no track")
    raise BadFile("not-a-recording", words, f"{feature.pointer}/geometry")


def _first(members: Mapping[str, Any], names: Sequence[str]) -> Any:
    return next((members[name] for name in names if members.get(name) is not None), None)


def _part(column: Any, index: int) -> Any:
    return column[index] if isinstance(column, list) and index < len(column) else column


def _line(positions: Sequence[Any], times: Any, accuracies: Any, feature: Feature) -> _Line:
    pointer = f"{feature.pointer}/properties"
    count = len(positions)
    nothing = [None] * count
    for column in (times, accuracies):
        if isinstance(column, list) and len(column) != count:
            words = Said(
                f"{count} 个坐标点对应 {len(column)} 个时间或精度",
                f"{count} positions, but {len(column)} times or accuracies",
            )
            raise BadFile("lengths-differ", words, pointer)
    if times is not None and not isinstance(times, list):
        raise BadFile("bad-time", Said("times 应为列表", "its times are no list"), pointer)
    given = accuracies if isinstance(accuracies, list) else nothing
    return _Line(positions, times or nothing, given, feature)


def _add(tally: Tally, line: _Line, unit: int | None, zone: tzinfo | None) -> None:
    fixes = zip(line.positions, line.times, line.accuracies, strict=True)
    for index, ((lon, lat), time, accuracy) in enumerate(fixes):
        try:
            time_ms = None if time is None else instant_ms(time, unit, zone, line.pointer)
        except BadFile as fault:
            place = Said(f"{line.pointer} 第 {index + 1} 点", f"{line.pointer} fix {index + 1}")
            raise fault.at(place) from None
        tally.add(time_ms, lon, lat, _metres(accuracy))


def _metres(accuracy: Any) -> float | None:
    if accuracy is None:
        return None
    return float(accuracy) if type(accuracy) in (int, float) else float("nan")
