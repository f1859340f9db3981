"""GPX 1.0 and 1.1: recorded tracks only; routes and waypoints are plans, not recordings."""

from datetime import UTC
from xml.etree.ElementTree import Element

from xunhu.files.bad_file import BadFile
from xunhu.files.coordinates import inside, number, outside
from xunhu.files.runs import Recording, Tally
from xunhu.files.times import instant_ms
from xunhu.files.xml_file import name_of, named, root_of
from xunhu.problems import Said

_ACCURACY = {"accuracy", "hacc", "horizontalaccuracy"}
_LON, _LAT = Said("经度", "longitude"), Said("纬度", "latitude")


def read(raw: bytes) -> Recording:
    """A run for each track segment with timed points; raises BadFile, with the place."""
    root = root_of(raw, "gpx")
    tally = Tally()
    plans = 0
    for element in root:
        plans += name_of(element) in ("rte", "wpt")
    for track, element in enumerate(named(root, "trk"), 1):
        for part, segment in enumerate(named(element, "trkseg"), 1):
            _add_points(tally, segment, f"/gpx/trk[{track}]/trkseg[{part}]")
            tally.end_run(track)
    if plans and not tally.runs and not tally.untimed_count and not tally.invalid_count:
        words = Said(
            "只有航线或航点，不是实际轨迹", "it has routes or waypoints only: no recording"
        )
        raise BadFile("not-a-recording", words)
    return tally.recording()


def _add_points(tally: Tally, segment: Element, pointer: str) -> None:
    for index, point in enumerate(named(segment, "trkpt"), 1):
        place = f"{pointer}/trkpt[{index}]"
        try:
            _add_point(tally, point, place)
        except BadFile as fault:
            raise fault.at(Said(place, place)) from None


def _add_point(tally: Tally, point: Element, place: str) -> None:
    lon = number(point.get("lon", ""), _LON, place)
    lat = number(point.get("lat", ""), _LAT, place)
    if not inside(lon, lat):
        raise outside(lon, lat, place)
    tally.add(_time_ms(point, place), lon, lat, _accuracy_m(point))


def _time_ms(point: Element, place: str) -> int | None:
    """GPX times are UTC (its schema), also where they don't say so."""
    text = next((child.text for child in named(point, "time")), None)
    return instant_ms(text, None, UTC, place) if text and text.strip() else None


def _accuracy_m(point: Element) -> float | None:
    """From the extensions of phones' recorders; dilutions are no metres and are left out."""
    for extensions in named(point, "extensions"):
        for element in extensions.iter():
            if name_of(element).lower() in _ACCURACY:
                return _metres(element.text)
    return None


def _metres(text: str | None) -> float | None:
    if not text or not text.strip():
        return None
    try:
        return number(text, Said("精度", "accuracy"), "")
    except BadFile:
        return float("nan")
