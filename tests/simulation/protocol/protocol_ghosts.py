"""What the world remembers and neither phones nor server know: the measure of the invariants."""

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

from simulation.protocol.protocol_records import Answer, Record, Report, User
from simulation.protocol.protocol_storage import Queued
from simulation.protocol.protocol_tables import Backup, Slot, Tables

if TYPE_CHECKING:
    from simulation.protocol.protocol_phone import Phone
    from simulation.protocol.protocol_world import World


UNSENT = ("waiting", "attention")


class Deletion(NamedTuple):
    """A phone's copy that went in this step, and what its outbox said of it."""

    record: Record
    queued: Queued
    at: int


class Loss(NamedTuple):
    """What a lost phone had not sent, and what it had last told the server of it."""

    phone: str
    unsent_since: tuple[int, ...]
    report: Report | None


class Ghosts:
    """Written by hooks in the models, and by looking at every disk after a step."""

    def __init__(self, world: "World") -> None:
        self.world = world
        self.sealed: list[Record] = []
        self.saved: dict[str, Record] = {}
        self.unsent_since: dict[str, int] = {}
        self.acknowledged: dict[str, Record] = {}
        self.evicted: dict[str, bool] = {}
        self.lost_by_restore: dict[str, bool] = {}
        self.erased: dict[str, bool] = {}
        self.spoilt: dict[Slot, bool] = {}
        self.first_bytes: dict[tuple[str, str], Record] = {}
        self.promised: list[tuple[str, int, int]] = []
        self.deletions: list[Deletion] = []
        self.losses: list[Loss] = []
        self.taps: list[tuple[User, bool, Answer]] = []
        self.delays: dict[str, int] = {}
        self.signing = ("", True)
        self.copies: dict[str, dict[str, tuple[Record, Queued]]] = {}

    def seal(self, record: Record) -> None:
        """Somebody finishes a form; it is not saved yet."""
        self.sealed.append(record)

    def single(self) -> list[Record]:
        """The records whose id was used once."""
        uses = Counter(record.id for record in self.sealed)
        return [record for record in self.sealed if uses[record.id] == 1]

    def say_saved(self, record: Record) -> None:
        """The screen says "saved": from here on the record may never be lost."""
        self.saved[record.text] = record

    def lose(self, phone: "Phone") -> None:
        """A phone's storage is lost with all that was on it."""
        outbox = phone.disk.outbox
        unsent = [id for id, row in outbox.items() if row.state in UNSENT]
        since = tuple(self.unsent_since[phone.disk.payloads[id].text] for id in unsent)
        device = self.world.server.devices.get(phone.disk.device)
        self.losses.append(Loss(phone.name, since, device.report if device else None))
        for record in phone.disk.payloads.values():
            self.evicted[record.text] = True
        self.copies[phone.name] = {}

    def restored(self, backup: Backup | None) -> None:
        """What the server had and its backup has not."""
        for name, tables in self.world.server.districts.items():
            kept = backup.districts[name] if backup else Tables("")
            for kind in ("rows", "parked", "photos"):
                gone = [key for key in getattr(tables, kind) if key not in getattr(kept, kind)]
                ids = [key if isinstance(key, str) else key[0] for key in gone]
                self.lost_by_restore |= dict.fromkeys(ids, True)

    def pushed(self, phone: "Phone", due_at_start: list[str], mark: int) -> None:
        """A round without any fault has sent what was due: who was left behind, and how often."""
        if mark != self.world.fault_mark() or not self.world.is_calm:
            return
        for record_id in due_at_start:
            row = phone.disk.outbox.get(record_id)
            record = phone.disk.payloads.get(record_id)
            if row and record and row.state == "waiting" and record.fault != "poison":
                self.delays[record.text] = self.delays.get(record.text, 0) + 1

    def observe(self) -> None:
        """Look at every disk that was written."""
        if "server" in self.world.touched:
            for tables in self.world.server.districts.values():
                self.look_at(tables)
        self.deletions = []
        for phone in self.world.touched_phones():
            self.look_at_phone(phone)

    def look_at(self, tables: Tables) -> None:
        for record_id, row in tables.rows.items():
            if row.state == "erased":
                self.erased[record_id] = True
            elif (tables.epoch, record_id) not in self.first_bytes:
                self.first_bytes[tables.epoch, record_id] = row.record
        promise = (tables.epoch, tables.durable_seq)
        if not any(known[:2] == promise for known in self.promised):
            self.promised.append((*promise, self.world.now))

    def look_at_phone(self, phone: "Phone") -> None:
        payloads, outbox = phone.disk.payloads, phone.disk.outbox
        texts = {record.text for record in payloads.values()}
        for record_id, (record, queued) in self.copies.get(phone.name, {}).items():
            if record_id not in payloads and record.text not in texts:
                self.deletions.append(Deletion(record, queued, self.world.now))
        for record_id, queued in outbox.items():
            if queued.receipt and queued.receipt.seq and record_id in payloads:
                record = payloads[record_id]
                self.acknowledged[record.text] = record
        both = [record_id for record_id in outbox if record_id in payloads]
        self.note_unsent(phone, both)
        self.copies[phone.name] = {id: (payloads[id], outbox[id]) for id in both}

    def note_unsent(self, phone: "Phone", ids: list[str]) -> None:
        """Since which step a record waits: newly sealed, or again after a restore."""
        before = self.copies.get(phone.name, {})
        for record_id in ids:
            was_unsent = record_id in before and before[record_id][1].state in UNSENT
            if phone.disk.outbox[record_id].state in UNSENT and not was_unsent:
                record = phone.disk.payloads[record_id]
                self.unsent_since[record.text] = self.world.step_count
