"""Many seeds on several cores: each is written down when it is done, and never done again."""

import json
import multiprocessing
import platform
import subprocess
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from simulation.real.host import Host, build
from simulation.real.play import Plan, play

ROOT = Path(__file__).resolve().parents[3]
RESULTS = Path(__file__).resolve().parents[1] / "RESULTS.md"
BEGIN, END = "<!-- layer 2: begin -->", "<!-- layer 2: end -->"
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
    begun = time.monotonic()
    played = play(_host, seed, Plan())
    return {
        "seed": seed,
        "commit": commit(),
        "device_days": played.device_days,
        "faults": dict(played.faults),
        "sealed": played.sealed,
        "evicted": played.evicted,
        "violation": played.violation,
        "trace": played.trace,
        "seconds": round(time.monotonic() - begun, 1),
    }


def commit() -> str:
    """The commit that was tested, marked when something on top of it wasn't committed."""
    asked = ["git", "describe", "--always", "--dirty", "--abbrev=12"]
    told = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=True)
    return told.stdout.strip()


def report(lines: Sequence[Line], wall_s: float, workers: int) -> None:
    """Put the figures between the marks of RESULTS.md."""
    told = "\n".join(_table(lines, wall_s, workers))
    text = RESULTS.read_text() if RESULTS.exists() else "# The simulator's results\n"
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    RESULTS.write_text(f"{before.rstrip()}\n\n{BEGIN}\n{told}\n{END}\n{after.lstrip()}")


def _table(lines: Sequence[Line], wall_s: float, workers: int) -> Iterator[str]:
    faults = sum((Counter(line["faults"]) for line in lines), Counter[str]())
    days = sum(line["device_days"] for line in lines)
    yield "## Layer 2: the real server and the real phone code\n"
    yield "| | |\n| --- | --- |"
    yield f"| commit | {', '.join(sorted({line['commit'] for line in lines}))} |"
    yield f"| machine | {workers} workers, Python {platform.python_version()}, {cpu()} |"
    yield f"| this run | {wall_s / 60:.0f} min ({_seconds(lines) / days:.1f} s a device-day) |"
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


def _seconds(lines: Sequence[Line]) -> float:
    return float(sum(line["seconds"] for line in lines))


def cpu() -> str:
    """The processor's name, where the system tells."""
    told = Path("/proc/cpuinfo")
    lines = told.read_text().splitlines() if told.exists() else []
    named = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(named, platform.machine())
