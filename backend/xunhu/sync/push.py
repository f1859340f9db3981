"""A push: its envelope, what became of each record, the answer."""

from typing import Any

from sqlalchemy.orm import Session

from xunhu.auth.who import Who
from xunhu.db import utcnow
from xunhu.sync.accept import accept
from xunhu.sync.answers import push_answer
from xunhu.sync.frame import MAX_BYTES, MEDIA_TYPE, unframe
from xunhu.wire import decoded_body

BODY = {
    "required": True,
    "content": {MEDIA_TYPE: {"schema": {"type": "string", "format": "binary"}}},
    "description": "RFC 8142: RS, one Feature, LF; at most 50 records and 1 MiB, 256 KiB each; "
    "may be gzipped",
}


def pushed(session: Session, who: Who) -> dict[str, Any]:
    """Keep the records in this request's body; raises Unreadable, WrongType or TooLarge."""
    batch = unframe(decoded_body(MAX_BYTES, MEDIA_TYPE))
    outcomes = accept(batch, who.district, who, utcnow())
    return push_answer(session, who.district, outcomes)
