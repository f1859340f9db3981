"""Plays many seeds of layer 1 and plants every bug; `--report` puts the figures into RESULTS.md.

PYTHONPATH=tests .venv/bin/python -m simulation.protocol.protocol_run --seeds 500 --report
"""

import argparse
import platform
import time
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from simulation.protocol.protocol_bugs import BUGS, SEEDS, Catch, first_catch
from simulation.protocol.protocol_invariants import (
    AT_EVERY_STEP,
    AT_THE_END,
    OF_THE_SERVER,
    Violation,
)
from simulation.protocol.protocol_world import World
from simulation.results import commit, cpu, write_down

NO_FAULT = ("copy pruned",)


class Run(NamedTuple):
    """What many seeds came to; `catches` are those of the planted bugs, by the bug's name."""

    seeds: int
    steps: int
    faults: Counter[str]
    violations: list[Violation]
    catches: dict[str, Catch | None]
    seconds: float

    @property
    def caught(self) -> dict[str, Catch]:
        return {bug: catch for bug, catch in self.catches.items() if catch}


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    asked.add_argument("--seeds", type=int, default=500)
    asked.add_argument("--report", action="store_true", help="write RESULTS.md")
    told = asked.parse_args()
    run = run_all(told.seeds)
    lines = list(table(run))
    print("\n".join(lines))
    if told.report:
        write_down(1, lines)
    return 1 if run.violations or len(run.caught) < len(BUGS) else 0


def run_all(seeds: int) -> Run:
    """Every seed with the right protocol, then every bug until a seed catches it."""
    begun = time.monotonic()
    faults, violations, steps = Counter[str](), [], 0
    for seed in range(seeds):
        world = World(seed)
        try:
            world.run()
        except Violation as violation:
            violations.append(violation)
        faults += world.counts
        steps += world.step_count
    for name in NO_FAULT:
        del faults[name]
    catches = {bug: first_catch(bug) for bug in BUGS}
    return Run(seeds, steps, faults, violations, catches, time.monotonic() - begun)


def table(run: Run) -> Iterator[str]:
    """The figures as Markdown."""
    invariants = AT_EVERY_STEP | OF_THE_SERVER | AT_THE_END
    tripped = {catch.invariant for catch in run.caught.values()}
    latest = max((catch.seed for catch in run.caught.values()), default=0)
    yield "## Layer 1: the protocol\n"
    yield "| | |\n| --- | --- |"
    yield f"| commit | {commit()} |"
    yield f"| machine | Python {platform.python_version()}, {cpu()} |"
    yield f"| this run | {run.seconds:.0f} s |"
    yield f"| seeds | {run.seeds:,} |"
    yield f"| steps | {run.steps:,} |"
    yield f"| faults | {run.faults.total():,} |"
    yield f"| seeds with any violation | {len(run.violations)} |"
    yield f"| planted bugs caught | {len(run.caught)} of {len(BUGS)}, the last at seed {latest} |"
    yield f"| seeds that a bug may take | {SEEDS} |"
    yield f"| invariants that a bug trips | {len(tripped)} of {len(invariants)} |"
    yield "\n| fault | times |\n| --- | --- |"
    yield from (f"| {fault} | {times:,} |" for fault, times in run.faults.most_common())


if __name__ == "__main__":
    raise SystemExit(main())
