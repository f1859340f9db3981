"""The hazards of a district that were there in a range of days."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from sqlalchemy import ColumnElement, Exists, exists, or_, select
from sqlalchemy.orm import Session, aliased

from xunhu.hazards.models import Hazard, HazardStep
from xunhu.hazards.schemas import Action
from xunhu.hazards.standing import Standing, Step, standing


@dataclass
class PastHazard:
    """A hazard's own township, the Shanghai day it was seen, and its steps in order of time."""

    id: UUID
    township: str
    opened_on: date
    steps: list[Step] = field(default_factory=list)

    @property
    def stands(self) -> Standing:
        return standing(self.steps)


def hazards_between(
    session: Session, district: str, from_on: date, to_on: date
) -> Iterable[PastHazard]:
    """Every hazard that was there in the range, however old, with its steps up to the end."""
    step = HazardStep
    of_hazard = (step.district == Hazard.district) & (step.hazard == Hazard.id)
    asked = (
        select(Hazard.id, Hazard.township, Hazard.occurred_on)
        .add_columns(step.action, step.occurred_on, step.due_on)
        .outerjoin(step, of_hazard & (step.occurred_on <= to_on))
        .where(_there_between(district, from_on, to_on))
        .order_by(step.occurred_at, step.id)  # the id settles ties, so that arrival doesn't
    )
    found: dict[UUID, PastHazard] = {}
    for hazard, township, opened_on, action, day, due_on in session.execute(asked):
        past = found.setdefault(hazard, PastHazard(hazard, township, opened_on))
        if action is not None:
            past.steps.append(Step(action, day, due_on))
    return found.values()


def _there_between(district: str, from_on: date, to_on: date) -> ColumnElement[bool]:
    """Leaves out what was closed for good before the range, which in time is nearly all."""
    verified, reopened = aliased(HazardStep), aliased(HazardStep)
    closed_before = _some(verified, Action.VERIFIED).where(verified.occurred_on < from_on)
    still_there = or_(
        Hazard.occurred_on >= from_on, ~closed_before, _some(reopened, Action.REOPENED)
    )
    return (Hazard.district == district) & (Hazard.occurred_on <= to_on) & still_there


def _some(step: type[HazardStep], action: Action) -> Exists:
    return exists().where(
        step.district == Hazard.district, step.hazard == Hazard.id, step.action == action.value
    )
