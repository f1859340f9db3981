"""Contract section 7 on hazards, day by day: what somebody with a paper list would count."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from oracle.earth import day_of
from oracle.plain import Hazard, HazardStep


def hazard_numbers(hazards: Sequence[Hazard], first: date, last: date) -> dict[str, Any]:
    """Hazards of some townships over a range of days, as they stood at its end."""
    seen = [hazard for hazard in hazards if day_of(hazard["occurred_at"]) <= last]
    still_there = [hazard for hazard in seen if closing_step(hazard, last) is None]
    closed = [step for hazard in seen if (step := closing_step(hazard, last)) is not None]
    return {
        "opened": sum(day_of(hazard["occurred_at"]) >= first for hazard in seen),
        "open": len(still_there),
        "overdue": sum(was_due_before(hazard, last) for hazard in still_there),
        "closed": sum(day_of(step["occurred_at"]) >= first for step in closed),
    }


def steps_until(hazard: Hazard, last: date) -> list[HazardStep]:
    """In order of time, of two at once the one with the lower id first."""
    until = [step for step in hazard["steps"] if day_of(step["occurred_at"]) <= last]
    return sorted(until, key=lambda step: (step["occurred_at"], step["id"]))


def closing_step(hazard: Hazard, last: date) -> HazardStep | None:
    """The first verification after the last reopening, if there is one."""
    steps = steps_until(hazard, last)
    actions = [step["action"] for step in steps]
    reopened = max((n for n, action in enumerate(actions) if action == "reopened"), default=-1)
    later = [step for step in steps[reopened + 1 :] if step["action"] == "verified"]
    return later[0] if later else None


def was_due_before(hazard: Hazard, last: date) -> bool:
    """Whether the due day that was told last had passed."""
    told = [step["due_on"] for step in steps_until(hazard, last) if step["due_on"] is not None]
    return bool(told) and told[-1] < last
