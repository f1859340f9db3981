"""The Node process that runs the phones: a line of JSON in, a line of JSON out."""

import json
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from fcntl import LOCK_EX, flock
from pathlib import Path
from types import TracebackType
from typing import Any

FRONTEND = Path(__file__).resolve().parents[3] / "frontend"
BUILT = FRONTEND / "node_modules" / ".simulation"
SOURCES = ("src/**/*.ts", "simulation/*.ts", "package-lock.json")


@contextmanager
def alone() -> Iterator[None]:
    """One process at a time: who comes later finds what the first one has built."""
    BUILT.mkdir(exist_ok=True)
    with (BUILT / "lock").open("w") as door:
        flock(door, LOCK_EX)
        yield


@alone()
def build() -> None:
    """Bundle the phone's code and its host, unless nothing changed since the last time."""
    wanted = [BUILT / "phone.js", BUILT / "host.mjs"]
    sources = [path for pattern in SOURCES for path in FRONTEND.glob(pattern)]
    newest = max(path.stat().st_mtime for path in sources)
    if all(path.exists() and path.stat().st_mtime > newest for path in wanted):
        return
    for mode in ("phone", "host"):
        asked = ["npx", "vite", "build", "-c", "simulation/vite.config.ts", "--mode", mode]
        subprocess.run([*asked, "--logLevel", "error"], cwd=FRONTEND, check=True)


class Host:
    """The phones' process; `tell` is one step of it."""

    def __init__(self) -> None:
        build()
        self.process = subprocess.Popen(
            ["node", str(BUILT / "host.mjs")], stdin=subprocess.PIPE, stdout=subprocess.PIPE
        )

    def tell(self, do: str, **told: Any) -> dict[str, Any]:
        """Give a command; what happened until nothing more happens by itself."""
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(json.dumps({"do": do, **told}).encode() + b"\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError(f"the phones' host ended at: {do} {told}")
        report: dict[str, Any] = json.loads(line)
        return report

    def cpu_s(self) -> float:
        """Seconds that the processor has spent on the phones so far."""
        spent = self.tell("spent", now=0)["answer"]
        return float(spent["user"] + spent["system"]) / 1e6

    def __enter__(self) -> "Host":
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        with self.process:  # closes its pipes and waits
            pass
