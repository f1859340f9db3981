"""What happened on which day in which township, before any range is asked for."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from oracle.earth import TownshipMap, day_of, day_of_ms, metres_between, middle
from oracle.plain import (
    CheckIn,
    ClinicSession,
    Geometry,
    Hazard,
    OutreachEvent,
    Patrol,
    Target,
)
from oracle.slow_track import joined_pairs, steps, stretches
from oracle.slow_visits import Place, Visiting, Visits, places_of


@dataclass(frozen=True)
class Step:
    patrol_id: str
    township: str
    on: date
    length_m: float


@dataclass(frozen=True)
class Recorded:
    township: str
    on: date
    seconds: float


@dataclass(frozen=True)
class Stepless:
    """A patrol without any step on any day, in its own township on the day it began."""

    patrol_id: str
    township: str
    on: date


@dataclass
class History:
    codes: list[str]
    places: list[Place]
    visits: Visits = field(default_factory=dict)
    steps: list[Step] = field(default_factory=list)
    recorded: list[Recorded] = field(default_factory=list)
    stepless: list[Stepless] = field(default_factory=list)
    outreach: list[OutreachEvent] = field(default_factory=list)
    sittings: list[ClinicSession] = field(default_factory=list)
    hazards: list[Hazard] = field(default_factory=list)


def find_history(
    patrols: Iterable[Patrol],
    townships: dict[str, Geometry],
    targets: Iterable[Target],
    outreach: Sequence[OutreachEvent] = (),
    sittings: Sequence[ClinicSession] = (),
    check_ins: Sequence[CheckIn] = (),
    hazards: Sequence[Hazard] = (),
) -> History:
    """Follow every patrol once; each range is then measured from the result."""
    ground = TownshipMap(townships)
    places = [place for target in targets for place in places_of(target, ground)]
    history = History(ground.codes, places)
    history.outreach = [event for event in outreach if event["township"] in townships]
    history.sittings = [sitting for sitting in sittings if sitting["township"] in townships]
    history.hazards = [hazard for hazard in hazards if hazard["township"] in townships]
    visiting = Visiting(places)
    for patrol in patrols:
        follow(patrol, ground, visiting, history)
    visiting.name(outreach, sittings, check_ins)
    history.visits = dict(visiting.visits)
    return history


def follow(patrol: Patrol, ground: TownshipMap, visiting: Visiting, history: History) -> None:
    """Add what one patrol recorded, walked and passed (rules 4 to 6)."""
    steps_before = len(history.steps)
    for stretch in stretches(patrol["segments"]):
        for pair in joined_pairs(stretch):
            visiting.pass_by(pair)
            township = ground.township_of(middle(pair.a.position, pair.b.position))
            if township is not None:
                seconds = (pair.b.at_ms - pair.a.at_ms) / 1000
                history.recorded.append(Recorded(township, day_of_ms(pair.b.at_ms), seconds))
        for step in steps(stretch):
            a, b = step.a.position, step.b.position
            township = ground.township_of(middle(a, b))
            if township is not None:
                on = day_of_ms(step.b.at_ms)
                history.steps.append(Step(patrol["id"], township, on, metres_between(a, b)))
    if len(history.steps) == steps_before and patrol["township"] in ground.codes:
        began_on = day_of(patrol["occurred_at"])
        history.stepless.append(Stepless(patrol["id"], patrol["township"], began_on))
