"""What patrols passed, a row a patrol and day: sets and sums, apart from the raw records."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import BigInteger, Index
from sqlalchemy.orm import Mapped, mapped_column

from xunhu.db import District, Model, TownshipCode


class PatrolDay(Model):
    """The pieces that one patrol reached on one Shanghai day, and the cells that it crossed.

    Roaring bitmaps: of the numbers of pieces, and of cells in the footprint's grid.
    """

    __tablename__ = "patrol_day"

    district: Mapped[str] = mapped_column(District, primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    patrol: Mapped[UUID] = mapped_column(primary_key=True)
    rules: Mapped[int]
    reached: Mapped[bytes]
    crossed: Mapped[bytes]

    __table_args__ = (Index(None, "district", "patrol"),)


class PatrolDaySum(Model):
    """What one patrol did in one township on one day; whole micrometres and milliseconds.

    Whole numbers add up to the same sum in whatever order.
    """

    __tablename__ = "patrol_day_sum"

    district: Mapped[str] = mapped_column(District, primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    township: Mapped[str] = mapped_column(TownshipCode, primary_key=True)
    patrol: Mapped[UUID] = mapped_column(primary_key=True)
    distance_um: Mapped[int] = mapped_column(BigInteger)
    recorded_ms: Mapped[int] = mapped_column(BigInteger)
    step_count: Mapped[int]

    __table_args__ = (Index(None, "district", "patrol"),)


class CoverageClock(Model):
    """One row a district; `version` is another after every change of what happened on a day, and
    `hazards` after every change of a hazard.

    Both are drawn by lot, so that what a transaction saw that was undone never stays in memory.
    """

    __tablename__ = "coverage_clock"

    district: Mapped[str] = mapped_column(District, primary_key=True)
    version: Mapped[int] = mapped_column(BigInteger, default=0)
    hazards: Mapped[int] = mapped_column(BigInteger, default=0)


class DayNode(Model):
    """A block of days worked out before: 2 ** `level` days from the ordinal `start`.

    Only what makes an answer quick: it can go at any time. `version` is drawn by lot, so that what
    is in a server's memory is known to be this row; `reference_version` is that of the boundaries
    and targets it was worked out on.
    """

    __abstract__ = True

    district: Mapped[str] = mapped_column(District, primary_key=True)
    level: Mapped[int] = mapped_column(primary_key=True)
    start: Mapped[int] = mapped_column(primary_key=True)
    version: Mapped[int] = mapped_column(BigInteger)
    reference_version: Mapped[int] = mapped_column(BigInteger)
    content: Mapped[bytes]


class SpanNode(DayNode):
    """A `Span`: what was visited, and what was done."""

    __tablename__ = "day_node"


class FootprintNode(DayNode):
    """A `Footprint`: where patrols have been."""

    __tablename__ = "footprint_node"


NODES = (SpanNode, FootprintNode)


class ThinnedPatrol(Model):
    """A patrol whose positions were let go: what it came to under these rules stays for good."""

    __tablename__ = "thinned_patrol"

    district: Mapped[str] = mapped_column(District, primary_key=True)
    patrol: Mapped[UUID] = mapped_column(primary_key=True)
    rules: Mapped[int]
    thinned_at: Mapped[datetime]


class Rebuild(Model):
    """A rebuild that has begun: how far it has come, and what is found to be different so far.

    It goes on only under the same rules and on the same ground. First all records up to `last_seq`
    are looked at, those up to `seq` have been; then all patrols in the order of their ids, of
    which so many have been and so many were `changed`.
    """

    __tablename__ = "coverage_rebuild"

    district: Mapped[str] = mapped_column(District, primary_key=True)
    rules: Mapped[int]
    reference_version: Mapped[int] = mapped_column(BigInteger)
    last_seq: Mapped[int] = mapped_column(BigInteger)
    seq: Mapped[int] = mapped_column(BigInteger, default=0)
    patrol: Mapped[UUID | None]
    patrols: Mapped[int] = mapped_column(default=0)
    changed: Mapped[int] = mapped_column(default=0)


class PatrolTail(Model):
    """How far the track of a patrol is worked out, so that the next segment goes on from there.

    Only of one whose fixes are all of one receiver; `segment_count` are those that are in it,
    `rules` the version they were worked out under. The rest is `patrols.track.Tail`.
    """

    __tablename__ = "patrol_tail"

    district: Mapped[str] = mapped_column(District, primary_key=True)
    patrol: Mapped[UUID] = mapped_column(primary_key=True)
    rules: Mapped[int]
    segment_count: Mapped[int]
    source: Mapped[int] = mapped_column(BigInteger)
    time_ms: Mapped[int] = mapped_column(BigInteger)
    lon: Mapped[float]
    lat: Mapped[float]
    drops: Mapped[int]
    counted_lon: Mapped[float]
    counted_lat: Mapped[float]
    seen_ms: Mapped[int] = mapped_column(BigInteger)
