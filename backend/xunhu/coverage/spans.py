"""What happened in any range of days, from the tree of days."""

from datetime import date

from sqlalchemy.orm import Session

from xunhu.coverage.kept import Shelf
from xunhu.coverage.leaves import leaves_of
from xunhu.coverage.models import SpanNode
from xunhu.coverage.packed import pack, unpack
from xunhu.coverage.span import Span, together
from xunhu.coverage.tree import Tree

SHELF = Shelf(SpanNode, pack, unpack, in_memory=512)  # some tens of kilobytes each


class Spans(Tree[Span]):
    """The days of one district, with its townships and targets of now."""

    def __init__(self, session: Session, district: str, today: date) -> None:
        leaves = leaves_of(session, district)
        self.count = leaves.count
        super().__init__(session, leaves, SHELF, today)

    def over(self, first: int, last: int) -> Span:
        """What happened on the days with these ordinals, both counted."""
        return together(self.runs(first, last), self.count)
