"""Blocks of days that were worked out before: in the database, and in this server's memory."""

import secrets
from collections import OrderedDict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from flask import current_app
from sqlalchemy import ColumnElement, Delete, Table, bindparam, delete, select, tuple_, update
from sqlalchemy.orm import Session

from xunhu.coverage.dyadic import Block, above
from xunhu.coverage.models import NODES, CoverageClock, DayNode
from xunhu.records.models import DistrictClock
from xunhu.statements import ask, ask_each, insert_rows, table_of

S = TypeVar("S")


def _forgotten(table: Table) -> Delete:
    here = (table.c.district == bindparam("of"), table.c.level == bindparam("at"))
    return delete(table).where(*here, table.c.start == bindparam("since"))


# made once: each push says this
_FORGOTTEN = [_forgotten(table_of(table)) for table in NODES]
_CLOCK = table_of(CoverageClock)
_CHANGED = (
    update(_CLOCK).where(_CLOCK.c.district == bindparam("of")).values(version=bindparam("drawn"))
)


class Memory:
    """What was last asked for, by key, as long as its stamp is the same."""

    def __init__(self, most: int) -> None:
        self.most, self.found = most, OrderedDict[Any, tuple[Any, Any]]()

    def get(self, key: Any, stamp: Any) -> Any:
        """What was put under a key with this stamp, or None."""
        known = self.found.get(key)
        return known[1] if known and known[0] == stamp else None

    def put(self, key: Any, stamp: Any, value: Any) -> None:
        """Keep a value; what was put first goes when there are too many."""
        self.found[key] = (stamp, value)
        self.found.move_to_end(key)
        while len(self.found) > self.most:
            self.found.popitem(last=False)


@dataclass(frozen=True)
class Shelf(Generic[S]):
    """Where one sort of blocks is kept: the table, how they become bytes, how many in memory.

    Blocks under the `lowest` level aren't worth a row.
    """

    table: type[DayNode]
    pack: Callable[[S, int], bytes]
    unpack: Callable[[bytes, int], S]
    in_memory: int
    lowest: int = 0

    def memory(self) -> Memory:
        """This server's."""
        all_shelves = current_app.extensions.setdefault("xunhu_blocks", {})
        name = self.table.__tablename__
        kept: Memory = all_shelves.setdefault(name, Memory(self.in_memory))
        return kept

    def fetch(
        self, session: Session, district: str, stamp: tuple[int, int], wanted: Collection[Block]
    ) -> dict[Block, S]:
        """Those of these blocks that are kept, worked out on this version of the ground.

        `stamp` is what changes with the district's days, and that version: while it is the same,
        which rows there are is remembered, too.
        """
        memory, versions = self.memory(), self._seen(district, stamp)
        if unseen := [block for block in wanted if block not in versions]:
            versions.update(self._versions(session, district, stamp[1], unseen))
        found = {
            block: memory.get((district, block), versions[block])
            for block in wanted
            if block in versions
        }
        if unknown := [block for block, content in found.items() if content is None]:
            for block, version, content in self._contents(session, district, stamp[1], unknown):
                found[block] = content
                versions[block] = version
                memory.put((district, block), version, content)
        return found

    def _seen(self, district: str, stamp: tuple[int, int]) -> dict[Block, int]:
        """The versions of the rows that were seen under this stamp."""
        key, memory = (district, "versions"), self.memory()
        versions: dict[Block, int] | None = memory.get(key, stamp)
        if versions is None:
            memory.put(key, stamp, versions := {})
        return versions

    def _versions(
        self, session: Session, district: str, reference: int, wanted: Iterable[Block]
    ) -> Mapping[Block, int]:
        table = self.table
        here = (table.district == district) & (table.reference_version == reference)
        asked = select(table.level, table.start, table.version).where(here, named(table, wanted))
        return {Block(level, start): version for level, start, version in session.execute(asked)}

    def _contents(
        self, session: Session, district: str, reference: int, wanted: Iterable[Block]
    ) -> Iterator[tuple[Block, int, S]]:
        table = self.table
        here = (table.district == district) & (table.reference_version == reference)
        asked = select(table.level, table.start, table.version, table.content)
        for level, start, version, content in session.execute(
            asked.where(here, named(table, wanted))
        ):
            yield Block(level, start), version, self.unpack(content, start)

    def keep(
        self, session: Session, district: str, reference: int, made: Mapping[Block, S]
    ) -> None:
        """Write blocks down that weren't there; the district's clock is locked."""
        session.execute(
            delete(self.table).where(self.table.district == district, named(self.table, made))
        )
        session.add_all(
            self.table(
                district=district,
                level=block.level,
                start=block.start,
                version=secrets.randbits(62),
                reference_version=reference,
                content=self.pack(content, block.start),
            )
            for block, content in made.items()
        )


def forget(session: Session, district: str, days: Iterable[int]) -> None:
    """Throw away every block that holds one of these days; the district's clock is locked."""
    holding = {block for day in days for block in above(day)}
    if holding:
        blocks = [{"of": district, "at": level, "since": start} for level, start in holding]
        for forgotten in _FORGOTTEN:
            ask_each(session, forgotten, blocks)
        _note_change(session, district)


def forget_all(session: Session, district: str) -> None:
    """Throw away every block; the district's clock is locked."""
    for table in NODES:
        session.execute(delete(table).where(table.district == district))
    _note_change(session, district)


def note_hazards(session: Session, district: str) -> None:
    """What was counted of hazards no longer holds; the district's clock is locked."""
    session.merge(CoverageClock(district=district, hazards=secrets.randbits(62)))


def carry_over(session: Session, district: str, before: int) -> None:
    """Let the blocks of an earlier version of the ground hold for that of now; it is locked.

    Right where only targets changed, and the blocks of every day that this changes are forgotten:
    those left hold nothing of what is new, and what is gone is not asked for.
    """
    now = session.get_one(DistrictClock, district).reference_version
    for table in NODES:
        here = (table.district == district) & (table.reference_version == before)
        session.execute(update(table).where(here).values(reference_version=now))


def named(table: type[DayNode], wanted: Iterable[Block]) -> ColumnElement[bool]:
    """Whether a row is one of these blocks."""
    return tuple_(table.level, table.start).in_([tuple(block) for block in wanted])


def _note_change(session: Session, district: str) -> None:
    told = {"of": district, "drawn": secrets.randbits(62)}
    if not ask(session, _CHANGED, told).changed:  # nothing was ever changed here
        insert_rows(session, CoverageClock, [{"district": district, "version": told["drawn"]}])
