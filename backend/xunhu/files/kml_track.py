"""KML (OGC 2.2) as tracks: Google's `Track`, and timed placemarks that are points.

A `LineString` has no times, so it is a drawing and no recording.
"""

from collections.abc import Iterator
from datetime import UTC
from itertools import zip_longest
from xml.etree.ElementTree import Element

from xunhu.files.bad_file import BadFile
from xunhu.files.coordinates import inside, number, outside
from xunhu.files.runs import Recording, Tally
from xunhu.files.times import instant_ms
from xunhu.files.xml_file import name_of, named, root_of, text_of
from xunhu.problems import Said

_LON, _LAT = Said("经度", "longitude"), Said("纬度", "latitude")
_ACCURACY = {"accuracy", "hacc", "horizontalaccuracy"}


def read(raw: bytes) -> Recording:
    """A run for each `Track`, and one for the points between them; raises BadFile with the place.

    The parts of one `MultiTrack` are of one device.
    """
    root = root_of(raw, "kml")
    tally = Tally()
    for n, element in enumerate(_recorded(root), 1):
        if name_of(element) == "Placemark":
            _add_point(tally, element, f"/kml/Placemark[{n}]")
            continue
        tally.end_run(0)
        for part in [element] if name_of(element) == "Track" else named(element, "Track"):
            _add_track(tally, part, f"/kml/Track[{n}]")
            tally.end_run(n)
    tally.end_run(0)
    drawn = any(name_of(each) in ("LineString", "LinearRing") for each in root.iter())
    if drawn and not tally.runs and not tally.untimed_count and not tally.invalid_count:
        words = Said("只有画出的线，没有时间，不是实际轨迹", "its lines are drawn, without times")
        raise BadFile("not-a-recording", words)
    return tally.recording()


def _recorded(element: Element) -> Iterator[Element]:
    """Tracks, tracks in parts, and placemarks that are points, in the order of the file."""
    for each in element:
        name = name_of(each)
        is_point = name == "Placemark" and any(True for _ in named(each, "Point"))
        if is_point or name in ("Track", "MultiTrack"):
            yield each
        else:
            yield from _recorded(each)


def _add_track(tally: Tally, track: Element, place: str) -> None:
    times = [each.text or "" for each in named(track, "when")]
    places = [(each.text or "").split() for each in named(track, "coord")]
    if len(times) != len(places):
        words = Said(
            f"{len(places)} 个坐标点对应 {len(times)} 个时间",
            f"{len(places)} positions, but {len(times)} times",
        )
        raise BadFile("lengths-differ", words, place).at(Said(place, place))
    columns = zip_longest(times, places, _accuracies(track), fillvalue="")
    for index, (time, ordinates, accuracy) in enumerate(columns, 1):
        if index <= len(times):
            _add(tally, f"{place}[{index}]", str(time), list(ordinates), str(accuracy))


def _accuracies(track: Element) -> list[str]:
    """From the extended data of phones' recorders: a column beside the times."""
    for column in track.iter():
        if name_of(column) == "SimpleArrayData" and column.get("name", "").lower() in _ACCURACY:
            return [each.text or "" for each in named(column, "value")]
    return []


def _add_point(tally: Tally, placemark: Element, place: str) -> None:
    written = [text_of(each, "when") for each in named(placemark, "TimeStamp")]
    for point in named(placemark, "Point"):
        _add(tally, place, "".join(written[:1]), text_of(point, "coordinates").split(","), "")


def _add(tally: Tally, place: str, time: str, ordinates: list[str], accuracy: str) -> None:
    try:
        lon, lat, *_ = [*ordinates, "", ""]
        x, y = number(lon, _LON, place), number(lat, _LAT, place)
        if not inside(x, y):
            raise outside(x, y, place)
        time_ms = instant_ms(time, None, UTC, place) if time.strip() else None
        tally.add(time_ms, x, y, _metres(accuracy))
    except BadFile as fault:
        raise fault.at(Said(place, place)) from None


def _metres(written: str) -> float | None:
    if not written.strip():
        return None
    try:
        return number(written, Said("精度", "accuracy"), "")
    except BadFile:
        return float("nan")
