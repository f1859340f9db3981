"""GPX 1.0 and 1.1: recorded tracks only; routes and waypoints are plans, not recordings."""

import re
from collections.abc import Iterator
from datetime import UTC
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from xunhu.files.bad_file import BadFile
from xunhu.files.coordinates import inside, number, outside
from xunhu.files.runs import Recording, Tally
from xunhu.files.text import decode, decode_as, not_utf8, refuse_html, unpack
from xunhu.files.times import instant_ms
from xunhu.problems import Said

_DECLARED = re.compile(rb"""<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9._-]{1,40})["']""")
_OTHER_ENCODINGS = {
    "gbk": "gb18030",
    "gb2312": "gb18030",
    "gb18030": "gb18030",
    "iso-8859-1": "latin-1",
    "windows-1252": "cp1252",
}
_ACCURACY = {"accuracy", "hacc", "horizontalaccuracy"}
_LON, _LAT = Said("经度", "longitude"), Said("纬度", "latitude")


def read(raw: bytes) -> Recording:
    """A run for each track segment with timed points; raises BadFile, with the place."""
    root = _root(_text(unpack(raw)))
    tally = Tally()
    plans = 0
    for element in root:
        plans += _name(element) in ("rte", "wpt")
    for track, element in enumerate(_named(root, "trk"), 1):
        for part, segment in enumerate(_named(element, "trkseg"), 1):
            _add_points(tally, segment, f"/gpx/trk[{track}]/trkseg[{part}]")
            tally.end_run(track)
    if plans and not tally.runs and not tally.untimed_count and not tally.invalid_count:
        words = Said(
            "只有航线或航点，不是实际轨迹", "it has routes or waypoints only: no recording"
        )
        raise BadFile("not-a-recording", words)
    return tally.recording()


def _text(raw: bytes) -> str:
    declared = _DECLARED.match(raw.lstrip()[:300])
    name = declared.group(1).decode().lower() if declared else "utf-8"
    text = decode_as(raw, _OTHER_ENCODINGS[name]) if name in _OTHER_ENCODINGS else decode(raw)
    if text is None:
        raise not_utf8(raw)
    refuse_html(text)
    return text


def _root(text: str) -> Element:
    try:
        root: Element = fromstring(text, forbid_dtd=True)
    except DefusedXmlException:
        words = Said(
            "含有 DTD 或实体定义，已拒绝", "it defines a DTD or entities, which are refused"
        )
        raise BadFile("entities", words) from None
    except ParseError as fault:
        raise _broken(text, fault) from None
    if _name(root) != "gpx":
        shown = _name(root)[:40]
        words = Said(f"根元素是 {shown}，不是 gpx", f"its root is {shown}, not gpx")
        raise BadFile("not-gpx", words)
    return root


def _broken(text: str, fault: ParseError) -> BadFile:
    line, column = fault.position
    zh, en = f"第 {line} 行第 {column + 1} 列", f"line {line} column {column + 1}"
    if not text.rstrip().endswith("</gpx>"):
        words = Said(f"文件被截断，止于{zh}", f"it is cut off at {en}")
        return BadFile("truncated", words)
    return BadFile("xml", Said(f"{zh}不是合法的 XML", f"it is not XML at {en}"))


def _name(element: Element) -> str:
    """The name without its namespace; a comment has none."""
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _named(parent: Element, name: str) -> Iterator[Element]:
    return (child for child in parent if _name(child) == name)


def _add_points(tally: Tally, segment: Element, pointer: str) -> None:
    for index, point in enumerate(_named(segment, "trkpt"), 1):
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
    text = next((child.text for child in _named(point, "time")), None)
    return instant_ms(text, None, UTC, place) if text and text.strip() else None


def _accuracy_m(point: Element) -> float | None:
    """From the extensions of phones' recorders; dilutions are no metres and are left out."""
    for extensions in _named(point, "extensions"):
        for element in extensions.iter():
            if _name(element).lower() in _ACCURACY:
                return _metres(element.text)
    return None


def _metres(text: str | None) -> float | None:
    if not text or not text.strip():
        return None
    try:
        return number(text, Said("精度", "accuracy"), "")
    except BadFile:
        return float("nan")
