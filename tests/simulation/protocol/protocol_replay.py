"""Runs one seed again and prints what happened; the same seed prints the same lines."""

import argparse
import sys

from simulation.protocol.protocol_bugs import BUGS, world_with
from simulation.protocol.protocol_invariants import Violation
from simulation.protocol.protocol_world import World


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--seed", type=int, required=True)
    asked.add_argument("--bug", choices=sorted(BUGS), help="plant this mistake")
    asked.add_argument("--trace", action="store_true", help="print every step")
    chosen = asked.parse_args()
    if chosen.bug:
        world = world_with(BUGS[chosen.bug], chosen.seed, trace=chosen.trace)
    else:
        world = World(chosen.seed, trace=chosen.trace)
    try:
        world.run()
    except Violation as violation:
        print(violation)
        return 1
    print(f"seed {chosen.seed} holds; {world.step_count} steps, faults: {dict(world.counts)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
