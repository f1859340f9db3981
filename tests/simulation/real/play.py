"""Plays one seed: days with faults, then the drain; the figures of it, or the violation."""

from collections import Counter
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from typing import Any

from simulation.real.check import check_all
from simulation.real.crew import Crew, crew_of
from simulation.real.disasters import Often
from simulation.real.drain import drain
from simulation.real.faults import HOURS_MS
from simulation.real.host import Host
from simulation.real.truth import Violation
from simulation.real.world import Rates, World

GAPS_D = (1, 1, 1, 4, 8)  # days until the phones are taken out again


@dataclass(frozen=True)
class Played:
    """What one seed came to; `violation` is what must not happen, if it did."""

    seed: int
    device_days: int
    faults: Counter[str]
    sealed: int
    evicted: int
    trace: str
    violation: str | None
    wrong: Counter[str]
    acts: Counter[str]
    lines: list[str]


@dataclass(frozen=True)
class Plan:
    """How large a world is, how rough, and what is planted in it."""

    phones: int = 5
    days: int = 2
    bundle: str = "real"
    rates: Rates = field(default_factory=Rates)
    calamity: float = 2.0
    desk: float = 2.0
    misfits: float = 0.25
    evictions: float = 0.15
    bug: Callable[[], AbstractContextManager[Any]] = nullcontext


def play(host: Host, seed: int, plan: Plan) -> Played:
    """Live so many days on so many phones, then drain; stops at the first violation."""
    names = [f"p{n + 1}" for n in range(plan.phones)]
    with plan.bug(), World(host, seed, names, plan.rates, plan.bundle) as world:
        crew = crew_of(world, Often(plan.calamity, plan.desk, plan.misfits, plan.evictions))
        violation = None
        try:
            with crew.misfits.poisoning():
                live(world, crew, plan.days)
                drain(world, crew)
        except Violation as wrong:
            violation = str(wrong)
            world.note(f"VIOLATION {wrong}")
        return Played(
            seed=seed,
            device_days=plan.phones * plan.days,
            faults=world.faults,
            sealed=len(world.truth.sealed),
            evicted=len(world.truth.evicted),
            trace=world.hash.hexdigest(),
            violation=violation,
            wrong=world.wrong,
            acts=world.acts,
            lines=world.lines,
        )


def live(world: World, crew: Crew, days: int) -> None:
    """Days of work, with the nights and idle days between them."""
    for _ in range(days):
        crew.disasters.day()
        for person in crew.people:
            person.day()
        world.run(world.now + 15 * HOURS_MS)
        for phone in world.phones.values():
            for tab in [*phone.tabs]:
                world.kill(phone, tab)
        world.run(world.now + 5 * HOURS_MS)
        check_all(world.truth)
        crew.disasters.check_desk()
        world.run(world.now + (24 * world.dice.choice(GAPS_D) - 20) * HOURS_MS)
