"""One storm: phones push and one reads, while the server is killed again and again."""

import os
import random
import time

from sqlalchemy import Engine, create_engine, make_url
from sqlalchemy.pool import NullPool

from rig.durable import DurableCluster
from rig.mortal import MortalServer
from storms.gale import Line, Reader, Sender
from storms.receipts import Receipts, crooked_numbers
from storms.strokes import Executioner

KILLS = int(os.environ.get("XUNHU_KILLS", "30"))
SENDERS, TOLD_IN = 6, 10


class Storm:
    """The server, its database and everybody around it."""

    def __init__(
        self, server: MortalServer, database_url: str, cluster: DurableCluster | None
    ) -> None:
        self.seed = random.randrange(10**9)
        dice = random.Random(self.seed)
        self.cluster = cluster
        self.engine: Engine = create_engine(make_url(database_url), poolclass=NullPool)
        self.receipts = Receipts()
        self.server = server
        self.missing: list[str] = []
        self.doubled: list[str] = []
        line = Line.signed_in(self.server.port, "chen")
        self.reader = Reader(line)
        self.senders = [
            Sender(line.another(), self.receipts, random.Random(dice.random()))
            for _ in range(SENDERS)
        ]
        self.strokes = Executioner(self.server, cluster, self.senders, dice)

    def rage(self, kills: int) -> None:
        """Kill so many times; after each, read back what phones hold receipts for."""
        begun = time.monotonic()
        for thread in (*self.senders, self.reader):
            thread.start()
        for number in range(1, kills + 1):
            self.strokes.strike(number)
            self.missing += self.receipts.missing(self.engine)
            if number % TOLD_IN == 0:
                print(f"{number} of {kills} kills, {self.so_far(begun)}", flush=True)
        self.calm()
        self.missing += self.receipts.missing(self.engine, everything=True)
        self.doubled += crooked_numbers(self.engine)
        self.took_s = time.monotonic() - begun

    def calm(self) -> None:
        """Let the phones send what they have left, and the reader read to the end."""
        for sender in self.senders:
            sender.calm.set()
        for sender in self.senders:
            sender.join()
        self.reader.calm.set()
        self.reader.join()

    def so_far(self, begun: float) -> str:
        acknowledged = len(self.receipts.stored) + len(self.receipts.parked)
        return (
            f"{acknowledged} records acknowledged, {len(self.missing)} lost, "
            f"{time.monotonic() - begun:.0f} s"
        )

    def figures(self) -> str:
        kinds = ", ".join(f"{name} {count}" for name, count in sorted(self.strokes.counts.items()))
        return (
            f"{sum(self.strokes.counts.values())} kills ({kinds}) with {self.strokes.in_flight} "
            f"pushes in flight; {len(self.receipts.stored)} records acknowledged as stored and "
            f"{len(self.receipts.parked)} as parked, {self.receipts.answers} answers, "
            f"{sum(s.line.cut_off for s in self.senders)} pushes cut off; "
            f"{len(self.missing)} lost, {len(self.doubled)} doubled; "
            f"{self.took_s:.1f} s; seed {self.seed}"
        )
