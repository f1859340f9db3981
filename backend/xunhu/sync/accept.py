"""A batch of bytes to one answer each: checked without a lock, then kept in one transaction."""

import hashlib
from collections.abc import Sequence
from datetime import datetime

from xunhu.auth.who import Who
from xunhu.records.checking import Refused
from xunhu.records.envelope import read
from xunhu.records.keep import Outcome, Status, keep_all
from xunhu.records.roles import OFFICE
from xunhu.sync.frame import Framed
from xunhu.sync.scope import within
from xunhu.sync.surroundings import scope_of


def accept(
    batch: Sequence[Framed], district: str, sender: Who | None, now: datetime
) -> list[Outcome]:
    """Keep what can be kept; one outcome a record, in order, committed on return.

    Without a sender it is a chore of the office that brings them (`within`).
    """
    name = sender.username if sender else OFFICE
    whole = [framed.raw for framed in batch if framed.ended]
    reads = [read(raw, district, name, now) for raw in whole]
    scope = scope_of([r.sealed for r in reads if r.sealed], district, sender)
    outcomes = iter(keep_all(district, [within(scope, r) for r in reads], name, now))
    return [next(outcomes) if framed.ended else _cut_short(framed.raw) for framed in batch]


def _cut_short(raw: bytes) -> Outcome:
    """Without its LF nobody knows how much of a record is missing: blanks may follow its brace."""
    problem = Refused("truncated", parked=False)
    return Outcome(None, hashlib.sha256(raw).digest(), Status.RETRY, problem=problem)
