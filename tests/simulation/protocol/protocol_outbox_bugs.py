"""Mistakes in what a phone sends and in how it reads answers: each has to be caught."""

from simulation.protocol.protocol_phone import Phone
from simulation.protocol.protocol_records import (
    Answer,
    Decision,
    Record,
    Result,
)
from simulation.protocol.protocol_storage import Queued, Receipt


class ResultsByPosition(Phone):
    """The first result goes to the first record, whatever the server could read."""

    def settle(self, batch: list[Record], answer: Answer) -> None:
        results = zip(batch, answer.body, strict=False)
        told = tuple(one._replace(id=record.id) for record, one in results)
        for record, result in zip(batch, told, strict=False):
            if record.id in self.disk.outbox:
                self.settle_one(record, result, answer.epoch)
        self.world.wrote(self.name)


class NewId(Phone):
    """A record gets a new id each time that it is sent again."""

    def next_batch(self, tried: set[str]) -> list[Record]:
        for record_id in self.due():
            if self.disk.outbox[record_id].attempts and record_id not in tried:
                self.rename(record_id, f"{record_id}+")
        return super().next_batch(tried)

    def rename(self, old: str, new: str) -> None:
        disk = self.disk
        disk.payloads[new] = disk.payloads.pop(old)._replace(id=new)
        disk.outbox[new] = disk.outbox.pop(old)
        disk.photos = {
            (new if record_id == old else record_id, slot): photo
            for (record_id, slot), photo in disk.photos.items()
        }


class DeletesAtOnce(Phone):
    """A copy is deleted when the server acknowledges it."""

    def settle_one(self, record: Record, result: Result | None, epoch: str) -> None:
        super().settle_one(record, result, epoch)
        row = self.disk.outbox.get(record.id)
        if row and row.state == "stored":
            self.forget(record.id)


class PositionalQueue(Phone):
    """The outbox is sent by position: what sorts before the last one sent is never looked at."""

    position = ""

    def due(self) -> list[str]:
        return [record_id for record_id in super().due() if record_id > self.position]

    def settle(self, batch: list[Record], answer: Answer) -> None:
        super().settle(batch, answer)
        self.position = max(self.position, *(record.id for record in batch))


class UnclampedBackOff(Phone):
    """A time to try again is believed, however far ahead a jump of the clock has put it."""

    def is_due(self, next_at: int) -> bool:
        return next_at <= self.clock()


class EpochIgnored(Phone):
    """A new epoch starts the pull again, and the outbox never hears of it."""

    def to_verify(self) -> list[tuple[str, str]]:
        return []


class ParkedNotVerified(Phone):
    """In a new epoch only what was stored is verified, and not what was parked."""

    def to_verify(self) -> list[tuple[str, str]]:
        return [pair for pair in super().to_verify() if self.disk.outbox[pair[0]].state == "stored"]


class UnknownIgnored(Phone):
    """What `verify` does not know is left as it is."""

    def settle_verified_one(self, result: Result, epoch: str) -> None:
        if result.status != "unknown":
            super().settle_verified_one(result, epoch)


class OldNumberKept(Phone):
    """After `verify` a record keeps the number that it had in the epoch before."""

    def settle_verified_one(self, result: Result, epoch: str) -> None:
        before = self.disk.outbox[result.id].receipt
        super().settle_verified_one(result, epoch)
        row = self.disk.outbox.get(result.id)
        if before and before.seq and row and row.state == "stored":
            self.change(result.id, receipt=Receipt(before.seq, epoch))


class PhotosForgotten(Phone):
    """A record is deleted without a look at whether its photos have come."""

    def is_safe(self, record_id: str, row: Queued) -> bool:
        return row.state == "stored" and self.is_durable(row.receipt)


class PhoneClockTrusted(Phone):
    """The seven days are counted by the phone's own clock."""

    def kept_for_s(self, safe_since: int) -> int:
        return self.clock() - safe_since


class TombstoneIgnored(Phone):
    """What was erased or moved away stays among the pulled copies."""

    def take_tombstone(self, record_id: str) -> None:
        return


class DecisionIgnored(Phone):
    """What a supervisor decided is not noted."""

    def take_decision(self, told: Decision, epoch: str) -> None:
        return


class RefusedHidden(Phone):
    """A refused record is put aside where nobody sees it."""

    def refuse(self, record: Record, status: str, epoch: str) -> None:
        self.change(record.id, state="done")
