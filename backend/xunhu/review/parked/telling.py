"""A parked record in words; of what the reader may not see, only the fault."""

from typing import Any

import orjson

from xunhu import problems, words
from xunhu.auth.who import Who
from xunhu.db import unsqueeze
from xunhu.problems import Fault
from xunhu.records.kinds import named
from xunhu.records.models import ParkedRecord
from xunhu.schemas import digest_text, rfc3339


def told(row: ParkedRecord, who: Who) -> dict[str, Any]:
    """A parked record in the reader's words; of what the reader may not see, only the fault."""
    open_to = _is_open_to(row, who)
    language = problems.language()
    return {
        "id": row.id,
        "digest": digest_text(row.digest),
        "kind": row.kind,
        "township": row.township,
        "author": row.author,
        "sender": row.sender,
        "received_at": rfc3339(row.received_at),
        "code": row.code,
        "title": words.say(row.code, language),
        "errors": [_fault_told(fault, language, open_to) for fault in row.errors],
        "feature": orjson.loads(unsqueeze(row.content)) if open_to else None,
        "decision": row.decision,
        "decided_by": row.decided_by,
        "decided_at": rfc3339(row.decided_at) if row.decided_at else None,
        "reason": row.reason,
    }


def _is_open_to(row: ParkedRecord, who: Who) -> bool:
    """A sitting stays closed, and so does all that might be one: unknown kinds and revisions."""
    kind = named(row.kind)
    return kind is not None and who.role in kind.read


def _fault_told(fault: dict[str, Any], language: str, open_to: bool) -> dict[str, str]:
    spoken = problems.spoken(Fault(**fault), language)  # type: ignore[typeddict-item]
    pointer = fault["pointer"]
    if not open_to and fault["code"] == "unknown-field":  # its name was typed by somebody
        pointer = pointer.rpartition("/")[0]
    return {"pointer": pointer, "code": fault["code"], "message": spoken}
