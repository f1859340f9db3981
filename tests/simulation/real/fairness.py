"""A record that fails alone delays the others by one round of the sender at most."""

import gzip
import json
from collections.abc import Sequence
from dataclasses import dataclass, field

from simulation.real.faults import Request
from simulation.real.rescuing import framed
from simulation.real.server import Answer
from simulation.real.truth import Violation
from simulation.real.world import World

MOST_ROUNDS = 2  # the one in which it failed, and the one after
TAKEN, STUMBLED = 200, 500
DONE = "failing record among others"


@dataclass
class Trial:
    """What waited beside a failing record when it was refused first, and the rounds since."""

    culprit: str
    others: set[str]
    rounds: list[int] = field(default_factory=list)

    def next_push(self, round: int, ids: set[str]) -> None:
        """A push leaves; only rounds that try one of these records count."""
        if ids & {self.culprit, *self.others} and round not in self.rounds:
            self.rounds.append(round)
        if len(self.rounds) > MOST_ROUNDS and self.others:
            raise Violation(
                f"delayed: {sorted(self.others)[:3]} by {self.culprit}, in round {len(self.rounds)}"
            )


class Fairness:
    """Listens to the pushes while the line has no faults; `poison` are the records that fail."""

    def __init__(self, world: World, poison: set[str]) -> None:
        self.world, self.poison = world, poison
        self.trials: dict[str, Trial] = {}
        self.known: set[str] = set()

    def saw(self, asked: Request, answer: Answer) -> None:
        """An answer leaves the server."""
        if asked.place != "/sync/push" or answer.status not in (TAKEN, STUMBLED):
            return  # nobody signed in, say: that is no record's fault
        ids = [json.loads(raw)["id"] for raw in framed(_plain(asked))]
        trial = self.trials.get(asked.life)
        if trial is not None:
            trial.next_push(asked.round, set(ids))
        if answer.status == TAKEN:
            self._took(asked.life, ids, answer)
        elif trial is None and (culprits := (self.poison & {*ids}) - self.known):
            self._begin(asked, culprits)

    def _begin(self, asked: Request, culprits: set[str]) -> None:
        user = self.world.phones[asked.phone].user
        waiting = self.world.tell("waiting", phone=asked.phone)["told"]
        others = {id for id, author in waiting if author == user} - self.poison
        self.known |= culprits
        self.trials[asked.life] = Trial(min(culprits), others, [asked.round])

    def _took(self, life: str, ids: Sequence[str], answer: Answer) -> None:
        """In the order of the push: what is rejected unread is told without its id."""
        trial = self.trials.get(life)
        if trial is None:
            return
        told = zip(ids, answer.told["results"], strict=True)
        trial.others -= {id for id, result in told if result["status"] != "retry"}
        if not trial.others:
            self.world.acts[DONE] += 1
            del self.trials[life]


def _plain(asked: Request) -> bytes:
    zipped = asked.parts["headers"].get("Content-Encoding") == "gzip"
    return gzip.decompress(asked.body) if zipped else asked.body
