"""The planted bugs by name, and the first seed that catches each."""

from collections.abc import Iterator
from functools import lru_cache
from types import ModuleType
from typing import NamedTuple

from simulation.protocol import protocol_outbox_bugs, protocol_phone_bugs, protocol_server_bugs
from simulation.protocol.protocol_invariants import Violation
from simulation.protocol.protocol_office import Office
from simulation.protocol.protocol_phone import Phone
from simulation.protocol.protocol_world import World

SEEDS = 200
Bug = type[Phone] | type[Office]
PLANTED_IN = (protocol_outbox_bugs, protocol_phone_bugs, protocol_server_bugs)


def planted(module: ModuleType) -> Iterator[Bug]:
    """The classes of a module that go wrong where their parent goes right."""
    for bug in vars(module).values():
        if isinstance(bug, type) and bug.__module__ == module.__name__:
            yield bug


BUGS: dict[str, Bug] = {bug.__name__: bug for module in PLANTED_IN for bug in planted(module)}


class Catch(NamedTuple):
    invariant: str
    seed: int


def world_with(bug: Bug, seed: int, *, trace: bool = False) -> World:
    """A world whose phones, or whose server, have this bug."""
    if issubclass(bug, Phone):
        return World(seed, phone=bug, trace=trace)
    return World(seed, office=bug, trace=trace)


@lru_cache
def first_catch(name: str) -> Catch | None:
    """Which invariant catches a bug, at which seed; None when none of the seeds does."""
    for seed in range(SEEDS):
        try:
            world_with(BUGS[name], seed).run()
        except Violation as violation:
            return Catch(violation.invariant, seed)
    return None
