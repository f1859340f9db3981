"""What the peers come to on this machine, in the same run."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from bench.peers.servers import PEERS, NotMeasured, postgis, rate, serving
from bench.peers.tables import FROM_ROLLUP, FROM_ROWS, load, query_ms
from bench.year import Push
from rig.durable import DurableCluster
from xunhu.app import create_app
from xunhu.settings import Settings

RUNS = 5


@dataclass
class Figures:
    """Fixes a second by peer, milliseconds by table, and why something is missing."""

    rates: dict[str, float] = field(default_factory=dict)
    rollup_ms: float | None = None
    rows_ms: float | None = None
    missing: list[str] = field(default_factory=list)


def figures(
    folder: Path, settings: Settings, pushes: Sequence[Push], vehicles: int, days: Sequence[date]
) -> Figures:
    """Push the bodies of a day into each peer, and load these days for the queries."""
    found = Figures()
    try:
        with postgis() as cluster:
            _ingest(found, cluster, folder, pushes)
            _queries(found, cluster, settings, vehicles, days)
    except NotMeasured as why:
        found.missing.append(str(why))
    return found


def _ingest(found: Figures, cluster: DurableCluster, folder: Path, pushes: Sequence[Push]) -> None:
    where = {"PEER_DATABASE": f"{cluster.folder} peer", "PEER_FILE": str(folder / "peer.db")}
    for peer in PEERS:
        sys.stderr.write(f"{PEERS[peer]}\n")
        with serving(peer, where, folder / "peers.log") as port:
            found.rates[peer] = rate(port, pushes)
        cluster.say("peer", "DROP TABLE IF EXISTS fix, peer_fix CASCADE")


def _queries(
    found: Figures,
    cluster: DurableCluster,
    settings: Settings,
    vehicles: int,
    days: Sequence[date],
) -> None:
    sys.stderr.write("PostGIS tables\n")
    address = f"host={cluster.folder} user=xunhu dbname=peer"
    with create_app(settings).app_context():
        load(address, vehicles, days)
    found.rollup_ms = query_ms(address, FROM_ROLLUP, days[-1], RUNS)
    found.rows_ms = query_ms(address, FROM_ROWS, days[-1], RUNS)
