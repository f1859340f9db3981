"""Seals what a vehicle's tracker reported, inside a transaction that has locked the district."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy.orm import Session

from xunhu.feeds.models import Tracker, TrackerFix
from xunhu.feeds.outings import Share, shares
from xunhu.feeds.position import Position
from xunhu.feeds.sealing import Seal, author_of, uuid7
from xunhu.feeds.whereabouts import outings_of, segments_of, times_of
from xunhu.patrols.models import Patrol, Vehicle
from xunhu.records.envelope import read
from xunhu.records.keep import Status, keep_in
from xunhu.records.models import DistrictClock


class Ledger:
    """The records of one tracker."""

    def __init__(
        self, session: Session, clock: DistrictClock, tracker: Tracker, now: datetime
    ) -> None:
        self.session, self.clock, self.tracker, self.now = session, clock, tracker, now
        self.author = author_of(tracker.vehicle)

    def seal(self, waiting: Sequence[TrackerFix]) -> None:
        """Positions, in order of time, into segments of the patrols that they belong to."""
        fixes = {
            row.time_ms: Position(row.time_ms, row.lon, row.lat, row.accuracy_m) for row in waiting
        }
        times = list(fixes)
        district, vehicle = self.clock.district, self.tracker.vehicle
        outings = outings_of(self.session, district, vehicle, times[0], times[-1])
        for share in shares(times, outings):
            found = [fixes[time_ms] for time_ms in share.times_ms]
            if share.outing is None:
                self._open(found)
            else:
                self._add(share, found)

    def _open(self, fixes: Sequence[Position]) -> None:
        """A patrol of the feed's own; of two that have no end the earlier one gets it."""
        district, vehicle = self.clock.district, self.tracker.vehicle
        township = self.session.get_one(Vehicle, (district, vehicle)).township
        seal, began_ms = Seal(vehicle, township), fixes[0].time_ms
        patrol = uuid7(began_ms)
        self.keep(seal.patrol(patrol, began_ms), *seal.segments(patrol, 0, fixes))
        open_one = self._row(self.tracker.patrol)
        if open_one is not None and open_one.began_at.timestamp() * 1000 > began_ms:
            self.end(patrol)
            return
        if open_one is not None:
            self.end(open_one.id)
        self.tracker.patrol = patrol

    def _add(self, share: Share, fixes: Sequence[Position]) -> None:
        """More fixes of a patrol; what was sealed before and came again is passed over."""
        assert share.outing is not None
        outing = share.outing
        known = segments_of(self.session, self.clock.district, outing.id, self.author)
        repeated = set(times_of(known).tolist())
        new = [fix for fix in fixes if fix.time_ms not in repeated]
        if new:
            part = max((segment.row.part for segment in known), default=-1) + 1
            seal = Seal(self.tracker.vehicle, outing.township)
            self.keep(*seal.segments(outing.id, part, new))

    def end(self, patrol: UUID) -> None:
        """End a patrol of the feed's own at its last fix; nothing for one that was voided."""
        row = self._row(patrol)
        if row is not None:
            known = segments_of(self.session, self.clock.district, patrol, self.author)
            ended_ms = max(times_of(known).tolist(), default=round(row.began_at.timestamp() * 1000))
            seal = Seal(self.tracker.vehicle, row.township)
            self.keep(seal.end(patrol, ended_ms, len(known)))
        if self.tracker.patrol == patrol:
            self.tracker.patrol = None

    def keep(self, *sealed: bytes) -> None:
        """Keep records like any others; one that isn't stored is a mistake of ours."""
        reads = [read(raw, self.clock.district, self.author, self.now) for raw in sealed]
        outcomes = keep_in(self.session, self.clock, reads, self.author, self.now)
        wrong = [outcome for outcome in outcomes if outcome.status is not Status.STORED]
        if wrong:
            raise RuntimeError(f"a tracker's record was {wrong[0].status}: {wrong[0].problem}")
        self.session.flush()

    def _row(self, patrol: UUID | None) -> Patrol | None:
        """The patrol as it stands, if it does: a voided one has no row."""
        return self.session.get(Patrol, (self.clock.district, patrol)) if patrol else None
