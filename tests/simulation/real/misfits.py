"""Records that the server won't take as they are, and one that makes it stumble."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any
from unittest.mock import patch

from simulation.real.world import Phone, World
from xunhu.records.envelope import Read
from xunhu.sync import accept as accepting

MARK = "poison-mark"
TOO_MUCH = "过" * 100_000  # three bytes each
TROUBLE: dict[str, dict[str, Any]] = {
    "parked": {"reached_count": -1},
    "rejected": {"note": "身份证 500119199001011234"},
    "oversized": {"note": TOO_MUCH},
    "poison": {"venue": MARK},
}


class Poisoned(Exception):
    """A mistake in the server's code that one record brings to light."""


class Misfits:
    """Seals records that a screen would never make, with ids that the books know before."""

    def __init__(self, world: World, often: float) -> None:
        self.world, self.dice, self.often = world, world.dice, often
        self.poison: set[str] = set()
        self.is_cured = False

    def seal(self, phone: Phone, township: str) -> None:
        """One of the four kinds of trouble."""
        self.seal_a(self.dice.choices([*TROUBLE], [4, 2, 0.5, 2])[0], phone, township)

    def seal_a(self, fault: str, phone: Phone, township: str) -> None:
        """Trouble of this kind."""
        id = self.world.uuid7()
        (self.poison if fault == "poison" else self.world.truth.doomed).add(id)
        self.world.faults[f"{fault} record"] += 1
        self.world.act(phone, "sealAny", self._draft(phone, township, id, TROUBLE[fault]))

    def _draft(self, phone: Phone, township: str, id: str, change: dict[str, Any]) -> object:
        at = datetime.fromtimestamp(self.world.now / 1000, UTC)
        contents = {
            "activity": "railway_safety",
            "ended_at": at.isoformat(),
            "venue": "车站",
            "audience": ["pupils"],
            "reached_count": 1,
            "staff_count": 1,
        }
        return {
            "id": id,
            "kind": "outreach_event",
            "township": township,
            "author": phone.user,
            "occurred_at": (at - timedelta(minutes=30)).isoformat(),
            "geometry": None,
            "refs": {},
            "data": contents | change,
        }

    @contextmanager
    def poisoning(self) -> Iterator[None]:
        """Until it is cured, the server fails every push that holds a poisoned record."""
        keep_all = accepting.keep_all  # the product's, or one with a planted bug

        def stumbling(district: str, reads: Sequence[Read], *told: Any) -> Any:
            if not self.is_cured and any(MARK.encode() in found.raw for found in reads):
                self.world.watch.is_excused = True
                raise Poisoned
            return keep_all(district, reads, *told)

        with patch("xunhu.sync.accept.keep_all", stumbling):
            yield
