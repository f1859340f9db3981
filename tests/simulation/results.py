"""RESULTS.md: the figures of each layer's last run, between its own marks."""

import platform
import subprocess
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
RESULTS = Path(__file__).resolve().parent / "RESULTS.md"


def write_down(layer: int, lines: Iterable[str]) -> None:
    """Put the figures in the place of those of an earlier run."""
    begin, end = f"<!-- layer {layer}: begin -->", f"<!-- layer {layer}: end -->"
    text = RESULTS.read_text() if RESULTS.exists() else "# The simulator's results\n"
    before, _, rest = text.partition(begin)
    _, _, after = rest.partition(end)
    told = "\n".join([begin, *lines, end])
    RESULTS.write_text("\n\n".join(filter(None, [before.strip(), told, after.strip()])) + "\n")


def commit() -> str:
    """The commit that was tested, marked when something on top of it wasn't committed."""
    asked = ["git", "describe", "--always", "--dirty", "--abbrev=12"]
    told = subprocess.run(asked, cwd=ROOT, capture_output=True, text=True, check=True)
    return told.stdout.strip()


def cpu() -> str:
    """The processor's name, where the system tells."""
    told = Path("/proc/cpuinfo")
    lines = told.read_text().splitlines() if told.exists() else []
    named = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(named, platform.machine())
