"""Coverage worked out anew from what was sealed; the numbers come out the same.

First the rows of all records, then those of all patrols, a portion at a time: what each should be
is worked out by only reading, by several processes if there are, and what is found to be different
is put right and committed with how far this has come. Who is stopped goes on there; pushes come in
between, and are right by themselves.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from typing import NamedTuple, Protocol, TypeVar
from uuid import UUID

from sqlalchemy import select, union
from sqlalchemy.orm import Session

from xunhu.coverage.differing import differing, put_right
from xunhu.coverage.kept import forget, forget_all, note_hazards
from xunhu.coverage.models import Rebuild
from xunhu.coverage.writing import TABLES
from xunhu.db import db, writing
from xunhu.patrols.models import Patrol
from xunhu.patrols.track import RULES_VERSION
from xunhu.records.clock import lock_district
from xunhu.records.rebuilding import not_as_sealed, redo

A = TypeVar("A")
B = TypeVar("B")
Progress = Callable[[int, int], None]
RECORDS_AT_ONCE = 400
PATROLS_AT_ONCE = 16


class Rebuilt(NamedTuple):
    """How many patrols were looked at, and how many of them had other rows than they should."""

    patrols: int
    changed: int


class Run(Protocol):
    """Does some work for each portion; gives what it comes to in the order of the portions."""

    def __call__(self, work: Callable[[A], B], portions: Sequence[A]) -> Iterator[B]: ...


def one_by_one(work: Callable[[A], B], portions: Sequence[A]) -> Iterator[B]:
    """A `Run` in this very process."""
    return map(work, portions)


def rebuild(
    district: str,
    progress: Progress = lambda _done, _all: None,
    run: Run = one_by_one,
    *,
    afresh: bool = False,
) -> Rebuilt:
    """Work out every row and every patrol of a district anew, or go on with what was begun."""
    seq, last_seq = _begin(district, afresh)
    stretches = [
        (after, min(after + RECORDS_AT_ONCE, last_seq))
        for after in range(seq, last_seq, RECORDS_AT_ONCE)
    ]
    _redo_records(district, stretches, run, lambda done: progress(done, 2 * len(stretches) or 1))
    portions = _patrols_left(district)
    looked, whole = len(stretches), len(stretches) + len(portions)
    _redo_patrols(district, portions, run, lambda done: progress(looked + done, whole))
    with writing() as session:
        begun = session.get_one(Rebuild, district)
        session.delete(begun)
        return Rebuilt(begun.patrols, begun.changed)


def _begin(district: str, afresh: bool) -> tuple[int, int]:
    with writing() as session:
        clock = lock_district(session, district)
        begun = session.get(Rebuild, district)
        now = (RULES_VERSION, clock.reference_version)
        if begun is None or afresh or (begun.rules, begun.reference_version) != now:
            rules, reference = now
            fresh = Rebuild(district=district, rules=rules, reference_version=reference)
            fresh.last_seq, fresh.seq, fresh.patrol = clock.last_seq, 0, None
            fresh.patrols = fresh.changed = 0
            begun = session.merge(fresh)
            forget_all(session, district)
        return begun.seq, begun.last_seq


def _redo_records(
    district: str, stretches: Sequence[tuple[int, int]], run: Run, tell: Callable[[int], None]
) -> None:
    found = run(partial(_not_as_sealed, district), stretches)
    for done, ((_, until), numbers) in enumerate(zip(stretches, found, strict=True), start=1):
        with _portion(district) as (session, begun):
            redo(session, lock_district(session, district), numbers)
            note_hazards(session, district)
            begun.seq = until
        tell(done)


def _not_as_sealed(district: str, stretch: tuple[int, int]) -> list[int]:
    return not_as_sealed(district, *stretch)


def _redo_patrols(
    district: str, portions: Sequence[Sequence[UUID]], run: Run, tell: Callable[[int], None]
) -> None:
    found = run(partial(differing, district), portions)
    for done, (portion, wrong) in enumerate(zip(portions, found, strict=True), start=1):
        with _portion(district) as (session, begun):
            for one in wrong:
                forget(session, district, put_right(session, district, one))
            begun.patrol = portion[-1]
            begun.patrols += len(portion)
            begun.changed += len(wrong)
        tell(done)


@contextmanager
def _portion(district: str) -> Iterator[tuple[Session, Rebuild]]:
    with writing() as session:
        lock_district(session, district)
        yield session, session.get_one(Rebuild, district)


def _patrols_left(district: str) -> list[Sequence[UUID]]:
    """In portions: those that are there, and those of which only rows are left."""
    session = db.session()
    after = session.get_one(Rebuild, district).patrol
    every = [select(Patrol.id).where(Patrol.district == district)]
    every += [select(table.patrol).where(table.district == district) for table in TABLES]
    ids = sorted(id for id in session.scalars(union(*every)) if after is None or id > after)
    return [ids[n : n + PATROLS_AT_ONCE] for n in range(0, len(ids), PATROLS_AT_ONCE)]
