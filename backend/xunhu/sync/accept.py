"""A batch of bytes to one answer each: checked without a lock, then kept in one transaction."""

from collections.abc import Sequence
from datetime import datetime

from xunhu.auth.who import Who
from xunhu.records.envelope import Read, Refused, read
from xunhu.records.keep import Outcome, Status, keep_all
from xunhu.sync.frame import Framed
from xunhu.sync.scope import scope_of, within

BROKEN_OFF = {"syntax", "not-utf8", "empty"}


def accept(batch: Sequence[Framed], sender: Who, received_at: datetime) -> list[Outcome]:
    """Keep what can be kept; one outcome a record, in order, committed on return."""
    reads = [read(f.raw, sender.district, sender.username, received_at) for f in batch]
    scope = scope_of(reads, sender)
    scoped = [within(scope, r) for r in reads]
    whole = [r for r, framed in zip(scoped, batch, strict=True) if not _cut_short(r, framed)]
    outcomes = iter(keep_all(sender.district, whole, sender.username, received_at))
    return [
        Outcome(None, r.digest, Status.RETRY, problem=Refused("truncated", parked=False))
        if _cut_short(r, framed)
        else next(outcomes)
        for r, framed in zip(scoped, batch, strict=True)
    ]


def _cut_short(found: Read, framed: Framed) -> bool:
    """A last record without its LF whose JSON breaks off was cut on its way.

    What no further byte could put right, such as a NaN, is refused for itself.
    """
    refused = found.refused
    if framed.ended or refused is None or refused.code != "not-strict-json":
        return False
    return refused.errors[0]["code"] in BROKEN_OFF
