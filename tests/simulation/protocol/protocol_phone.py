"""A phone's round with the server, in steps: hello, verify, push, photos, pull, prune.

`hello` comes first: it tells of a new epoch before anything is sent, and a captive portal costs
one small request. What `verify` does not know is then pushed in the same round.
"""

from simulation.protocol.protocol_outbox import Outbox
from simulation.protocol.protocol_records import Answer, Record, Steps
from simulation.protocol.protocol_server import MOST_VERIFIED
from simulation.protocol.protocol_tables import Slot

PATIENCE_S, LEASE_S = 30, 90


class NoAnswer(Exception):
    """Nothing that came from the server: no network, torn, or a hotel's sign-in page."""


class NotNow(Exception):
    """Signed out, revoked, refused, or another tab took over: the round ends here."""


class Phone(Outbox):
    """The whole phone. One sender at a time, whatever the number of its tabs."""

    def round(self, tab: str) -> Steps:
        if not self.disk.user or not self.take_turn(tab):
            return
        due_at_start = self.due()
        mark = self.world.fault_mark()
        try:
            yield from self.ask(tab, "hello", self.report())
            yield from self.verify_all(tab)
            yield from self.push_all(tab)
            self.world.ghosts.pushed(self, due_at_start, mark)
            yield from self.send_photos(tab)
            yield from self.pull_all(tab)
            self.prune()
        except (NoAnswer, NotNow):
            pass
        self.leave_turn(tab)

    def take_turn(self, tab: str) -> bool:
        """Web Locks where the browser has them, otherwise a lease that runs out."""
        if self.has_locks:
            self.turn = self.turn or tab
            return self.turn == tab
        if self.disk.lease and self.disk.lease[0] != tab and self.lease_holds(self.disk.lease[1]):
            return False
        self.disk.lease = (tab, self.clock() + LEASE_S)
        return True

    def lease_holds(self, until: int) -> bool:
        """A lease longer than any that was ever given comes from a clock that jumped."""
        return 0 < until - self.clock() <= LEASE_S

    def leave_turn(self, tab: str) -> None:
        self.tab_closed(tab)
        if self.disk.lease and self.disk.lease[0] == tab:
            self.disk.lease = None

    def ask(self, tab: str, kind: str, body: object) -> Steps:
        """One request and its answer; raises NoAnswer, and NotNow when signed out or overtaken."""
        if not self.disk.user or not self.take_turn(tab):
            raise NotNow
        call = self.world.network.send(self, kind, body, patience_s=PATIENCE_S)
        yield call
        if call.answer is None or not self.is_real(kind, call.answer):
            raise NoAnswer
        if call.answer.status == 401:
            raise NotNow
        self.note(call.answer)
        return call.answer

    def is_real(self, kind: str, answer: Answer) -> bool:
        return answer.is_json

    def push_all(self, tab: str) -> Steps:
        tried: set[str] = set()
        while batch := self.next_batch(tried):
            tried |= {record.id for record in batch}
            yield from self.push(tab, batch)

    def push(self, tab: str, batch: list[Record]) -> Steps:
        try:
            answer = yield from self.ask(tab, "push", self.frames(batch))
        except NoAnswer:
            self.postpone_all(batch)
            raise
        if answer.status == 200:
            self.settle(batch, answer)
        else:
            yield from self.envelope_failed(tab, batch, answer)
        yield

    def postpone_all(self, batch: list[Record]) -> None:
        for record in batch:
            self.postpone(record)
        self.world.wrote(self.name)

    def envelope_failed(self, tab: str, batch: list[Record], answer: Answer) -> Steps:
        """The second time it is halved until the culprit stands alone, all in the same round."""
        if len(batch) == 1:
            self.fail_alone(batch[0], answer)
        elif not self.failed_before(batch):
            self.postpone_all(batch)
        else:
            middle = len(batch) // 2
            for half in (batch[:middle], batch[middle:]):
                yield from self.push(tab, half)

    def failed_before(self, batch: list[Record]) -> bool:
        rows = [self.disk.outbox[one.id] for one in batch if one.id in self.disk.outbox]
        has_failed = any(row.has_failed_with_others for row in rows)
        for record in batch:
            if record.id in self.disk.outbox:
                self.change(record.id, has_failed_with_others=True)
        return has_failed

    def fail_alone(self, record: Record, answer: Answer) -> None:
        """Too large even alone is a refusal; anything else goes to the slow lane."""
        row = self.disk.outbox.get(record.id)
        if answer.status == 413 and row and row.state == "waiting":
            self.refuse(record, "rejected", answer.epoch)
        else:
            self.postpone(record, is_slow=True)
        self.world.wrote(self.name)

    def verify_all(self, tab: str) -> Steps:
        tried: set[str] = set()
        while asked := [pair for pair in self.to_verify() if pair[0] not in tried][:MOST_VERIFIED]:
            tried |= {record_id for record_id, _ in asked}
            answer = yield from self.ask(tab, "verify", tuple(asked))
            if answer.status != 200:
                return
            self.settle_verified(answer.body, answer.epoch)
            yield

    def send_photos(self, tab: str) -> Steps:
        tried: set[Slot] = set()
        while slot := self.next_photo(tried):
            tried.add(slot)
            body = (*slot, self.disk.photos[slot].content)
            answer = yield from self.ask(tab, "photo", body)
            self.settle_photo(slot, answer)
            yield

    def pull_all(self, tab: str) -> Steps:
        more = True
        while more:
            asked = (self.disk.user, self.disk.cursor)
            answer = yield from self.ask(tab, "pull", self.disk.cursor)
            if (self.disk.user, self.disk.cursor) != asked:
                raise NotNow
            more = yield from self.pulled(answer)

    def pulled(self, answer: Answer) -> Steps:
        """Take one page; gives whether to ask on. 409: start again, the outbox stays."""
        if answer.status == 409:
            self.start_again(answer)
            return True
        if answer.status != 200:
            return False
        self.take(answer.body)
        yield
        more: bool = answer.body.more
        return more

    def start_again(self, answer: Answer) -> None:
        self.disk.pulled, self.disk.cursor = {}, None
        self.world.wrote(self.name)
