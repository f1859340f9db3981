"""A record that is kept, but could not be applied: marked, counted, said aloud."""

import structlog
from prometheus_client import Counter

from xunhu.db import is_outage
from xunhu.records.models import SealedRecord

log = structlog.get_logger()
UNAPPLIED = Counter("xunhu_unapplied_records", "Records kept, but not applied", ["kind"])


def raise_outage(wrong: Exception) -> None:
    """A database that fails is no fault of the record: nothing is decided about the batch."""
    if is_outage(wrong):
        raise wrong


def alarm(row: SealedRecord, wrong: Exception) -> None:
    """Mark a record as kept but not applied, and say so aloud."""
    mark(row, wrong)
    UNAPPLIED.labels(row.kind).inc()
    log.error("record not applied", record=str(row.id), kind=row.kind, seq=row.seq, exc_info=wrong)


def mark(row: SealedRecord, wrong: Exception) -> None:
    """Mark a record as kept but not applied, with the reason."""
    row.state, row.fault = "unapplied", f"{type(wrong).__name__}: {wrong}"[:500]
