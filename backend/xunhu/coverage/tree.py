"""The tree of days: any range of days from a few blocks, over years as over a month.

A block is kept once it is past and was asked for, and thrown away when a record changes one of its
days. The days since yesterday change all the time: they are read from their rows, and stay in
memory until the district's next record.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Generic, Protocol, Self, TypeVar

import structlog
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from xunhu.coverage.clocks import clocks_of
from xunhu.coverage.dyadic import Block, blocks
from xunhu.coverage.kept import Shelf
from xunhu.db import writing
from xunhu.records.clock import lock_district

log = structlog.get_logger()
LEVEL_AT_ONCE = 6
AT_ONCE = 1 << LEVEL_AT_ONCE  # days whose rows are read together
SOON_MS = 50  # an answer doesn't wait for a long writer; the next one may keep the blocks


class Grown(Protocol):
    """What blocks hold."""

    def then(self, later: Self) -> Self:
        """Two runs that follow each other as one."""


S = TypeVar("S", bound=Grown)
S_co = TypeVar("S_co", bound=Grown, covariant=True)


class Leaves(Protocol[S_co]):
    """Where days come from."""

    district: str

    def ends(self) -> tuple[date | None, date | None]:
        """The first and the last day with anything."""

    def between(self, first: int, last: int) -> Mapping[int, S_co]:
        """By ordinal, the days of a range on which there was anything, in their order."""

    def nothing(self) -> S_co:
        """A day without anything."""


class Tree(Generic[S]):
    """The days of one district as one transaction sees them; `stamp` is `Clocks.of_days`."""

    def __init__(
        self,
        session: Session,
        leaves: Leaves[S],
        shelf: Shelf[S],
        today: date,
        stamp: tuple[int, int],
    ) -> None:
        self.session, self.leaves, self.shelf = session, leaves, shelf
        self.hot = (today - timedelta(days=1)).toordinal()
        self.stamp = stamp
        self.first, self.last = self._ends()
        self.made: dict[Block, S] = {}

    def runs(self, first: int, last: int) -> Iterator[S]:
        """The days with these ordinals, both counted, as few runs in their order."""
        first, last = max(first, self.first), min(last, self.last)
        past = list(blocks(first, min(last, self.hot - 1)))
        kept = self._fetch(past) if past else {}
        for block in past:
            yield kept.get(block) or self._make(block)
        yield from self._recent(max(first, self.hot), last)

    def days(self, first: int, last: int) -> Iterator[S]:
        """Each day of a range on which there may have been anything."""
        first, last = max(first, self.first), min(last, self.last)
        for begin in range(first, min(last, self.hot - 1) + 1, AT_ONCE):
            end = min(begin + AT_ONCE - 1, last, self.hot - 1)
            wanted = [Block(0, day) for day in range(begin, end + 1)]
            kept = self._fetch(wanted)
            for block in wanted:
                yield kept.get(block) or self._day(block)
        yield from self._recent(max(first, self.hot), last)

    def _day(self, block: Block) -> S:
        """A day that isn't kept, made with its neighbours, which are wanted as well."""
        around = Block(LEVEL_AT_ONCE, block.start >> LEVEL_AT_ONCE << LEVEL_AT_ONCE)
        if block not in self.made:
            self._make(around if around.end <= self.hot else block)
        return self.made[block]

    def _ends(self) -> tuple[int, int]:
        """The first and the last day with anything; an empty range when there is nothing."""
        key, memory = (self.leaves.district, "ends"), self.shelf.memory()
        ends: tuple[int, int] | None = memory.get(key, self.stamp)
        if ends is None:
            first, last = self.leaves.ends()
            ends = first.toordinal() if first else 1, last.toordinal() if last else 0
            memory.put(key, self.stamp, ends)
        return ends

    def _fetch(self, wanted: Iterable[Block]) -> dict[Block, S]:
        return self.shelf.fetch(self.session, self.leaves.district, self.stamp, list(wanted))

    def _recent(self, first: int, last: int) -> Iterable[S]:
        if first > last:
            return ()
        key, memory = (self.leaves.district, first, last), self.shelf.memory()
        days: Iterable[S] | None = memory.get(key, self.stamp)
        if days is None:
            days = list(self.leaves.between(first, last).values())
            memory.put(key, self.stamp, days)
        return days

    def _make(self, block: Block) -> S:
        """A block from its halves where they are kept, from its days where they are few."""
        if block in self.made:
            return self.made[block]
        if block.level <= LEVEL_AT_ONCE:
            return self._grow(block, self.leaves.between(block.start, block.end - 1))
        halves = block.halves()
        kept = self._fetch(halves)
        earlier, later = (kept.get(half) or self._make(half) for half in halves)
        self.made[block] = earlier.then(later)
        return self.made[block]

    def _grow(self, block: Block, days: Mapping[int, S]) -> S:
        if block.level == 0:
            span = days.get(block.start) or self.leaves.nothing()
        else:
            earlier, later = (self._grow(half, days) for half in block.halves())
            span = earlier.then(later)
        self.made[block] = span
        return span

    def write_down(self) -> None:
        """Keep what had to be made, unless a record came meanwhile; ends the transaction."""
        worth = {block: run for block, run in self.made.items() if block.level >= self.shelf.lowest}
        if not worth:
            return
        district = self.leaves.district
        try:
            with writing(SOON_MS) as session:
                lock_district(session, district)
                if clocks_of(session, district).of_days == self.stamp:
                    self.shelf.keep(session, district, self.stamp[1], worth)
        except OperationalError as wrong:  # the answer is right all the same
            log.warning("blocks of days not kept", why=str(wrong.orig))
