"""Many seeds on several cores: each is written down when it is done, and never done again."""

import json
import multiprocessing
import platform
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from simulation.real.host import Host, build
from simulation.real.play import Plan, play
from simulation.results import commit, cpu, write_down

KINDS = ("lost", "doubled", "diverged", "quarantined")

Line = dict[str, Any]
_host: Host


def run(device_days: int, workers: int, state: Path, told: Callable[[Line], None]) -> list[Line]:
    """Play seeds until so many device-days are in the file, those in it already included."""
    build()
    done = read(state)
    per_seed = Plan().phones * Plan().days
    wanted = range(1, -(-device_days // per_seed) + 1)
    seeds = [seed for seed in wanted if seed not in {line["seed"] for line in done}]
    with state.open("a") as file, multiprocessing.Pool(workers, _begin) as pool:
        for line in pool.imap_unordered(_one, seeds):
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
            file.flush()
            done.append(line)
            told(line)
    return done


def read(state: Path) -> list[Line]:
    """What earlier runs have written down."""
    return [json.loads(line) for line in state.read_text().splitlines()] if state.exists() else []


def _begin() -> None:
    global _host
    _host = Host()


def _one(seed: int) -> Line:
    begun, before = time.monotonic(), _cpu_s()
    played = play(_host, seed, Plan())
    return {
        "seed": seed,
        "commit": commit(),
        "device_days": played.device_days,
        "faults": dict(played.faults),
        "acts": dict(played.acts),
        "sealed": played.sealed,
        "evicted": played.evicted,
        "violation": played.violation,
        "trace": played.trace,
        "seconds": round(time.monotonic() - begun, 1),
        "cpu_s": round(_cpu_s() - before, 1),
    }


def _cpu_s() -> float:
    """Of this worker and its phones: the machine may have other work."""
    return time.process_time() + _host.cpu_s()


def report(lines: Sequence[Line], wall_s: float, workers: int) -> None:
    """Put the figures between the marks of RESULTS.md."""
    write_down(2, _table(lines, wall_s, workers))


def _table(lines: Sequence[Line], wall_s: float, workers: int) -> Iterator[str]:
    faults = sum((Counter(line["faults"]) for line in lines), Counter[str]())
    days = sum(line["device_days"] for line in lines)
    yield "## Layer 2: the real server and the real phone code\n"
    yield "| | |\n| --- | --- |"
    yield f"| commit | {', '.join(sorted({line['commit'] for line in lines}))} |"
    yield f"| machine | {workers} workers, Python {platform.python_version()}, {cpu()} |"
    yield f"| this run | {wall_s / 60:.0f} min |"
    yield f"| processor | {sum(line['cpu_s'] for line in lines) / days:.1f} s a device-day |"
    yield f"| seeds | {len(lines)}, of {Plan().phones} phones for {Plan().days} days each |"
    yield f"| device-days | {days:,} |"
    yield f"| faults | {faults.total():,} |"
    yield f"| records sealed | {sum(line['sealed'] for line in lines):,} |"
    yield f"| gone with an evicted storage, told apart | {sum(x['evicted'] for x in lines):,} |"
    for kind in KINDS:
        count = sum((line["violation"] or "").startswith(kind) for line in lines)
        yield f"| {'silently ' * (kind == 'quarantined')}{kind} | {count} |"
    yield f"| seeds with any violation | {sum(bool(line['violation']) for line in lines)} |"
    yield "\n| fault | times |\n| --- | --- |"
    yield from (f"| {fault} | {times:,} |" for fault, times in faults.most_common())
    acts = sum((Counter(line["acts"]) for line in lines), Counter[str]())
    yield "\n| also done | times |\n| --- | --- |"
    yield from (f"| {act} | {times:,} |" for act, times in acts.most_common())
