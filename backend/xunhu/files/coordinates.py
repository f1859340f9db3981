"""What a pair of numbers must be to be a place, and the words for what it is instead."""

import re

from xunhu.files.bad_file import BadFile
from xunhu.problems import Said

DEGREES_LIMIT = 1000.0

_NUMBER = re.compile(r"[+-]?[0-9]+(\.[0-9]*)?([eE][+-]?[0-9]+)?", re.ASCII)
_DECIMAL_COMMA = re.compile(r"[+-]?[0-9]+,[0-9]+", re.ASCII)


def inside(lon: float, lat: float) -> bool:
    """Whether these are degrees on the Earth; False for NaN."""
    return -180.0 <= lon <= 180.0 and -90.0 <= lat <= 90.0


def outside(lon: float, lat: float, pointer: str) -> BadFile:
    """The refusal of a pair that isn't inside."""
    x, y = f"{lon:.10g}", f"{lat:.10g}"
    if max(abs(lon), abs(lat)) > DEGREES_LIMIT:
        called = "高斯-克吕格" if _is_gauss_krueger(lon, lat) else ""
        words = Said(
            f"{x}, {y} 像是{called}投影坐标（米），应为经纬度（度）",
            f"{x}, {y} look like projected metres; degrees are read",
        )
        return BadFile("projected", words, pointer)
    if inside(lat, lon):
        words = Said(
            f"纬度 {y} 超出 ±90，经纬度看来颠倒了",
            f"latitude {y} is outside ±90; longitude and latitude look swapped",
        )
        return BadFile("swapped", words, pointer)
    if -180.0 <= lon <= 180.0:
        words = Said(f"纬度 {y} 超出 ±90", f"latitude {y} is outside ±90")
    else:
        words = Said(f"经度 {x} 超出 ±180", f"longitude {x} is outside ±180")
    return BadFile("out-of-range", words, pointer)


def _is_gauss_krueger(x: float, y: float) -> bool:
    """Whether one number is a Chinese northing, the other an easting, with its zone or without."""
    east, north = max(x, y), min(x, y)
    if east < 10_000_000:
        east, north = north, east  # without a zone the easting, 500 km in the middle, is smaller
    return 1_900_000 < north < 6_000_000 and 150_000 < east % 1_000_000 < 850_000


def number(text: str, name: Said, pointer: str) -> float:
    """A finite number in ASCII digits with a decimal point; raises BadFile for all else."""
    text = text.strip()
    if _NUMBER.fullmatch(text) and abs(float(text)) != float("inf"):
        return float(text)
    shown = text[:24]
    if not text:
        words = Said(f"缺少{name.zh}", f"the {name.en} is missing")
        raise BadFile("missing", words, pointer)
    if _DECIMAL_COMMA.fullmatch(text):
        words = Said(
            f"{name.zh}“{shown}”用了逗号作小数点，应为句点",
            f"the {name.en} “{shown}” has a decimal comma; a point is read",
        )
        raise BadFile("decimal-comma", words, pointer)
    words = Said(f"{name.zh}“{shown}”不是数字", f"the {name.en} “{shown}” is not a number")
    raise BadFile("not-a-number", words, pointer)
