"""Mistakes are planted in the protocol: the simulator has to find each of them."""

import pytest

from simulation.protocol.protocol_bugs import BUGS, SEEDS, first_catch
from simulation.protocol.protocol_invariants import AT_EVERY_STEP, AT_THE_END, OF_THE_SERVER


@pytest.mark.parametrize("name", BUGS)
def test_a_planted_bug_is_caught(name: str) -> None:
    catch = first_catch(name)
    print(f"{name} ({BUGS[name].__doc__}): {catch}")
    assert catch, f"{SEEDS} seeds did not notice: {BUGS[name].__doc__}"


def test_every_invariant_has_a_bug_that_trips_it() -> None:
    """An invariant that nothing can trip guards nothing."""
    caught: dict[str, list[str]] = {name: [] for name in AT_EVERY_STEP | OF_THE_SERVER | AT_THE_END}
    for bug in BUGS:
        if catch := first_catch(bug):
            caught[catch.invariant].append(f"{bug} at seed {catch.seed}")
    print("\n".join(f"{name}: {', '.join(bugs)}" for name, bugs in caught.items()))
    assert [name for name, bugs in caught.items() if not bugs] == []


def test_a_bug_is_a_sentence() -> None:
    assert len(BUGS) >= 24
    assert [name for name, bug in BUGS.items() if not (bug.__doc__ or "").endswith(".")] == []
