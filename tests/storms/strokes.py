"""Ways to kill a server in the middle of its work, and to have it back."""

import random
import time
from collections.abc import Sequence

from rig.durable import DurableCluster
from rig.mortal import MortalServer
from storms.gale import Sender

DATABASE = "storm"
COLD_IN = 30  # one start in so many is the whole command, imports and all
LULL_S = (0.0, 0.15)
UNDER_WAY, ANSWERED_WITHIN_S, LOOK_S = 0.8, 5, 0.01


class Executioner:
    """Knows one server and its database; every stroke ends with a server that is ready."""

    def __init__(
        self,
        server: MortalServer,
        cluster: DurableCluster | None,
        senders: Sequence[Sender],
        dice: random.Random,
    ) -> None:
        self.server, self.cluster, self.senders, self.dice = server, cluster, senders, dice
        self.receipts = senders[0].receipts
        self.in_flight = 0
        self.counts: dict[str, int] = {}

    def strike(self, number: int) -> None:
        """Wait for a random moment, soon after a start or later; kill something, bring it back."""
        if self.dice.random() < UNDER_WAY:
            self.await_answers()
        time.sleep(self.dice.uniform(*LULL_S))
        strokes = [self.server_and_worker] * 3 + [self.worker]
        if self.cluster is not None:
            strokes += [self.backend, self.database]
        is_cold = number % COLD_IN == COLD_IN // 2
        stroke = self.whole_command if is_cold else self.dice.choice(strokes)
        self.in_flight += sum(sender.in_flight for sender in self.senders)
        stroke()
        self.counts[stroke.__name__] = self.counts.get(stroke.__name__, 0) + 1
        self.server.wait_until_ready()

    def await_answers(self) -> None:
        """Until some records were acknowledged since the last kill; a busy machine takes longer."""
        before, deadline = self.receipts.answers, time.monotonic() + ANSWERED_WITHIN_S
        while self.receipts.answers == before and time.monotonic() < deadline:
            time.sleep(LOOK_S)

    def server_and_worker(self) -> None:
        self.server.kill()
        self.server.start()

    def whole_command(self) -> None:
        self.server.kill()
        self.server.start_cold()

    def worker(self) -> None:
        self.server.kill_worker()

    def backend(self) -> None:
        assert self.cluster is not None
        self.cluster.kill_backend(DATABASE)

    def database(self) -> None:
        assert self.cluster is not None
        self.cluster.crash()
        self.cluster.go_on()
