"""A part of a transaction that fails: in its savepoint, and as a record that is kept, but not
applied: marked, counted, said aloud.
"""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import structlog
from prometheus_client import Counter
from sqlalchemy.orm import Session

from xunhu.db import is_outage
from xunhu.records.models import SealedRecord

Savepoint = Callable[[Session], AbstractContextManager[object]]

log = structlog.get_logger()
UNAPPLIED = Counter("xunhu_unapplied_records", "Records kept, but not applied", ["kind"])


class Stumbled(Exception):
    """A part failed that had no savepoint: all has to be done again, with them."""


def careful(session: Session) -> AbstractContextManager[object]:
    """A savepoint of the database: what fails in it is undone, and the rest stands."""
    return session.begin_nested()


@contextmanager
def bold(session: Session) -> Iterator[None]:
    """None: hardly ever does a part fail, and a savepoint costs more than many a record.

    Raises Stumbled for what fails, and what the database itself raises when it is out.
    """
    try:
        yield
        session.flush()
    except Exception as wrong:
        raise_outage(wrong)
        raise Stumbled from wrong


def raise_outage(wrong: Exception) -> None:
    """A database that fails is no fault of the record: nothing is decided about the batch, nor
    where it has to be done again.
    """
    if is_outage(wrong) or isinstance(wrong, Stumbled):
        raise wrong


def alarm(row: SealedRecord, wrong: Exception) -> None:
    """Mark a record as kept but not applied, and say so aloud."""
    mark(row, wrong)
    UNAPPLIED.labels(row.kind).inc()
    log.error("record not applied", record=str(row.id), kind=row.kind, seq=row.seq, exc_info=wrong)


def mark(row: SealedRecord, wrong: Exception) -> None:
    """Mark a record as kept but not applied, with the reason."""
    row.state, row.fault = "unapplied", f"{type(wrong).__name__}: {wrong}"[:500]
