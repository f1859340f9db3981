"""What a phone sends next, and what it makes of the answers. No network here."""

from collections.abc import Iterable

from simulation.protocol.protocol_records import (
    DAY_S,
    HARD_SIZE,
    MOST_RECORDS,
    MOST_SIZE,
    Answer,
    Decision,
    Frame,
    Page,
    Record,
    Result,
    digest,
)
from simulation.protocol.protocol_storage import PhoneStorage, Queued, Receipt, Snapped
from simulation.protocol.protocol_tables import Slot

FIRST_WAIT_S, LONGEST_WAIT_S = 2, 300
KEPT_AFTER_DURABLE_S = 7 * DAY_S
MOST_PHOTO_ATTEMPTS = 3


class Outbox(PhoneStorage):
    """Selected by state and due time; every record gets what its own result says."""

    def due(self) -> list[str]:
        """The ids whose time has come, in no order that anything may rely on."""
        outbox = self.disk.outbox.items()
        waiting = [id for id, row in outbox if row.state == "waiting" and self.is_due(row.next_at)]
        return [id for id in waiting if self.may_send(id)]

    def is_due(self, next_at: int) -> bool:
        """A wait longer than any that was ever given comes from a clock that jumped."""
        wait_s = next_at - self.clock()
        return wait_s <= 0 or wait_s > LONGEST_WAIT_S

    def may_send(self, record_id: str) -> bool:
        """One's own, or a colleague's when somebody asked for it; the author stays."""
        author = self.disk.payloads[record_id].author
        return author == self.disk.user or self.sends_for_colleagues

    def next_batch(self, tried: set[str]) -> list[Record]:
        """The fast lane in full envelopes; then the slow lane, one record at a time."""
        due = [self.disk.payloads[id] for id in self.due() if id not in tried]
        self.world.rng.shuffle(due)
        slow = [record for record in due if self.goes_alone(record)]
        fast = [record for record in due if not self.goes_alone(record)]
        return self.fitting(fast) or slow[:1]

    def goes_alone(self, record: Record) -> bool:
        return self.disk.outbox[record.id].is_slow or record.size > HARD_SIZE

    def fitting(self, records: list[Record]) -> list[Record]:
        batch: list[Record] = []
        for record in records[:MOST_RECORDS]:
            if sum(one.size for one in batch) + record.size <= MOST_SIZE:
                batch.append(record)
        return batch

    def frames(self, batch: list[Record]) -> tuple[Frame, ...]:
        return tuple(Frame(record) for record in batch)

    def note(self, answer: Answer) -> None:
        """Epoch and durable_seq belong together: a promise holds in its own epoch only."""
        if answer.epoch:
            self.disk.epoch = answer.epoch
            self.disk.durable = (answer.epoch, answer.durable_seq)
            self.server_time = answer.server_time

    def settle(self, batch: list[Record], answer: Answer) -> None:
        """One transaction for a whole answer; results are matched by id and digest.

        What no longer waits was settled by another tab: a late answer changes nothing.
        """
        results = {(result.id, result.digest): result for result in answer.body}
        for record in batch:
            result = results.get((record.id, digest(record)))
            if (row := self.disk.outbox.get(record.id)) and row.state == "waiting":
                self.settle_one(record, result, answer.epoch)
        self.world.wrote(self.name)

    def settle_one(self, record: Record, result: Result | None, epoch: str) -> None:
        if result is None or result.status == "retry":
            self.postpone(record)
        elif result.status in ("stored", "duplicate"):
            self.acknowledge(record.id, Receipt(result.seq, epoch))
        elif result.status == "erased":
            self.forget(record.id)
        else:
            self.refuse(record, result.status, epoch)

    def acknowledge(self, record_id: str, receipt: Receipt) -> None:
        """Another receipt begins another week: its number is durable at another time."""
        self.change(record_id, state="stored", receipt=receipt, problem="", safe_since=None)

    def refuse(self, record: Record, status: str, epoch: str) -> None:
        """Shown as "needs attention"; what is parked is verified again in another epoch."""
        receipt = Receipt(0, epoch) if status == "parked" else None
        self.change(record.id, state="attention", problem=status, receipt=receipt)

    def change(self, record_id: str, **fields: object) -> None:
        self.disk.outbox[record_id] = self.disk.outbox[record_id]._replace(**fields)  # type: ignore[arg-type]

    def postpone(self, record: Record, *, is_slow: bool = False) -> None:
        row = self.disk.outbox.get(record.id)
        if row is not None and row.state == "waiting":
            later = {"attempts": row.attempts + 1, "next_at": self.wait_until(row.attempts)}
            self.change(record.id, is_slow=row.is_slow or is_slow, **later)

    def wait_until(self, attempts: int) -> int:
        longest = min(LONGEST_WAIT_S, FIRST_WAIT_S * 2**attempts)
        return self.clock() + self.world.rng.randint(longest // 2, longest)

    def to_verify(self) -> list[tuple[str, str]]:
        """Whatever has a receipt of another epoch, with its digest."""
        receipts = [(id, row.receipt) for id, row in self.disk.outbox.items()]
        old = [id for id, receipt in receipts if receipt and receipt.epoch != self.disk.epoch]
        kept = [id for id in old if self.disk.outbox[id].state != "discarded"]
        return [(id, digest(self.disk.payloads[id])) for id in kept]

    def settle_verified(self, results: Iterable[Result], epoch: str) -> None:
        for result in results:
            row = self.disk.outbox.get(result.id)
            if row and row.receipt and row.receipt.epoch != epoch:
                self.settle_verified_one(result, epoch)
        self.world.wrote(self.name)

    def settle_verified_one(self, result: Result, epoch: str) -> None:
        """`unknown` waits again; `stored` takes the number that it has in this epoch."""
        record = self.disk.payloads[result.id]
        if result.status == "unknown":
            self.disk.outbox[result.id] = Queued()
        else:
            status = {"mismatch": "conflict"}.get(result.status, result.status)
            self.settle_one(record, result._replace(status=status), epoch)

    def next_photo(self, tried: set[Slot]) -> Slot | None:
        """A photo of a stored record; those that failed least first."""
        self.forget_old_photo_receipts()
        ready = [
            (photo.attempts, slot)
            for slot, photo in self.disk.photos.items()
            if photo.state == "waiting" and slot not in tried and self.is_due(photo.next_at)
            if self.disk.outbox[slot[0]].state == "stored" and self.may_send(slot[0])
        ]
        return min(ready)[1] if ready else None

    def forget_old_photo_receipts(self) -> None:
        """In another epoch a photo is sent again: it costs little when it is there already."""
        for slot, photo in self.disk.photos.items():
            if photo.receipt and photo.receipt.epoch != self.disk.epoch:
                self.disk.photos[slot] = Snapped(photo.content)

    def settle_photo(self, slot: Slot, answer: Answer) -> None:
        photo = self.disk.photos.get(slot)
        if photo is None:
            return
        if answer.status in (200, 201):
            photo = photo._replace(state="stored", receipt=Receipt(answer.body, answer.epoch))
        else:
            attempts, is_bad = photo.attempts + 1, answer.status == 422
            state = "attention" if is_bad and attempts >= MOST_PHOTO_ATTEMPTS else "waiting"
            next_at = self.wait_until(photo.attempts)
            photo = photo._replace(state=state, attempts=attempts, next_at=next_at)
        self.disk.photos[slot] = photo
        self.world.wrote(self.name)

    def take(self, page: Page) -> None:
        """One transaction for what a page brings and for the cursor behind it."""
        self.take_changes(page)
        self.disk.cursor = page.next
        self.world.wrote(self.name)

    def take_changes(self, page: Page) -> None:
        for view in page.views:
            self.disk.pulled[view.record.id] = view
        for record_id in page.tombstones:
            self.take_tombstone(record_id)
        for decision in page.decisions:
            self.take_decision(decision, page.next.epoch)

    def take_tombstone(self, record_id: str) -> None:
        """Gone from what this user sees; whether an own copy has to go as well, `verify` tells."""
        self.disk.pulled.pop(record_id, None)
        row = self.disk.outbox.get(record_id)
        if row is not None and row.receipt:
            self.change(record_id, receipt=row.receipt._replace(epoch=""))

    def take_decision(self, told: Decision, epoch: str) -> None:
        """A supervisor decided about a record that was parked; a discarded one stays visible."""
        row = self.disk.outbox.get(told.id)
        if row is None or digest(self.disk.payloads[told.id]) != told.digest:
            return
        if told.decision == "accepted":
            self.acknowledge(told.id, Receipt(told.seq, epoch))
        elif row.state != "stored":
            self.change(told.id, state="discarded", receipt=Receipt(0, epoch))

    def prune(self) -> None:
        """A copy goes when two backups have held it and its photos for seven days."""
        for record_id, row in list(self.disk.outbox.items()):
            if not self.is_safe(record_id, row):
                if row.safe_since is not None:
                    self.change(record_id, safe_since=None)
            elif row.safe_since is None:
                self.change(record_id, safe_since=self.server_time)
            elif self.kept_for_s(row.safe_since) >= KEPT_AFTER_DURABLE_S:
                self.forget(record_id)
                self.world.count("copy pruned")
        self.world.wrote(self.name)

    def is_safe(self, record_id: str, row: Queued) -> bool:
        receipts = [row.receipt]
        receipts += [
            photo.receipt for slot, photo in self.disk.photos.items() if slot[0] == record_id
        ]
        return row.state == "stored" and all(map(self.is_durable, receipts))

    def is_durable(self, receipt: Receipt | None) -> bool:
        epoch, durable_seq = self.disk.durable
        return receipt is not None and receipt.epoch == epoch and 0 < receipt.seq <= durable_seq

    def kept_for_s(self, safe_since: int) -> int:
        """By the server's clock: the phone's may jump."""
        return self.server_time - safe_since
