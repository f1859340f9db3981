"""Blocks of days that were worked out before: in the database, and in this server's memory."""

import secrets
from collections import OrderedDict
from collections.abc import Collection, Iterable, Mapping
from typing import Any

from flask import current_app
from sqlalchemy import ColumnElement, delete, select, tuple_, update
from sqlalchemy.orm import Session

from xunhu.coverage.dyadic import Block, above
from xunhu.coverage.models import CoverageClock, DayNode
from xunhu.coverage.packed import pack, unpack
from xunhu.coverage.span import Span
from xunhu.records.models import DistrictClock

MOST_IN_MEMORY = 512  # of some tens of kilobytes each


class Memory:
    """What was last asked for, by key, as long as its stamp is the same."""

    def __init__(self, most: int = MOST_IN_MEMORY) -> None:
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


def memory() -> Memory:
    """This server's."""
    kept: Memory = current_app.extensions.setdefault("xunhu_spans", Memory())
    return kept


def fetch(
    session: Session, district: str, reference: int, wanted: Collection[Block]
) -> dict[Block, Span]:
    """Those of these blocks that are kept, worked out on this version of the ground."""
    here = (DayNode.district == district) & (DayNode.reference_version == reference)
    rows = session.execute(
        select(DayNode.level, DayNode.start, DayNode.version).where(here, _named(wanted))
    )
    versions = {Block(level, start): version for level, start, version in rows}
    kept = memory()
    found = {block: kept.get((district, block), version) for block, version in versions.items()}
    unknown = [block for block, span in found.items() if span is None]
    contents = select(DayNode.level, DayNode.start, DayNode.version, DayNode.content)
    for level, start, version, content in (
        session.execute(contents.where(here, _named(unknown))) if unknown else ()
    ):
        block = Block(level, start)
        found[block] = unpack(content, start)
        kept.put((district, block), version, found[block])
    return found


def keep(session: Session, district: str, reference: int, made: Mapping[Block, Span]) -> None:
    """Write blocks down that weren't there; the district's clock is locked."""
    session.execute(delete(DayNode).where(DayNode.district == district, _named(made)))
    session.add_all(
        DayNode(
            district=district,
            level=block.level,
            start=block.start,
            version=secrets.randbits(62),
            reference_version=reference,
            content=pack(span, block.start),
        )
        for block, span in made.items()
    )


def forget(session: Session, district: str, days: Iterable[int]) -> None:
    """Throw away every block that holds one of these days; the district's clock is locked."""
    holding = {block for day in days for block in above(day)}
    if holding:
        session.execute(delete(DayNode).where(DayNode.district == district, _named(holding)))
        _note_change(session, district)


def forget_all(session: Session, district: str) -> None:
    """Throw away every block; the district's clock is locked."""
    session.execute(delete(DayNode).where(DayNode.district == district))
    _note_change(session, district)


def carry_over(session: Session, district: str, before: int) -> None:
    """Let the blocks of an earlier version of the ground hold for that of now; it is locked.

    Right where only targets changed, and the blocks of every day that this changes are forgotten:
    those left hold nothing of what is new, and what is gone is not asked for.
    """
    now = session.get_one(DistrictClock, district).reference_version
    here = (DayNode.district == district) & (DayNode.reference_version == before)
    session.execute(update(DayNode).where(here).values(reference_version=now))


def _note_change(session: Session, district: str) -> None:
    session.merge(CoverageClock(district=district, version=secrets.randbits(62)))


def _named(wanted: Iterable[Block]) -> ColumnElement[bool]:
    return tuple_(DayNode.level, DayNode.start).in_([tuple(block) for block in wanted])
