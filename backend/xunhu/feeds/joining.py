"""A person's patrol that came hours after the feed had opened one of its own for the same drive.

Else one drive would count twice. Nothing sealed is touched: an amendment moves each segment, and
the patrol that is left empty is voided.
"""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from xunhu.feeds.ledger import Ledger
from xunhu.feeds.outings import Outing
from xunhu.feeds.sealing import Seal
from xunhu.feeds.whereabouts import outings_of, segments_of, times_of
from xunhu.patrols.models import TrackSegment
from xunhu.patrols.segments import Segment
from xunhu.records.revisions import record_named
from xunhu.schemas import digest_text

LOOKED_BACK = timedelta(days=31)  # a phone may keep its patrol for weeks


def join_late(ledger: Ledger) -> None:
    """Move every segment of the feed's own patrols that overlaps a person's to that one.

    A segment of some minutes goes whole, so that no minute counts in both.
    """
    until_ms = round(ledger.now.timestamp() * 1000)
    from_ms = until_ms - LOOKED_BACK // timedelta(milliseconds=1)
    district, vehicle = ledger.clock.district, ledger.tracker.vehicle
    outings = outings_of(ledger.session, district, vehicle, from_ms, until_ms)
    of_people = [outing for outing in outings if not outing.is_own]
    for own in outings:
        if own.is_own:
            _join(ledger, own, of_people)


def _join(ledger: Ledger, own: Outing, of_people: Sequence[Outing]) -> None:
    seal = Seal(ledger.tracker.vehicle, own.township)
    known = segments_of(ledger.session, ledger.clock.district, own.id, ledger.author)
    moved = [
        _moved(ledger, seal, one.row, outing)
        for one in known
        if (outing := _overlapped(one, of_people)) is not None
    ]
    if not moved:
        return
    ledger.keep(*moved)
    if len(moved) == len(known):
        ledger.keep(seal.void(own.id, _now_ms(ledger)))
        if ledger.tracker.patrol == own.id:
            ledger.tracker.patrol = None


def _overlapped(segment: Segment, of_people: Sequence[Outing]) -> Outing | None:
    """The person's patrol during which a segment was recorded; of several the last to begin."""
    times = times_of([segment])
    first, last = int(times.min()), int(times.max())
    there = [o for o in of_people if o.began_ms <= last and first <= o.until_ms]
    return max(there, key=lambda outing: (outing.began_ms, outing.id), default=None)


def _moved(ledger: Ledger, seal: Seal, row: TrackSegment, to: Outing) -> bytes:
    record = record_named(ledger.session, ledger.clock.district, row.id)
    assert record is not None
    changes: dict[str, str | UUID] = {"/properties/refs/patrol": str(to.id)}
    if to.township != seal.township:
        changes["/properties/township"] = to.township
    return seal.moved(row.id, _now_ms(ledger), digest_text(record.digest), changes)


def _now_ms(ledger: Ledger) -> int:
    return round(ledger.now.timestamp() * 1000)
