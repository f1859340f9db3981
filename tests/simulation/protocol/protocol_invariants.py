"""What must hold after every step, and what must hold once the faults have stopped.

Each is a function of the world that gives a complaint, or None.
"""

from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from simulation.protocol.protocol_world import World
from simulation.protocol.protocol_loss import (
    a_lost_phone_leaves_a_list,
    durable_means_two_backups,
    every_sealed_record_is_somewhere,
    everything_arrives,
    no_copy_goes_early,
    nothing_acknowledged_is_missing,
)
from simulation.protocol.protocol_sight import (
    a_phone_shows_its_user_alone,
    a_reader_never_skips,
    every_phone_converges,
    no_byte_leaves_its_scope,
    nothing_is_hidden,
)

Invariant = Callable[["World"], str | None]


class Violation(AssertionError):
    """An invariant that did not hold, with the seed that shows it again."""

    def __init__(self, invariant: str, complaint: str, seed: int, step: int) -> None:
        super().__init__(f"{invariant}: {complaint} (seed {seed}, step {step})")
        self.invariant, self.seed = invariant, seed


def bytes_never_change(world: "World") -> str | None:
    """A row holds what was sealed under its id, and always the same in an epoch."""
    sealed = {record.text for record in world.ghosts.sealed}
    for tables in world.server.districts.values():
        for record_id, row in tables.rows.items():
            if row.state == "erased":
                continue
            if row.record.text not in sealed:
                return f"nobody sealed these bytes of {record_id}"
            if world.ghosts.first_bytes.get((tables.epoch, record_id), row.record) != row.record:
                return f"the bytes of {record_id} changed"
    return None


def nothing_counts_twice(world: "World") -> str | None:
    """Sent often, counted once: what was sealed once makes one row."""
    for tables in world.server.districts.values():
        texts = Counter(row.record.text for row in tables.rows.values() if row.state != "erased")
        for text, count in texts.items():
            if count > 1:
                return f"{text} was counted {count} times"
    return None


def signing_in_touches_nothing(world: "World") -> str | None:
    name, is_untouched = world.ghosts.signing
    return None if is_untouched else f"a sign-in or sign-out changed the outbox of {name}"


def a_failing_record_delays_nobody(world: "World") -> str | None:
    """By one round at most."""
    late = [text for text, rounds in world.ghosts.delays.items() if rounds > 1]
    return f"{late[0]} was left behind in more than one round" if late else None


def named(*invariants: Invariant) -> dict[str, Invariant]:
    return {invariant.__name__: invariant for invariant in invariants}


AT_EVERY_STEP = named(
    signing_in_touches_nothing,
    nothing_acknowledged_is_missing,
    every_sealed_record_is_somewhere,
    a_phone_shows_its_user_alone,
    a_reader_never_skips,
    nothing_is_hidden,
    no_copy_goes_early,
    a_lost_phone_leaves_a_list,
    a_failing_record_delays_nobody,
)
OF_THE_SERVER = named(
    bytes_never_change,
    nothing_counts_twice,
    no_byte_leaves_its_scope,
    durable_means_two_backups,
)
AT_THE_END = named(everything_arrives, every_phone_converges)
