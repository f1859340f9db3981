"""How a target stands on a day (contract section 7): one function feeds all that tell it. Pure."""

from datetime import date
from enum import StrEnum

from xunhu.targets.models import Target, TargetStatus


class State(StrEnum):
    """What is to be said of a target or a stretch of one."""

    VISITED = "visited"
    DUE = "due"
    OVERDUE = "overdue"
    NEVER = "never"
    INACCESSIBLE = "inaccessible"
    EXCLUDED = "excluded"


def state_of(target: Target, days_since: int | None, on: date) -> State:
    """How it stands when it was last visited so many days ago, None for never."""
    if target.status == TargetStatus.EXCLUDED:
        return State.EXCLUDED
    if target.status == TargetStatus.INACCESSIBLE and not is_over(target, on):
        return State.INACCESSIBLE
    if days_since is None:
        return State.NEVER
    if target.interval_days is None:
        return State.VISITED
    if days_since > target.interval_days:
        return State.OVERDUE
    return State.DUE if days_since * 5 > target.interval_days * 4 else State.VISITED


def is_over(target: Target, on: date) -> bool:
    """Whether the time for which a target was inaccessible is past."""
    return target.status_until_on is not None and target.status_until_on < on
