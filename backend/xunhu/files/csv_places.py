"""A table as places: a row a point, with columns for longitude, latitude and a name."""

from typing import Any

from xunhu.files import table
from xunhu.files.bad_file import BadFile, all_or_none
from xunhu.files.coordinates import number
from xunhu.files.geojson_file import Feature, drawn
from xunhu.files.table import Row
from xunhu.files.written import column_of, understood
from xunhu.problems import Said

_LON, _LAT = Said("经度", "longitude"), Said("纬度", "latitude")


def read(raw: bytes) -> list[Feature]:
    """The place of each row; raises BadFile that names every row that won't do."""
    header, *rows = table.read(raw)
    titles = {n: title.strip() for n, title in enumerate(header.cells) if title.strip()}
    columns = column_of(titles, "lon"), column_of(titles, "lat")
    for column, what in zip(columns, (_LON, _LAT), strict=True):
        if column is None:
            words = Said(f"表头里没有{what.zh}列", f"the header has no column for the {what.en}")
            raise BadFile("columns", words, header.pointer)
    return all_or_none(rows, lambda row: _feature(row, titles, columns))


def _feature(row: Row, titles: dict[int, str], columns: tuple[int | None, int | None]) -> Feature:
    written: dict[str, Any] = {title: row.cells[n] for n, title in titles.items()}
    lon, lat = (row.cells[n].strip() for n in columns if n is not None)
    try:
        properties = understood(written, row.pointer)
        point = _point(lon, lat, row.pointer) if lon or lat else None
    except BadFile as fault:
        raise fault.at(row.place) from None
    return drawn(row.number - 1, row.pointer, properties, point)


def _point(lon: str, lat: str, pointer: str) -> dict[str, Any]:
    position = [number(lon, _LON, pointer), number(lat, _LAT, pointer)]
    return {"type": "Point", "coordinates": position}
