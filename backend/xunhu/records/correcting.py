"""A parked record as a supervisor corrects it; what was sent is never touched."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from xunhu.db import unsqueeze
from xunhu.problems import InvalidInput, fault_at
from xunhu.records.checking import Origin, Refused, understood
from xunhu.records.envelope import feature_in
from xunhu.records.impersonal import refuse_personal
from xunhu.records.kinds import Sealed
from xunhu.records.models import ParkedRecord
from xunhu.records.patch import BadPointer, overlap, patched

FIXED = ("/id", "/type", "/properties/kind", "/properties/attachments", "/properties/device")


@dataclass(frozen=True)
class Decision:
    """Who decided, when and why; `changes` and `dropped` are JSON pointers into the record."""

    by: str
    at: datetime
    reason: str
    changes: Mapping[str, Any]
    dropped: Sequence[str]


def corrected(parked: ParkedRecord, decision: Decision) -> Sealed:
    """The record with its corrections; raises InvalidInput where it isn't acceptable either."""
    touched = [*decision.changes, *decision.dropped]
    fixed = [pointer for pointer in touched if any(overlap(pointer, at) for at in FIXED)]
    if fixed:
        raise InvalidInput("", [fault_at(pointer, "not-amendable") for pointer in fixed])
    raw = unsqueeze(parked.content)
    origin = Origin(raw, parked.digest, parked.district, parked.sender, parked.received_at)
    try:
        feature = patched(feature_in(raw), decision.changes, decision.dropped)
        refuse_personal(feature)
        return understood(feature, origin)
    except BadPointer as bad:
        raise InvalidInput("", [fault_at(bad.pointer, "no-such-place")]) from bad
    except Refused as refused:
        raise InvalidInput("", refused.errors) from refused
