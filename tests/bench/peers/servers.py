"""What a user would pick instead, behind the same HTTP, fed with the same bodies."""

import http.client
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from bench.year import Push
from rig.durable import DurableCluster
from rig.server import free_port

HERE = Path(__file__).parent
HOME = HERE.parents[2] / ".venv-bench"
PEERS = {
    "drf_gis": "GeoDjango + djangorestframework-gis, bulk create",
    "flask_copy": "Flask + GeoAlchemy2, marshmallow, COPY",
    "flask_copy_tuned": "the same, checked as columns in numpy",
    "opaque": "opaque documents, a segment each, JSONB",
    "bytes_only": "compressed bytes under an id in SQLite, nothing else",
}
TUNED = "-c shared_buffers=512MB -c work_mem=128MB -c maintenance_work_mem=512MB"
TUNED += " -c max_wal_size=4GB -c checkpoint_timeout=15min -c jit=off"
START_S = 60


class NotMeasured(Exception):
    """Why a peer can't be run on this machine."""


def environment_of_peers() -> Path:
    """The folder with the peers' programs, made when it isn't there; raises NotMeasured."""
    wanted, there = HERE / "requirements.txt", HOME / "requirements.txt"
    try:
        if not there.exists() or there.read_bytes() != wanted.read_bytes():
            subprocess.run([sys.executable, "-m", "venv", str(HOME)], check=True)
            words = [HOME / "bin" / "pip", "install", "-q", "-r", wanted]
            subprocess.run(words, check=True, stdout=subprocess.DEVNULL)
            shutil.copy(wanted, there)
    except subprocess.CalledProcessError as wrong:
        raise NotMeasured(f"{wrong.cmd[0]} failed") from wrong
    return HOME / "bin"


@contextmanager
def postgis() -> Iterator[DurableCluster]:
    """A durable cluster of its own with PostGIS in the database `peer`; raises NotMeasured."""
    cluster = DurableCluster(options=TUNED)
    cluster.start()
    try:
        cluster.say("postgres", "CREATE DATABASE peer")
        try:
            cluster.say("peer", "CREATE EXTENSION postgis")
        except Exception as wrong:
            raise NotMeasured("no PostGIS: apt-get install postgresql-15-postgis-3") from wrong
        yield cluster
    finally:
        cluster.stop()


@contextmanager
def serving(peer: str, settings: dict[str, str], log: Path) -> Iterator[int]:
    """The port of a peer that is ready, run as our own server is; raises NotMeasured."""
    port, program = free_port(), environment_of_peers() / "gunicorn"
    words = [program, "--chdir", HERE, "--bind", f"127.0.0.1:{port}", "--workers", "1"]
    words += ["--worker-class", "gthread", "--threads", "8", "--timeout", "600", f"{peer}:app"]
    own = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    with log.open("ab") as out:
        process = subprocess.Popen(words, env=own | settings, stdout=out, stderr=out)
        try:
            _wait(port, log)
            yield port
        finally:
            process.terminate()
            process.wait()


def _wait(port: int, log: Path) -> None:
    deadline = time.monotonic() + START_S
    while time.monotonic() < deadline:
        with suppress(OSError):
            line = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
            line.request("GET", "/")
            line.getresponse().read()
            return
        time.sleep(0.1)
    raise NotMeasured(log.read_text()[-2000:])


def rate(port: int, pushes: Sequence[Push]) -> float:
    """Fixes a second that a peer takes in; the first push only warms it up."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=600)
    first, *others = pushes
    _push(line, first)
    begun = time.perf_counter()
    for push in others:
        _push(line, push)
    return sum(push.fixes for push in others) / (time.perf_counter() - begun)


def _push(line: http.client.HTTPConnection, push: Push) -> None:
    line.request("POST", "/push", push.body, {"Content-Type": "application/geo+json-seq"})
    answer = line.getresponse()
    told = answer.read()
    if answer.status != 200:
        raise ValueError(told[:1000])
