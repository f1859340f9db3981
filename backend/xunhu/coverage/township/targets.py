"""The targets of one township: what was visited when, and how each stands (contract section 7)."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any
from uuid import UUID

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import select
from sqlalchemy.orm import Session

from xunhu.coverage.clocks import clocks_of
from xunhu.coverage.ranges import Range
from xunhu.coverage.span import NEVER, Ordinals, at_numbers
from xunhu.coverage.spans import Chosen, Spans, spans
from xunhu.coverage.township.states import State, state_of
from xunhu.coverage.township.stretches import Stretch, stretches
from xunhu.geo import Floats
from xunhu.targets.cut import LINES
from xunhu.targets.models import Piece, Target

WORST = (State.NEVER, State.OVERDUE, State.DUE, State.VISITED)


@dataclass(frozen=True)
class Seen:
    """A target with its n pieces in the township, in the order of the line.

    `last` is by the day on which it is judged, `visits` the days of the range on which any of them
    was visited.
    """

    target: Target
    from_m: Floats
    length_m: Floats
    covered: NDArray[np.bool_]
    last: Ordinals
    visits: int


def targets_of(
    session: Session, days: Range, township: str, layer: str | None, today: date
) -> tuple[date, list[dict[str, Any]]]:
    """The day on which they are judged, and each target that lies in a township, by its name.

    Ends the transaction when blocks of days were worked out that can be kept.
    """
    judged_on = min(days.to_on, today)
    tree = spans(session, days, today, clocks_of(session, days.district))
    seen = _seen(session, tree, days, township, layer, judged_on)
    told = [_told(one, judged_on) for one in seen]
    tree.write_down()
    return judged_on, sorted(told, key=lambda one: (one["layer"], one["name"], str(one["id"])))


def _seen(
    session: Session,
    tree: Spans | Chosen,
    days: Range,
    township: str,
    layer: str | None,
    judged_on: date,
) -> Iterator[Seen]:
    pieces = _pieces(session, days.district, township, layer)
    targets = _targets(session, days.district, {piece.target for piece in pieces})
    numbers = np.array([piece.number for piece in pieces], dtype=np.int64)
    from_m = np.array([piece.from_m for piece in pieces], dtype=np.float64)
    length_m = np.array([piece.length_m for piece in pieces], dtype=np.float64)
    groups = [(target, len(list(group))) for target, group in groupby(p.target for p in pieces)]
    begins = np.cumsum([0, *(count for _, count in groups)])
    from_on, to_on = days.from_on.toordinal(), days.to_on.toordinal()
    covered = at_numbers(tree.latest(from_on, to_on), numbers) != NEVER
    last = at_numbers(tree.latest(1, judged_on.toordinal()), numbers)
    visits = np.zeros(len(groups), dtype=np.int64)
    for day in tree.days(from_on, to_on) if groups else ():
        visits += np.logical_or.reduceat(at_numbers(day.last, numbers) != NEVER, begins[:-1])
    for n, (target, _) in enumerate(groups):
        here = slice(begins[n], begins[n + 1])
        yield Seen(
            target=targets[target],
            from_m=from_m[here],
            length_m=length_m[here],
            covered=covered[here],
            last=last[here],
            visits=int(visits[n]),
        )


def _pieces(session: Session, district: str, township: str, layer: str | None) -> Sequence[Piece]:
    """Those in the township, target by target, each in the order of its line."""
    asked = select(Piece).where(Piece.district == district, Piece.township == township)
    if layer is not None:
        asked = asked.where(Piece.layer == layer)
    return session.scalars(asked.order_by(Piece.target, Piece.number)).all()


def _targets(session: Session, district: str, ids: Collection[UUID]) -> dict[UUID, Target]:
    """Read apart from their pieces: a railway's geometry should come once, not with each piece."""
    asked = select(Target).where(Target.district == district, Target.id.in_(ids))
    return {target.id: target for target in session.scalars(asked)}


def _told(seen: Seen, on: date) -> dict[str, Any]:
    target = seen.target
    is_line = target.geometry["type"] in LINES
    told = {
        "id": target.id,
        "layer": target.layer,
        "name": target.name,
        "code": target.code,
        "interval_days": target.interval_days,
        "status": target.status,
        "status_reason": target.status_reason,
        "status_until_on": target.status_until_on,
        "approximate": target.approximate,
        "visits": seen.visits,
        **_when(int(seen.last.max()), on),
    }
    if not is_line:
        return {**told, "state": state_of(target, told["days_since"], on)}
    parts = [
        _part(target, stretch, on)
        for stretch in stretches(seen.from_m, seen.length_m, seen.covered, seen.last)
    ]
    oldest = int(seen.last.min())
    return {
        **told,
        "state": min((part["state"] for part in parts), key=_badness),
        "length_m": round(float(seen.length_m.sum()), 3),
        "covered_m": round(float(seen.length_m[seen.covered].sum()), 3),
        "never_m": round(float(seen.length_m[seen.last == NEVER].sum()), 3),
        "oldest_days": _when(oldest, on)["days_since"],
        "stretches": parts,
    }


def _part(target: Target, stretch: Stretch, on: date) -> dict[str, Any]:
    when = _when(stretch.last, on)
    return {
        **stretch.posts(target.chainage_start_m or 0.0),
        "covered": stretch.covered,
        **when,
        "state": state_of(target, when["days_since"], on),
    }


def _when(last: int, on: date) -> dict[str, Any]:
    if last == NEVER:
        return {"last_visited_on": None, "days_since": None}
    return {"last_visited_on": date.fromordinal(last), "days_since": on.toordinal() - last}


def _badness(state: State) -> int:
    return WORST.index(state) if state in WORST else len(WORST)
