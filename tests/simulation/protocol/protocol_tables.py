"""The server's disk: what is committed, the draft of one transaction, and the backups."""

from dataclasses import dataclass, field
from typing import NamedTuple

from simulation.protocol.protocol_records import Record, Report


class Row(NamedTuple):
    """A sealed record on the server; `shown` is the number under which readers meet it."""

    record: Record
    seq: int
    shown: int
    state: str
    township: str
    left: tuple[str, ...]
    """Townships that it was moved out of: their readers are told that it went."""
    sender: str


class Parked(NamedTuple):
    record: Record
    sender: str
    decision: str = ""
    shown: int = 0
    seq: int = 0


class Device(NamedTuple):
    report: Report | None = None
    is_revoked: bool = False


Slot = tuple[str, int]


@dataclass
class Tables:
    """One district: its clock, its sealed and parked records, and the photos that have come."""

    epoch: str
    last_seq: int = 0
    durable_seq: int = 0
    rows: dict[str, Row] = field(default_factory=dict)
    parked: dict[str, Parked] = field(default_factory=dict)
    photos: dict[Slot, int] = field(default_factory=dict)

    def copy(self) -> "Tables":
        rows, parked, photos = dict(self.rows), dict(self.parked), dict(self.photos)
        return Tables(self.epoch, self.last_seq, self.durable_seq, rows, parked, photos)


class Draft:
    """A transaction: sees its own writes, and nobody else sees them before `commit`."""

    def __init__(self, disk: Tables) -> None:
        self.disk, self.began, self.seen = disk, disk.copy(), disk.copy()

    @property
    def rows(self) -> dict[str, Row]:
        return self.seen.rows

    def next_number(self) -> int:
        self.seen.last_seq += 1
        return self.seen.last_seq

    def waiting_for(self, record_id: str) -> list[Row]:
        """The rows that refer to this record and came before it."""
        rows = self.rows.values()
        return [row for row in rows if row.record.refs == record_id and row.state == "waiting"]

    def commit(self) -> None:
        """Write what this transaction changed, and nothing that it only read."""
        disk, began, mine = self.disk, self.began, self.seen
        disk.rows |= {k: v for k, v in mine.rows.items() if began.rows.get(k) is not v}
        disk.parked |= {k: v for k, v in mine.parked.items() if began.parked.get(k) is not v}
        disk.photos |= {k: v for k, v in mine.photos.items() if k not in began.photos}
        for slot in [slot for slot in began.photos if slot not in mine.photos]:
            disk.photos.pop(slot, None)
        disk.last_seq = max(disk.last_seq, mine.last_seq)
        disk.durable_seq = max(disk.durable_seq, mine.durable_seq)


class Backup(NamedTuple):
    """A backup that was read back; `is_elsewhere` when on another file system than the data."""

    districts: dict[str, Tables]
    files: frozenset[str]
    is_elsewhere: bool
