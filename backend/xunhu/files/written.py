"""Properties as tables and maps write them, under the names and in the types of targets' own."""

import re
from collections.abc import Mapping
from typing import Any

from xunhu.files.bad_file import BadFile
from xunhu.files.coordinates import number
from xunhu.files.csv_columns import plain_name
from xunhu.problems import Said

_NAMES = {
    "name": "name 名称 名字 地名 村 村名 校名 学校",
    "code": "code code9 code12 编码 代码 编号",
    "layer": "layer 图层 类别 类型",
    "interval_days": "interval_days 巡访周期 周期",
    "radius_m": "radius_m 到访半径 半径",
    "chainage_start_m": "chainage_start_m 起点里程 里程",
    "status": "status 状态",
    "status_reason": "status_reason 原因",
    "status_until_on": "status_until_on 截止日期 截止日",
    "approximate": "approximate 近似 近似位置",
}
_MEANING = {alias: name for name, aliases in _NAMES.items() for alias in aliases.split()}
_DBF_WIDTH = 10  # a dBASE table cuts names there
_CUT = {name[:_DBF_WIDTH]: name for name in _NAMES if len(name) > _DBF_WIDTH}
_POSITIONS = {
    "lon": "lon lng long longitude x 经度 lon_wgs84 lon_gcj02 lon_bd09 lng_wgs84 lng_gcj02",
    "lat": "lat latitude y 纬度 lat_wgs84 lat_gcj02 lat_bd09",
}
_FLAGS = {"true": True, "是": True, "yes": True, "1": True}
_FLAGS |= {"false": False, "否": False, "no": False, "0": False}
_POST = re.compile(r"[A-Z]{0,2}K([0-9]{1,5})\+([0-9]{1,3}(?:\.[0-9]+)?)", re.ASCII | re.I)


def understood(written: Mapping[str, Any], pointer: str) -> dict[str, Any]:
    """The same properties under the names that are read; the others stay as they are.

    Raises BadFile for a text that should be a number.
    """
    found: dict[str, Any] = {}
    for title, value in written.items():
        plain = plain_name(title)
        name = _MEANING.get(plain) or _CUT.get(plain) or title
        if found.get(name) in (None, ""):
            found[name] = _value(name, value, pointer)
    return found


def _value(name: str, value: Any, pointer: str) -> Any:
    if isinstance(value, str):
        value = value.strip()
        return _of_text(name, value, f"{pointer}/properties/{name}") if value else None
    if name == "approximate" and value in (0, 1):
        return bool(value)
    return str(value) if name.endswith("_on") and value is not None else value


def _of_text(name: str, text: str, pointer: str) -> Any:
    if name == "chainage_start_m" and (post := _POST.fullmatch(text)):
        return float(post.group(1)) * 1000 + float(post.group(2))
    if name.endswith(("_days", "_m")):
        return number(text, Said(name, name), pointer)
    return _FLAGS.get(text.lower(), text) if name == "approximate" else text


def column_of(titles: Mapping[int, str], role: str) -> int | None:
    """Which column holds the longitude (`lon`) or the latitude (`lat`); raises BadFile for two."""
    fitting = [n for n, title in titles.items() if plain_name(title) in _POSITIONS[role].split()]
    if len(fitting) > 1:
        listed = "、".join(titles[n] for n in fitting)
        words = Said(f"有多列坐标：{listed}", f"several columns of one ordinate: {listed}")
        raise BadFile("columns", words, "/row/1")
    return fitting[0] if fitting else None
