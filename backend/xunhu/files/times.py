"""Instants as files write them, to epoch milliseconds: one unit in a file, nothing guessed."""

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, tzinfo

from xunhu.files.bad_file import BadFile
from xunhu.problems import Said

Written = str | int | float

# From 2000 (rule 1 takes nothing earlier) to 2100.
_SECONDS = range(946_684_800, 4_102_444_800)
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)
_WHOLE = re.compile(r"[+-]?[0-9]+(\.[0-9]+)?", re.ASCII)
_ISO = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}.*", re.ASCII)
_CHINESE = re.compile(
    r"([0-9]{4})[-/.年]([0-9]{1,2})[-/.月]([0-9]{1,2})日?[T /]*"
    r"([0-9]{1,2})[:/时]([0-9]{1,2})(?:[:/分]([0-9]{1,2})秒?|分)?",
    re.ASCII,
)


def unit_ms(written: Sequence[Written]) -> int | None:
    """Milliseconds in the unit that most of a file's numeric times are in; None without any."""
    numbers = [number for number in map(_number, written) if number is not None]
    seconds = sum(int(number) in _SECONDS for number in numbers)
    milliseconds = sum(int(number) // 1000 in _SECONDS for number in numbers)
    if not numbers:
        return None
    return 1 if milliseconds >= seconds else 1000


def instant_ms(written: Written, unit: int | None, zone: tzinfo | None, pointer: str) -> int:
    """One time of a file whose numbers are in `unit`; `zone` is for times that name none."""
    number = _number(written)
    if unit is None:
        return _spelt(str(written).strip(), zone, pointer)
    if number is None:
        words = Said(
            f"时间“{_shown(written)}”与文件中其他时间的写法不同",
            f"the time “{_shown(written)}” is written unlike the others in the file",
        )
        raise BadFile("mixed-times", words, pointer)
    if int(number * unit) // 1000 not in _SECONDS:
        words = Said(
            f"时间“{_shown(written)}”与文件的单位（{'毫秒' if unit == 1 else '秒'}）不符",
            f"the time “{_shown(written)}” is no epoch {'milli' * (unit == 1)}seconds "
            "between 2000 and 2100",
        )
        raise BadFile("mixed-times", words, pointer)
    return int(number * unit)


def _number(written: Written) -> float | None:
    if isinstance(written, str):
        text = written.strip()
        return float(text) if len(text) < 32 and _WHOLE.fullmatch(text) else None
    return written if type(written) in (int, float) else None


def _shown(written: Written) -> str:
    return str(written)[:32]


def _spelt(text: str, zone: tzinfo | None, pointer: str) -> int:
    moment = _moment(text)
    if moment is None:
        words = Said(f"看不懂时间“{text[:32]}”", f"the time “{text[:32]}” can't be read")
        raise BadFile("bad-time", words, pointer)
    if moment.tzinfo is None and zone is None:
        words = Said(f"时间“{text[:32]}”没有时区", f"the time “{text[:32]}” names no time zone")
        raise BadFile("no-zone", words, pointer)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=zone)
    return (moment - _EPOCH) // _MILLISECOND


def _moment(text: str) -> datetime | None:
    """ISO 8601 with a time of day, or as Excel and people here write: 2026/3/2 9:00."""
    try:
        if _ISO.fullmatch(text):
            return datetime.fromisoformat(text)
        local = _CHINESE.fullmatch(text)
        if local:
            return datetime(*(int(part or 0) for part in local.groups()))  # type: ignore[arg-type]  # noqa: DTZ001
    except ValueError:
        return None
    return None
