"""Any file of tracks: told by its content, read by the reader of its format."""

import re
from datetime import tzinfo

import numpy as np

from xunhu.files import csv_track, geojson_track, gpx_track, kml_track
from xunhu.files.bad_file import BadFile
from xunhu.files.runs import Recording
from xunhu.files.text import decode, refuse_html, unpack
from xunhu.problems import Said

EARLIEST_MS = 946_684_800_000
AHEAD_MS = 600_000
_KML = re.compile(r"<([A-Za-z0-9]+:)?kml[\s>]")


def window_ms(now_ms: int) -> tuple[int, int]:
    """The times that rule 1 lets through, for what is received now."""
    return EARLIEST_MS, now_ms + AHEAD_MS


def read(raw: bytes, now_ms: int, zone: tzinfo | None = None) -> Recording:
    """The runs of a GPX, KML, GeoJSON or CSV file; `zone` is for local times that name none.

    GPX and KML times are UTC in any case. Raises BadFile, also when rule 1 would drop every fix for
    its time.
    """
    recording = _by_content(unpack(raw), zone)
    times = np.concatenate([run.time_ms for run in recording.runs])
    earliest, latest = window_ms(now_ms)
    if np.any((times >= earliest) & (times <= latest)):
        return recording
    if np.any(times > latest):
        raise BadFile("future", Said("时间都在未来", "all its times are in the future"))
    words = Said("时间都在 2000 年之前，设备时钟未设置", "all times are before 2000: unset clock")
    raise BadFile("before-2000", words)


def _by_content(plain: bytes, zone: tzinfo | None) -> Recording:
    """XML begins with `<`, JSON with a bracket or a record separator; the rest is a table."""
    text = decode(plain)
    start = text.lstrip()[:1] if text is not None else plain.lstrip()[:1].decode("latin-1")
    if text is not None:
        refuse_html(text)
    if start == "<":
        head = (text or plain.decode("latin-1"))[:4096]
        return kml_track.read(plain) if _KML.search(head) else gpx_track.read(plain)
    if start in ("{", "[", "\x1e"):
        return geojson_track.read(plain, zone)
    return csv_track.read(plain, zone)
