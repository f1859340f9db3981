"""What all schemas share: unknown fields refused, aware times, finite numbers."""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta, timezone
from functools import lru_cache
from typing import Any, TypeVar

import numpy as np
from marshmallow import RAISE, Schema, ValidationError, fields, validate, validates_schema
from numpy.typing import NDArray

N = TypeVar("N", bound=np.generic)
SHANGHAI = timezone(timedelta(hours=8), "Asia/Shanghai")  # no summer time since 1991
AS_LONG_AS_READ = len("2026-12-01T08:00:00.123456+08:00")
MORE_DECIMALS = re.compile(r"(\.\d{6})\d+")
RFC3339 = re.compile(r"\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)")


class StrictSchema(Schema):
    """A schema that refuses what it doesn't know."""

    class Meta:
        unknown = RAISE


class FaultSchema(StrictSchema):
    """A `problems.Fault` in the words of its reader."""

    pointer = fields.String(required=True)
    code = fields.String(required=True)
    message = fields.String(required=True)


class DayRange(StrictSchema):
    """Calendar days in Asia/Shanghai, `from_on` to `to_on`, both ends counting; never reversed."""

    @validates_schema
    def _in_order(self, asked: Mapping[str, Any], **_kwargs: object) -> None:
        first, last = asked.get("from_on"), asked.get("to_on")
        if isinstance(first, date) and isinstance(last, date) and first > last:
            raise ValidationError({"from": ["bad-range"]})


class Instant(fields.Field[datetime]):
    """An RFC 3339 instant with offset; loads to an aware datetime."""

    def _deserialize(
        self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **_kwargs: Any
    ) -> datetime:
        if not isinstance(value, str) or not RFC3339.fullmatch(value):
            raise ValidationError("not-time")
        try:
            told = value if len(value) <= AS_LONG_AS_READ else MORE_DECIMALS.sub(r"\1", value)
            instant = datetime.fromisoformat(told.upper())
            instant.astimezone(UTC)
            instant.astimezone(SHANGHAI)
        except (ValueError, OverflowError) as wrong:
            raise ValidationError("not-time") from wrong
        return instant

    def _serialize(self, value: datetime | None, *_args: Any, **_kwargs: Any) -> str | None:
        return None if value is None else rfc3339(value)


class Day(fields.Date):
    """A calendar day, YYYY-MM-DD and no other form of ISO 8601."""

    def _deserialize(
        self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any
    ) -> date:
        if not isinstance(value, str) or not re.fullmatch(r"\d{4}-\d\d-\d\d", value):
            raise ValidationError("not-date")
        day: date = super()._deserialize(value, attr, data, **kwargs)
        return day


class Count(fields.Integer):
    """A whole number from `least` up, 2.0 among them; texts and booleans are refused."""

    def __init__(self, least: int = 0, most: int = 1_000_000, **kwargs: Any) -> None:
        super().__init__(strict=True, validate=validate.Range(min=least, max=most), **kwargs)

    def _validated(self, value: Any) -> Any:
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise ValidationError("not-integer")
        return super()._validated(as_integer(value))


class WholeNumber(fields.Integer):
    """A whole number as a query has it: digits of ASCII, not those of other scripts."""

    def _validated(self, value: Any) -> Any:
        if not re.fullmatch(r"[0-9]{1,9}", str(value)):
            raise ValidationError("not-integer")
        return super()._validated(value)


class Number(fields.Float):
    """A finite number; texts and booleans are refused."""

    def __init__(self, least: float | None = None, most: float | None = None, **kw: Any) -> None:
        super().__init__(allow_nan=False, validate=validate.Range(min=least, max=most), **kw)

    def _validated(self, value: Any) -> Any:
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise ValidationError("not-number")
        return super()._validated(value)


def as_integer(value: Any) -> Any:
    """A float without a fraction as an integer, all else as it is: JSON has one sort of number."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


class Column(fields.Field[NDArray[N]]):
    """A list of numbers, one a position of the geometry; loads to a column of them."""


class Digest(fields.String):
    """A SHA-256 as `digest_text` writes it; loads to that text."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(validate=validate.Regexp(r"sha256:[0-9a-f]{64}\Z"), **kwargs)


def one_of(choices: type[Any], **kwargs: Any) -> fields.Enum[Any]:
    """A text that is a value of the enumeration `choices`; loads to its member."""
    return fields.Enum(choices, by_value=fields.String(), **kwargs)


def text(most: int, least: int = 0, **kwargs: Any) -> fields.String:
    """A text of `least` to `most` characters."""
    return fields.String(validate=validate.Length(min=least, max=most), **kwargs)


def digest_text(digest: bytes) -> str:
    """A SHA-256 as records and answers have it: `sha256:` and 64 hexadecimal digits."""
    return f"sha256:{digest.hex()}"


def digest_bytes(text: str) -> bytes:
    """The SHA-256 of a text that `Digest` let pass."""
    return bytes.fromhex(text.removeprefix("sha256:"))


@lru_cache(maxsize=1024)
def rfc3339(instant: datetime) -> str:
    """An aware instant as RFC 3339 in UTC, milliseconds kept."""
    return instant.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def shanghai_day(instant: datetime) -> date:
    """The calendar day in Asia/Shanghai on which an instant falls."""
    return instant.astimezone(SHANGHAI).date()
