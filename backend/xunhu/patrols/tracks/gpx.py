"""A cleaned track as GPX 1.1, a segment for each joined stretch."""

from datetime import UTC, datetime
from xml.sax.saxutils import escape

import numpy as np

from xunhu.patrols.track import Track
from xunhu.patrols.tracks.told import stretches
from xunhu.schemas import rfc3339

MEDIA_TYPE = "application/gpx+xml"
HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<gpx version="1.1" creator="Xunhu" xmlns="http://www.topografix.com/GPX/1/1">\n'
)


def gpx_of(track: Track, name: str) -> str:
    """The text of a file; times are UTC, positions as they were sealed."""
    lon, lat, times = (
        track.fixes.lon.tolist(),
        track.fixes.lat.tolist(),
        track.fixes.time_ms.tolist(),
    )
    segments = []
    for first, last in stretches(track):
        points = (
            f'<trkpt lat="{_degrees(lat[n])}" lon="{_degrees(lon[n])}">'
            f"<time>{_instant(times[n])}</time></trkpt>\n"
            for n in range(first, last + 1)
        )
        segments.append(f"<trkseg>\n{''.join(points)}</trkseg>\n")
    return f"{HEAD}<trk>\n<name>{escape(name)}</name>\n{''.join(segments)}</trk>\n</gpx>\n"


def _degrees(value: float) -> str:
    """All its digits and no exponent, which GPX has none of (xsd:decimal)."""
    return np.format_float_positional(value, trim="0")


def _instant(time_ms: int) -> str:
    return rfc3339(datetime.fromtimestamp(time_ms / 1000, UTC))
