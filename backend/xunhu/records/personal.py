"""No dossier on any person: identity and mobile numbers in what somebody wrote are found here.

The phone has the same rule (frontend/src/records/personalData.ts), and both the same samples.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import chain

from marshmallow import ValidationError

from xunhu.problems import escape
from xunhu.records.numbers import UNKNOWN, Numbers, below

MARK = "\u200b"  # stands for all that is written and not seen: zero-width, variants, accents
GAP = rf"[\s\x00-\x1f\x7f-\x9f\-{MARK}]*"
# No decimals of a coordinate: two digits or a nought before the point. "3.138…" is a list.
BEFORE = r"(?<![0-9])(?<![0-9][0-9]\.)(?<!0\.)"
NO_DATE = "(?!(?:19|20)[0-9]{2}-[01]?[0-9]-[0-3]?[0-9](?![0-9]))"
# Mobile numbers: 11 digits, 13x to 19x; a country code or a nought may stand before them.
MOBILE = f"(?:0{{0,2}}86{GAP})?(?:0{GAP})?{NO_DATE}1{GAP}[3-9](?:{GAP}{NO_DATE}[0-9]){{9}}(?![0-9])"


def _shaped(gap: str) -> str:
    """GB 11643: province and place, day of birth, three digits and a check character."""
    pairs = ("1[1-5]", "2[1-3]", "3[1-7]", "4[1-6]", "5[0-4]", "6[1-5]", "71", "8[1-3]")
    province = "|".join(f"{pair[0]}{gap}{pair[1:]}" for pair in pairs)
    year = f"(?:1{gap}9|2{gap}0)(?:{gap}[0-9]){{2}}"
    month = f"(?:0{gap}[1-9]|1{gap}[0-2])"
    day = f"(?:0{gap}[1-9]|[12]{gap}[0-9]|3{gap}[01])"
    born = gap.join((year, month, day))
    return f"(?:{province})(?:{gap}[0-9]){{4}}{gap}{born}(?:{gap}[0-9]){{3}}{gap}[0-9Xx]"


# Any 18 digits in one run; with spaces or hyphens, or within a longer run, what has the shape.
IDENTITY = f"[0-9](?:{MARK}*[0-9]){{16}}{MARK}*[0-9Xx](?![0-9])|{_shaped(GAP)}(?![0-9])"
PERSONAL = re.compile(f"{BEFORE}(?:{IDENTITY}|{MOBILE})|{_shaped('')}")
MAY_HOLD_WORDS = (str, list, dict)
MACHINE_MADE = re.compile(r"[0-9a-f]{32,}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.I)
FEWEST = 11  # characters of the shortest such number, all of them digits
NO_DIGITS = bytes(byte for byte in range(256) if chr(byte) not in "0123456789")
LEAST = 10**10  # a number under this has fewer than 11 digits


def is_personal(text: str) -> bool:
    """Whether a text holds an 18-character identity number or an 11-digit mobile number.

    Digits of every script count, and so do digits with spaces, hyphens or what can't be seen
    between them; a circled or raised digit counts as one, and as none: it may number a list.
    """
    if text.isascii() and (len(text) < FEWEST or _digit_count(text) < FEWEST):
        return False
    return any(
        PERSONAL.search(piece)
        for reading in _readings(text)
        for piece in MACHINE_MADE.split(reading)
    )


def _digit_count(ascii_text: str) -> int:
    return len(ascii_text.encode().translate(None, NO_DIGITS))


def _readings(text: str) -> set[str]:
    if text.isascii():
        return {text}
    return {"".join(map(_plain, told)) for told in (text, unicodedata.normalize("NFKC", text))}


@lru_cache(maxsize=8192)
def _plain(char: str) -> str:
    """A digit of any script as 0 to 9, a dash as a hyphen, what can't be seen as one mark."""
    kind = unicodedata.category(char)
    if kind == "Nd":
        return str(unicodedata.decimal(char))
    if kind == "Pd" or char == "\u2212":
        return "-"
    return MARK if kind in ("Cf", "Mn", "Mc", "Me") else char


def impersonal(text: str) -> None:
    """A validator of what is told to others; raises ValidationError."""
    if is_personal(text):
        raise ValidationError("personal-data")


def personal_places(value: object, pointer: str, numbers: Numbers = UNKNOWN) -> Iterator[str]:
    """JSON pointers of what holds such a number below a value, names included.

    A JSON number is read like a text, but where `numbers` says that numbers belong.
    """
    if isinstance(value, Mapping):
        for name, under in value.items():
            if is_personal(name):
                yield pointer
            else:
                yield from personal_places(under, f"{pointer}/{escape(name)}", below(numbers, name))
    elif isinstance(value, list):
        for index, under in enumerate(() if numbers is None and _is_column(value) else value):
            yield from personal_places(under, f"{pointer}/{index}", numbers)
    elif is_personal(_written(value, numbers)):
        yield pointer


def _written(value: object, numbers: Numbers) -> str:
    """A text, or the digits of a number that stands where a text belongs."""
    if isinstance(value, str):
        return value
    if numbers is None or not isinstance(value, int | float) or abs(value) < LEAST:
        return ""
    return str(int(value) if value == int(value) else value)


def _is_column(values: list[object]) -> bool:
    """Numbers alone, or positions of numbers alone: thousands of them need no walk."""
    found = set(map(type, values))
    if found == {list}:
        found = set(map(type, chain.from_iterable(values)))  # type: ignore[arg-type]
    return found.isdisjoint(MAY_HOLD_WORDS)
