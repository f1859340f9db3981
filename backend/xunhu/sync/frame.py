"""The envelope of a push: GeoJSON text sequences (RFC 8142), and its limits."""

from typing import NamedTuple

from xunhu.problems import TooLarge, Unreadable

MEDIA_TYPE = "application/geo+json-seq"
MAX_RECORDS = 50
MAX_BYTES = 1024 * 1024
RS, LF = b"\x1e", b"\n"


class Framed(NamedTuple):
    """One record's bytes, between RS and LF; `ended` is false when its LF never came."""

    raw: bytes
    ended: bool


def unframe(body: bytes) -> list[Framed]:
    """The records of a body, in order; raises Unreadable or TooLarge for the whole of it."""
    if not body:
        return []
    if not body.startswith(RS):
        raise Unreadable("a record begins with RS (0x1E)")
    texts = [text for text in body[1:].split(RS) if text]
    if len(texts) > MAX_RECORDS:
        raise TooLarge(f"{len(texts)} > {MAX_RECORDS} records")
    return [Framed(text.removesuffix(LF), text.endswith(LF)) for text in texts]
