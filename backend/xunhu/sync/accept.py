"""A batch of bytes to one answer each: checked without a lock, then kept in one transaction."""

from collections.abc import Sequence
from datetime import datetime

from xunhu.auth.who import Who
from xunhu.records.checking import Refused
from xunhu.records.envelope import Read, read
from xunhu.records.keep import Outcome, Status, keep_all
from xunhu.records.roles import OFFICE
from xunhu.sync.frame import Framed
from xunhu.sync.scope import within
from xunhu.sync.surroundings import scope_of

BROKEN_OFF = {"syntax", "not-utf8", "empty"}


def accept(
    batch: Sequence[Framed], district: str, sender: Who | None, now: datetime
) -> list[Outcome]:
    """Keep what can be kept; one outcome a record, in order, committed on return.

    Without a sender it is a chore of the office that brings them (`within`).
    """
    name = sender.username if sender else OFFICE
    reads = [read(framed.raw, district, name, now) for framed in batch]
    scope = scope_of([r.sealed for r in reads if r.sealed], district, sender)
    scoped = [within(scope, r) for r in reads]
    whole = [r for r, framed in zip(scoped, batch, strict=True) if not _is_cut_short(r, framed)]
    outcomes = iter(keep_all(district, whole, name, now))
    return [
        Outcome(None, r.digest, Status.RETRY, problem=Refused("truncated", parked=False))
        if _is_cut_short(r, framed)
        else next(outcomes)
        for r, framed in zip(scoped, batch, strict=True)
    ]


def _is_cut_short(found: Read, framed: Framed) -> bool:
    """A last record without its LF whose JSON breaks off was cut on its way.

    What no further byte could put right, such as a NaN, is refused for itself.
    """
    refused = found.refused
    if framed.ended or refused is None or refused.code != "not-strict-json":
        return False
    return refused.errors[0]["code"] in BROKEN_OFF
