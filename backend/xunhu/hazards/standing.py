"""How a hazard stands, worked out from its steps (contract section 7). Pure."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from xunhu.hazards.schemas import Action


@dataclass(frozen=True)
class Step:
    """What counts of a step: its action, its Shanghai day, and the day it sets, if any."""

    action: str
    on: date
    due_on: date | None = None


@dataclass(frozen=True)
class Standing:
    """`closed_on` is the day of the verification that closed it, None while it is open."""

    closed_on: date | None
    due_on: date | None

    @property
    def is_open(self) -> bool:
        return self.closed_on is None

    def is_overdue(self, on: date) -> bool:
        """Whether it was to be gone before this day and still is there."""
        return self.is_open and self.due_on is not None and self.due_on < on


def standing(steps: Iterable[Step]) -> Standing:
    """How steps leave a hazard; they come in the order in which they happened.

    A hazard is open until it is verified, and again once it is reopened; to verify a closed one
    changes nothing. The due day that was set last holds, reopened or not.
    """
    closed_on: date | None = None
    due_on: date | None = None
    for step in steps:
        if step.action == Action.VERIFIED:
            closed_on = closed_on or step.on
        elif step.action == Action.REOPENED:
            closed_on = None
        due_on = step.due_on or due_on
    return Standing(closed_on, due_on)
