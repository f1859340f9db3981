"""Which column of a table of fixes is which: by its header, or by what can only be one thing."""

import re
from collections.abc import Mapping, Sequence

from xunhu.files.bad_file import BadFile
from xunhu.files.table import Row
from xunhu.problems import Said

_NAMES = {
    "time": "time t timestamp datetime recorded_at time_ms epoch_ms 时间 定位时间 时间戳",
    "lon": "lon lng long longitude x 经度",
    "lat": "lat latitude y 纬度",
    "accuracy": "accuracy acc accuracy_m hacc horizontal_accuracy 精度 定位精度",
    "vehicle": "vehicle vehicle_id plate device device_id 车辆 车牌 设备",
}
_MEANING = {name: role for role, names in _NAMES.items() for name in names.split()}
_SHOWN = {
    "time": Said("时间", "time"),
    "lon": Said("经度", "longitude"),
    "lat": Said("纬度", "latitude"),
    "accuracy": Said("精度", "accuracy"),
    "vehicle": Said("车辆", "vehicle"),
}
_DECIMAL = re.compile(r"-?[0-9]{1,3}\.[0-9]+", re.ASCII)
_DAY = re.compile(r"[0-9]{4}[-/][0-9]{1,2}[-/][0-9]{1,2}\D.*", re.ASCII)


def find_columns(rows: Sequence[Row]) -> tuple[Mapping[str, int], Sequence[Row]]:
    """Role → column, and the rows of fixes; raises BadFile when one is missing or double."""
    first = rows[0]
    roles = [_MEANING.get(plain_name(cell)) for cell in first.cells]
    if not any(roles) and any(_DECIMAL.fullmatch(cell.strip()) for cell in first.cells):
        return _by_content(first), rows
    columns: dict[str, int] = {}
    for index, role in enumerate(roles):
        if role in columns:
            raise _unclear(role, first, Said("有两列", "stands in two columns"))
        if role is not None:
            columns[role] = index
    for role in ("time", "lon", "lat"):
        if role not in columns:
            raise _unclear(role, first, Said("缺少这一列", "has no column"))
    return columns, rows[1:]


def plain_name(cell: str) -> str:
    """A header's name without its unit: `Accuracy (m)` is accuracy."""
    return re.sub(r"[(（\[].*", "", cell).strip().lower().replace(" ", "_")


def _unclear(role: str, row: Row, how: Said) -> BadFile:
    name = _SHOWN[role]
    words = Said(f"{name.zh}{how.zh}", f"the {name.en} {how.en}")
    return BadFile("columns", words, row.pointer).at(Said("表头", "the header"))


def _by_content(first: Row) -> Mapping[str, int]:
    """Without a header: one date, one number that only a longitude can be, one more number."""
    cells = [cell.strip() for cell in first.cells]
    numbers = [index for index, cell in enumerate(cells) if _DECIMAL.fullmatch(cell)]
    days = [index for index, cell in enumerate(cells) if _DAY.fullmatch(cell)]
    east = [index for index in numbers if abs(float(cells[index])) > 90]
    names = [index for index in range(len(cells)) if index not in (*numbers, *days)]
    if (len(numbers), len(days), len(east)) != (2, 1, 1) or len(names) > 1:
        words = Said("没有表头，无法确定各列含义", "it has no header, and its columns are unclear")
        raise BadFile("columns", words, first.pointer)
    lat = next(index for index in numbers if index not in east)
    columns = {"time": days[0], "lon": east[0], "lat": lat}
    return {**columns, "vehicle": names[0]} if names else columns
