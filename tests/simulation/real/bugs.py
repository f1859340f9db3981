"""Mistakes planted in the real code: each must be noticed, or the simulator proves nothing."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace
from itertools import count
from typing import Any
from unittest.mock import patch

from sqlalchemy import delete, true
from sqlalchemy.orm import Session

from simulation.real.bugs_of_the_desk import AT_THE_DESK
from xunhu.db import db, squeeze, writing
from xunhu.records import clock, keep
from xunhu.records.keep import Outcome, Status
from xunhu.records.models import DistrictClock, ParkedRecord, SealedRecord
from xunhu.sync import pull

ON_PHONES = (
    "new id per retry",
    "delete at acknowledgement",
    "prune without backups",
    "cursor before the page",
    "positional queue",
    "captive portal believed",
    "epoch ignored",
    "sign-in wipes the outbox",
    "sealed and queued apart",
    "a refused record blocks the rest",
    "busy for ever",
    "a refused push is halved once",
    "rescue leaves out what is refused",
    "erased copy stays",
    "hello forgets what waits",
)


@contextmanager
def acknowledged_before_commit() -> Iterator[None]:
    """The answer goes out, and the commit is left for later."""

    @contextmanager
    def postponed() -> Iterator[Session]:
        session: Session = db.session()
        session.rollback()
        session.connection(execution_options={"xunhu_writing": True})
        yield session
        session.flush()

    with patch("xunhu.records.clock.writing", postponed):
        yield


def _after_keeping(then: Callable[[Sequence[Any], list[Outcome]], list[Outcome]]) -> Any:
    def changed(district: str, reads: Sequence[Any], *told: Any) -> list[Outcome]:
        return then(reads, keep.keep_all(district, reads, *told))

    return patch("xunhu.sync.accept.keep_all", changed)


def failure_undoes_neighbours() -> AbstractContextManager[None]:
    """One transaction for all, and no savepoint: what was fine goes with what was not."""

    def undone(_reads: Sequence[Any], outcomes: list[Outcome]) -> list[Outcome]:
        if any(o.status in (Status.REJECTED, Status.PARKED) for o in outcomes):
            _forget([o.id for o in outcomes if o.status is Status.STORED])
        return outcomes

    return _after_keeping(undone)


def _forget(ids: Sequence[Any]) -> None:
    with writing() as session:
        session.execute(delete(SealedRecord).where(SealedRecord.id.in_(ids)))


def conflict_overwrites() -> AbstractContextManager[None]:
    """The last writer of an id wins."""

    def overwritten(reads: Sequence[Any], outcomes: list[Outcome]) -> list[Outcome]:
        with writing() as session:
            for read, outcome in zip(reads, outcomes, strict=True):
                if outcome.status is Status.CONFLICT:
                    changed = {"digest": read.digest, "content": squeeze(read.raw)}
                    session.query(SealedRecord).filter_by(id=read.id).update(changed)
        return outcomes

    return _after_keeping(overwritten)


def parked_is_nothing() -> AbstractContextManager[None]:
    """What can't be accepted is answered as parked, and thrown away."""

    def dropped(reads: Sequence[Any], outcomes: list[Outcome]) -> list[Outcome]:
        parked = [o.id for o in outcomes if o.status is Status.PARKED]
        with writing() as session:
            session.execute(delete(ParkedRecord).where(ParkedRecord.id.in_(parked)))
        return outcomes

    return _after_keeping(dropped)


def duplicates_get_numbers() -> AbstractContextManager[None]:
    """Each repetition is told the number of the moment."""

    def told_anew(_reads: Sequence[Any], outcomes: list[Outcome]) -> list[Outcome]:
        return [
            replace(o, seq=(o.seq or 0) + 1000) if o.status is Status.DUPLICATE else o
            for o in outcomes
        ]

    return _after_keeping(told_anew)


@contextmanager
def numbers_in_blocks() -> Iterator[None]:
    """Two workers with a cached sequence each, as a plain sequence would be used."""
    turns = count()

    def cached(district_clock: DistrictClock) -> int:
        """Of 1, 2, 3, … the even ones come from a block that lies ahead."""
        number = clock.next_number(district_clock)
        return number * 2 + (31 if next(turns) % 2 else 0)

    with patch("xunhu.records.keep.next_number", cached):
        yield


def restore_keeps_epoch() -> AbstractContextManager[Any]:
    """Phones never hear that the server was restored."""
    return patch("xunhu.backups.sqlite._begin_epochs", lambda _staged: None)


@contextmanager
def pull_skips() -> Iterator[None]:
    """The cursor says "everything until now", also of what is not committed yet."""
    honest = pull.Cursor

    def ahead(epoch: Any, scope: str, seq: int) -> Any:
        return honest(epoch, scope, seq + 1 if seq else 0)

    ahead.parse = honest.parse  # type: ignore[attr-defined]
    with patch("xunhu.sync.pull.Cursor", ahead):
        yield


def scope_forgotten() -> AbstractContextManager[Any]:
    """A pull that asks for the district alone."""
    return patch("xunhu.sync.pull.visible_to", lambda _who: true())


ON_SERVER: Mapping[str, Callable[[], AbstractContextManager[Any]]] = {
    "acknowledge before commit": acknowledged_before_commit,
    "one failure undoes its neighbours": failure_undoes_neighbours,
    "conflict overwrites": conflict_overwrites,
    "parked is nothing": parked_is_nothing,
    "duplicates get numbers": duplicates_get_numbers,
    "numbers in blocks": numbers_in_blocks,
    "restore keeps the epoch": restore_keeps_epoch,
    "pull skips": pull_skips,
    "scope forgotten": scope_forgotten,
    **AT_THE_DESK,
}
