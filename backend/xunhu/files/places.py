"""Any file of places: told by its content, read by the reader of its format."""

from xunhu.files import csv_places, geojson_file, gpx_places, kml_places, packed_places
from xunhu.files.geojson_file import Feature
from xunhu.files.text import decode, refuse_html, unpack

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")


def read(raw: bytes) -> list[Feature]:
    """The Features of a GeoJSON, GPX, KML, CSV or zipped Shapefile, in UTF-8 or GBK.

    Raises BadFile, naming feature and place.
    """
    if raw.startswith(_ZIP):
        return packed_places.read(raw)
    plain = unpack(raw)
    text = decode(plain)
    start = text.lstrip() if text is not None else plain.lstrip().decode("latin-1")
    refuse_html(start)
    if start.startswith("<"):
        root = start[:2000].lower()
        return kml_places.read(plain) if "<kml" in root else gpx_places.read(plain)
    if start.startswith(("{", "[", "\x1e")) or not start:
        return geojson_file.read(plain if text is not None else _from_gbk(plain))
    return csv_places.read(plain)


def _from_gbk(plain: bytes) -> bytes:
    """GBK as UTF-8; what is neither stays, and is refused with its place."""
    try:
        return plain.decode("gb18030").encode()
    except UnicodeDecodeError:
        return plain
