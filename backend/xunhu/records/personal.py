"""No dossier on any person: identity and mobile numbers in a free text are found here."""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from itertools import chain

from marshmallow import ValidationError

from xunhu.problems import escape

# GB 11643: 17 digits and a check character. Mobile numbers: 11 digits, 13x to 19x,
# with China's country code before them or without.
# Spaces or hyphens may stand between the digits; the phone has the same rule.
GAP = r"[\s\-\u2010-\u2015\u2212]*"
IDENTITY = f"[0-9](?:{GAP}[0-9]){{16}}{GAP}[0-9Xx]"
MOBILE = f"(?:(?:00)?86{GAP})?1{GAP}[3-9](?:{GAP}[0-9]){{9}}"
PERSONAL = re.compile(f"(?<![0-9])(?:{IDENTITY}|{MOBILE})(?![0-9])")
MAY_HOLD_WORDS = (str, list, dict)
MACHINE_MADE = re.compile(r"(sha256:)?[0-9a-f]{64}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.I)


def is_personal(text: str) -> bool:
    """Whether a text holds an 18-character identity number or an 11-digit mobile number.

    Full-width digits count as digits, and so do digits with spaces or hyphens between them.
    """
    if MACHINE_MADE.fullmatch(text):
        return False
    return PERSONAL.search(unicodedata.normalize("NFKC", text)) is not None


def impersonal(text: str) -> None:
    """A validator of what is told to others; raises ValidationError."""
    if is_personal(text):
        raise ValidationError("personal-data")


def personal_places(value: object, pointer: str) -> Iterator[str]:
    """JSON pointers of the texts below a value that hold such a number, names included."""
    if isinstance(value, str):
        if is_personal(value):
            yield pointer
    elif isinstance(value, Mapping):
        for name, below in value.items():
            if is_personal(name):
                yield pointer
            else:
                yield from personal_places(below, f"{pointer}/{escape(name)}")
    elif isinstance(value, list) and not _is_column(value):
        for index, below in enumerate(value):
            yield from personal_places(below, f"{pointer}/{index}")


def _is_column(values: list[object]) -> bool:
    """Numbers alone, or positions of numbers alone: thousands of them need no walk."""
    found = set(map(type, values))
    if found == {list}:
        found = set(map(type, chain.from_iterable(values)))  # type: ignore[arg-type]
    return found.isdisjoint(MAY_HOLD_WORDS)
