"""No invariant without a bug that trips it: mistakes planted in the real code are noticed."""

from collections.abc import Iterator

import pytest

from simulation.real.bugs import ON_PHONES, ON_SERVER
from simulation.real.host import Host
from simulation.real.sample import MOST_SEEDS, caught


@pytest.fixture(scope="module")
def host() -> Iterator[Host]:
    with Host() as running:
        yield running


@pytest.mark.parametrize("name", [*ON_SERVER, *ON_PHONES])
def test_a_planted_bug_is_noticed(host: Host, name: str) -> None:
    found = caught(host, name)
    assert found is not None, f"{name}: not noticed in {MOST_SEEDS} seeds"
    print(f"{name}: seed {found.seed}: {found.violation}")
