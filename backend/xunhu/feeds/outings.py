"""Which patrol a tracker's fix belongs to."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from uuid import UUID

MINUTE_MS = 60_000
SILENCE_MS = 30 * MINUTE_MS
SHIFT_MS = 12 * 60 * MINUTE_MS  # a patrol whose end never came takes no fix after that


@dataclass(frozen=True)
class Outing:
    """A patrol that names the vehicle: a person's, or one that the feed opened (`is_own`).

    A person's lasts from its begin to its end, or for a shift while none has come; the feed's own
    from its first to its last fix. `township` is its own.
    """

    id: UUID
    township: str
    began_ms: int
    until_ms: int
    is_own: bool = False

    def covers(self, time_ms: int) -> bool:
        """Whether an instant lies within it; both ends count."""
        return self.began_ms <= time_ms <= self.until_ms

    def away_ms(self, time_ms: int) -> int:
        """How far an instant lies before or after it; 0 within."""
        return max(self.began_ms - time_ms, time_ms - self.until_ms, 0)


@dataclass
class Share:
    """The fixes, in order of time, that go to one patrol; None for one to be opened with them."""

    outing: Outing | None
    times_ms: list[int] = field(default_factory=list)


def of_person(outings: Iterable[Outing], time_ms: int) -> Outing | None:
    """The person's patrol of an instant; of several the one that began last."""
    there = [outing for outing in outings if not outing.is_own and outing.covers(time_ms)]
    return max(there, key=lambda outing: (outing.began_ms, outing.id), default=None)


def shares(times_ms: Sequence[int], outings: Sequence[Outing]) -> list[Share]:
    """Each fix, in order of time, to a person's patrol, else to the feed's own, else to a new one.

    The feed's own goes on while no silence is longer than half an hour.
    """
    made: list[Share] = []
    own = [outing for outing in outings if outing.is_own]
    by_outing: dict[UUID, Share] = {}
    opened: Share | None = None
    for time_ms in times_ms:
        outing = of_person(outings, time_ms) or _near(own, time_ms)
        if outing is None:
            if opened is None or time_ms - opened.times_ms[-1] > SILENCE_MS:
                opened = Share(None)
                made.append(opened)
            opened.times_ms.append(time_ms)
            continue
        if outing.id not in by_outing:
            by_outing[outing.id] = Share(outing)
            made.append(by_outing[outing.id])
        by_outing[outing.id].times_ms.append(time_ms)
        own = [_stretched(one, outing, time_ms) for one in own]
    return made


def _near(own: Iterable[Outing], time_ms: int) -> Outing | None:
    near = [outing for outing in own if outing.away_ms(time_ms) <= SILENCE_MS]
    return min(near, key=lambda outing: (outing.away_ms(time_ms), outing.id), default=None)


def _stretched(one: Outing, chosen: Outing, time_ms: int) -> Outing:
    if one.id != chosen.id:
        return one
    began, until = min(one.began_ms, time_ms), max(one.until_ms, time_ms)
    return Outing(one.id, one.township, began, until, is_own=True)
