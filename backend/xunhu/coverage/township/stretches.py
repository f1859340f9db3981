"""Lines as covered and uncovered stretches, with their chainage. Pure."""

from collections.abc import Iterator
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from xunhu.coverage.span import NEVER
from xunhu.geo import Floats
from xunhu.targets.chainage import post

TOUCHING_M = 0.001


class Stretch(NamedTuple):
    """Neighbouring pieces of which the same is to be said; metres from the line's start.

    `last` is the ordinal of the day on which its longest unseen piece was last visited, or NEVER.
    """

    from_m: float
    to_m: float
    covered: bool
    last: int

    def posts(self, start_m: float) -> dict[str, Any]:
        """Where it begins and ends on a line that starts at some chainage, also in words."""
        from_m, to_m = round(start_m + self.from_m, 3), round(start_m + self.to_m, 3)
        words = {"from_post": post(from_m), "to_post": post(to_m)}
        return {"from_m": from_m, "to_m": to_m, **words}


def stretches(
    from_m: Floats, length_m: Floats, covered: NDArray[np.bool_], last: NDArray[np.int32]
) -> Iterator[Stretch]:
    """The stretches of pieces that are given in the order of the line.

    A stretch ends where coverage changes, where never visited begins or ends, and where the line
    leaves the township.
    """
    to_m = from_m + length_m
    never = last == NEVER
    apart = from_m[1:] - to_m[:-1] > TOUCHING_M
    ends = apart | (covered[1:] != covered[:-1]) | (never[1:] != never[:-1])
    begins = np.flatnonzero(np.concatenate([[len(from_m) > 0], ends]))
    for begin, end in zip(begins.tolist(), [*begins[1:].tolist(), len(from_m)], strict=True):
        yield Stretch(
            from_m=float(from_m[begin]),
            to_m=float(to_m[end - 1]),
            covered=bool(covered[begin]),
            last=int(last[begin:end].min()),
        )
