"""`python -m simulation.real`: one seed with its trace, or a long run that can be resumed."""

import argparse
import time
from pathlib import Path

from simulation.real import marathon
from simulation.real.host import Host
from simulation.real.play import Plan, play
from simulation.results import commit


def main() -> int:
    asked = argparse.ArgumentParser(prog="python -m simulation.real", description=__doc__)
    asked.add_argument("--seed", type=int, help="play this seed alone")
    asked.add_argument("--trace", action="store_true", help="print all that happened in it")
    asked.add_argument("--device-days", type=int, default=50)
    asked.add_argument("--workers", type=int, default=2)
    asked.add_argument("--state", type=Path, help="where finished seeds are written down")
    asked.add_argument("--report", action="store_true", help="write RESULTS.md")
    told = asked.parse_args()
    return one(told.seed, told.trace) if told.seed is not None else many(told)


def one(seed: int, is_traced: bool) -> int:
    """A single seed; exits with 1 when something happened that must not."""
    with Host() as host:
        played = play(host, seed, Plan())
    if is_traced:
        print("\n".join(played.lines))
    print(f"seed {seed}: {played.faults.total()} faults, {played.sealed} records sealed")
    print(f"trace {played.trace}; {played.violation or 'nothing lost, doubled or diverged'}")
    return 1 if played.violation else 0


def many(told: argparse.Namespace) -> int:
    """Seeds from 1 on; those in the state file are not played again."""
    begun = time.monotonic()
    state = told.state or Path(f"simulation-{commit()}.jsonl")
    lines = marathon.run(told.device_days, told.workers, state, tell)
    if told.report:
        marathon.report(lines, time.monotonic() - begun, told.workers)
    bad = [line for line in lines if line["violation"]]
    print(f"{sum(line['device_days'] for line in lines)} device-days, {len(bad)} bad seeds")
    return 1 if bad else 0


def tell(line: marathon.Line) -> None:
    faults = sum(line["faults"].values())
    said = line["violation"] or "well"
    print(f"seed {line['seed']}: {faults} faults, {line['seconds']} s, {said}", flush=True)


if __name__ == "__main__":
    raise SystemExit(main())
