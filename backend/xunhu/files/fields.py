"""Properties of a Feature as texts, codes and numbers; each refusal names feature and member."""

import math

from xunhu.files.geojson_file import Feature
from xunhu.problems import Said


def text(feature: Feature, name: str, most: int) -> str | None:
    """A printable text of at most `most` characters, trimmed; None when absent or empty."""
    value = feature.properties.get(name)
    if value is None:
        return None
    fits = isinstance(value, str) and len(value.strip()) <= most and value.strip().isprintable()
    if not fits:
        words = Said(f"{name} 应为不超过 {most} 字的文字", f"“{name}” is a text of up to {most}")
        raise feature.refusal("bad-text", words, f"/properties/{name}")
    return str(value).strip() or None


def required_text(feature: Feature, name: str, most: int) -> str:
    """The same, which must be there."""
    value = text(feature, name, most)
    if value is None:
        words = Said(f"缺少 {name}", f"“{name}” is missing")
        raise feature.refusal("missing", words, f"/properties/{name}")
    return value


def code(feature: Feature, name: str, most: int) -> str | None:
    """A code; spreadsheets turn codes into numbers, which come back as their digits."""
    value = feature.properties.get(name)
    if not isinstance(value, int | float) or isinstance(value, bool):
        return text(feature, name, most)
    if value != int(value) or value < 0:
        words = Said(f"{name} 不是编码：{value}", f"“{name}” is no code: {value}")
        raise feature.refusal("bad-code", words, f"/properties/{name}")
    return str(int(value))


def number(feature: Feature, name: str, least: float, most: float) -> float | None:
    """A number within limits, both included; None when absent."""
    value = feature.properties.get(name)
    if value is None:
        return None
    if type(value) not in (int, float) or math.isnan(value) or not least <= value <= most:
        words = Said(
            f"{name} 应为 {least:g} 到 {most:g} 的数字", f"“{name}” is a number {least:g}–{most:g}"
        )
        raise feature.refusal("bad-number", words, f"/properties/{name}")
    return float(value)


def flag(feature: Feature, name: str) -> bool:
    """True or false; false when absent."""
    value = feature.properties.get(name)
    if value is not None and not isinstance(value, bool):
        words = Said(f"{name} 应为 true 或 false", f"“{name}” is true or false")
        raise feature.refusal("bad-flag", words, f"/properties/{name}")
    return bool(value)
