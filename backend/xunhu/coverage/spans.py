"""What happened in any range of days, from the tree of days."""

from collections.abc import Iterable
from datetime import date

from sqlalchemy.orm import Session

from xunhu.coverage.choosing import is_chosen
from xunhu.coverage.clocks import Clocks
from xunhu.coverage.kept import Shelf
from xunhu.coverage.leaves import leaves_of
from xunhu.coverage.models import SpanNode
from xunhu.coverage.packed import pack, unpack
from xunhu.coverage.ranges import EVERY_PATROL, Choice, Range
from xunhu.coverage.span import Ordinals, Span, latest, together
from xunhu.coverage.tree import Tree

SHELF = Shelf(SpanNode, pack, unpack, in_memory=512)  # some tens of kilobytes each


class Spans(Tree[Span]):
    """The days of one district, with its townships and targets of now."""

    def __init__(self, session: Session, district: str, today: date, clocks: Clocks) -> None:
        leaves = leaves_of(session, district, clocks.ground)
        self.count = leaves.count
        super().__init__(session, leaves, SHELF, today, clocks.of_days)

    def over(self, first: int, last: int) -> Span:
        """What happened on the days with these ordinals, both counted."""
        return together(self.runs(first, last), self.count)

    def latest(self, first: int, last: int) -> Ordinals:
        """By number of a piece its last visit on these days: `last` of the span over them."""
        return latest(run.last for run in self.runs(first, last))


class Chosen:
    """The same of some patrols only, from their rows."""

    def __init__(self, session: Session, district: str, which: Choice, clocks: Clocks) -> None:
        self.leaves = leaves_of(session, district, clocks.ground, is_chosen(which, district))

    def over(self, first: int, last: int) -> Span:
        """What happened on the days with these ordinals, both counted."""
        return together(self.leaves.between(first, last).values(), self.leaves.count)

    def latest(self, first: int, last: int) -> Ordinals:
        """By number of a piece its last visit on these days: `last` of the span over them."""
        return self.over(first, last).last

    def days(self, first: int, last: int) -> Iterable[Span]:
        """Each day of a range on which there was anything."""
        return self.leaves.between(first, last).values()

    def write_down(self) -> None:
        """Of some patrols nothing is kept."""


def spans(session: Session, days: Range, today: date, clocks: Clocks) -> Spans | Chosen:
    """The days of a district, of all patrols or of the chosen ones."""
    if days.which == EVERY_PATROL:
        return Spans(session, days.district, today, clocks)
    return Chosen(session, days.district, days.which, clocks)
