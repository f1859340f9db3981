"""What a request brings that sends an image: its claims, and its bytes piece by piece."""

import base64
import re
from collections.abc import Iterable
from datetime import datetime
from typing import NamedTuple

from flask import request

from xunhu.attachments.apart import FORMATS
from xunhu.db import utcnow
from xunhu.problems import Unreadable
from xunhu.records.checking import MAX_ATTACHMENT_BYTES
from xunhu.wire import decoded_pieces

# RFC 9530 in the form of RFC 8941: of several algorithms the others are not looked at
SHA256 = re.compile(r"(?:^|,)[ \t]*sha-256=:([A-Za-z0-9+/]{43}=):[ \t]*(?=$|[,;])")


class Sent(NamedTuple):
    """An image as it is sent; `digest` is the SHA-256 that the header tells."""

    digest: bytes
    media_type: str
    body: Iterable[bytes]
    at: datetime


def sent_image() -> Sent:
    """This request as it is; raises Unreadable, WrongType, and TooLarge, also while it is read."""
    digest = told_digest(request.headers.get("Content-Digest", ""))
    body = decoded_pieces(MAX_ATTACHMENT_BYTES, FORMATS)
    return Sent(digest, request.mimetype, body, utcnow())


def told_digest(header: str) -> bytes:
    """The SHA-256 that a Content-Digest tells; raises Unreadable where there is none."""
    found = SHA256.findall(header)
    if not found:
        raise Unreadable("Content-Digest: sha-256=:…:")
    return base64.b64decode(found[-1])
