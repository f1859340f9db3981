"""A patrol drawn by chance, and what people may do to it."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from hypothesis import strategies as st

from make import MORNING, SEAT, id_of, line, make_amendment, make_patrol, make_segment, make_void

MIDNIGHT = MORNING.replace(hour=23, minute=58)
MIDNIGHT_MS = round(MIDNIGHT.timestamp() * 1000)
SEGMENTS, ELSEWHERE = 8, 7  # the last of them names another patrol
AN_HOUR_MS, MUCH_LATER_MS = 3_600_000, 10**9
CONTENT = "/properties/data/"

MOVES = st.tuples(
    st.sampled_from([0, 1000, 5000, 10_000, 10_000, 30_000, 70_000]),  # ms since the last fix
    st.sampled_from([0, 0.00003, 0.0004, 0.0004, 0.0009, 0.003, 0.1]),  # degrees east
    st.sampled_from([5, 5, 5, None, 50, 51]),  # accuracy
)
RUNS = st.fixed_dictionaries(
    {
        "moves": st.lists(MOVES, min_size=1, max_size=9),
        "wait_ms": st.sampled_from([5000] * 6 + [1000, 20_000, 90_000, 0, -30_000, -2_000_000]),
        "has_own_part": st.sampled_from([True] * 4 + [False]),
        "source": st.sampled_from(["phone"] * 40 + ["tracker"]),
        "is_of_the_future": st.sampled_from([False] * 20 + [True]),
    }
)
RARE = ["again", "void", "undo", "later", "same part", "elsewhere", "void all", "the day before"]
DEEDS = st.tuples(st.sampled_from(["next"] * 24 + RARE), st.sampled_from([1, 1, 1, 2, 3, 5]))
STORIES = st.tuples(
    st.lists(RUNS, min_size=SEGMENTS, max_size=SEGMENTS),
    st.lists(DEEDS, min_size=4, max_size=12),
    st.sampled_from([0, 0, 0, 1, 3]),  # after so many deeds the patrol itself comes
)


class Ride:
    """Segments of a patrol that mostly go on from one to the next, and a patrol beside it."""

    def __init__(self, runs: Sequence[Any]) -> None:
        self.patrol, self.other = [make_patrol(occurred_at=MIDNIGHT.isoformat()) for _ in range(2)]
        self.at_ms, self.lon = MIDNIGHT_MS, SEAT[0]
        self.segments = [self._segment(n, run) for n, run in enumerate(runs)]
        self.waiting, self.revisions = list(self.segments), list[bytes]()

    def _segment(self, n: int, run: Any) -> bytes:
        times, places = [], []
        self.at_ms += run["wait_ms"]
        for ms, east, _ in run["moves"]:
            self.at_ms, self.lon = self.at_ms + ms, self.lon + east
            times.append(self.at_ms + run["is_of_the_future"] * MUCH_LATER_MS)
            places.append((self.lon, SEAT[1]))
        return make_segment(
            self.other if n == ELSEWHERE else self.patrol,
            places,
            times=times,
            accuracy_m=[accuracy for *_, accuracy in run["moves"]],
            part=n if run["has_own_part"] else 0,
            source=run["source"],
        )

    def records(self, deed: str, nth: int) -> list[bytes]:
        """What is pushed for a deed."""
        if deed == "next":
            coming, self.waiting = self.waiting[:nth], self.waiting[nth:]
            return coming
        if deed == "again":
            return [self.segments[nth]]
        if deed == "undo":
            return [make_void(self.revisions[-nth])] if nth <= len(self.revisions) else []
        self.revisions.append(self._revision(deed, self.segments[nth]))
        return self.revisions[-1:]

    def _revision(self, deed: str, segment: bytes) -> bytes:
        before = (MIDNIGHT - timedelta(days=1)).isoformat()
        changes = {
            "later": _two_fixes(self.at_ms + AN_HOUR_MS),
            "same part": {f"{CONTENT}part": 0},
            "elsewhere": {"/properties/refs/patrol": id_of(self.other)},
            "the day before": {"/properties/occurred_at": before},
        }
        whole = deed in ("void all", "the day before")
        record = self.patrol if whole else segment
        return make_amendment(record, changes[deed]) if deed in changes else make_void(record)


def _two_fixes(at_ms: int) -> dict[str, Any]:
    return {
        "/geometry": line(SEAT, (SEAT[0] + 0.0005, SEAT[1])),
        f"{CONTENT}times": [at_ms, at_ms + 5000],
        f"{CONTENT}accuracy_m": [5, 5],
    }
