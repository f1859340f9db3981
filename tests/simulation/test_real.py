"""Layer 2: the real server and the real phone code, with everything going wrong around them."""

from collections import Counter
from collections.abc import Iterator

import pytest

from simulation.real.host import Host
from simulation.real.play import Plan, play

SEEDS = range(1, 6)  # of ten device-days each
SMALL = Plan(phones=2, days=1)
DONE = (
    *("check_in", "hazard", "hazard_step", "amendment", "void"),
    *("amendment by the desk", "void by the desk", "accepted", "discarded", "erased"),
    *("rescue file", "rescue file taken", "failing record among others"),
)


@pytest.fixture(scope="module")
def host() -> Iterator[Host]:
    with Host() as running:
        yield running


def test_fifty_device_days_lose_double_and_leak_nothing(host: Host) -> None:
    played = [play(host, seed, Plan()) for seed in SEEDS]
    faults = sum((one.faults for one in played), Counter[str]())
    done = sum((one.acts for one in played), Counter[str]())
    print(f"{sum(p.device_days for p in played)} device-days, {faults.total()} faults: {faults}")
    print(f"also done: {done}")
    assert [(one.seed, one.violation) for one in played if one.violation] == []
    assert [act for act in DONE if not done[act]] == []
    assert sum(one.faults["restored"] > 1 for one in played) >= len(SEEDS) / 4
    assert faults.total() >= 50 * 100


def test_a_seed_replays_to_the_letter(host: Host) -> None:
    first, again = play(host, 7, SMALL), play(host, 7, SMALL)
    assert first.lines == again.lines
    assert first.trace == again.trace


def test_another_seed_is_another_world(host: Host) -> None:
    assert play(host, 8, SMALL).trace != play(host, 9, SMALL).trace
