"""What must hold whatever goes wrong, seen from outside: the phones' disks and the tables."""

import sqlite3
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

ACKNOWLEDGED = {"stored", "duplicate"}


class Violation(AssertionError):
    """Something that must never happen has happened."""


@dataclass
class Sealed:
    """A record that was committed on a phone: from then on it must be somewhere."""

    digest: str
    phone: str
    at: float


@dataclass
class Truth:
    """The books of the simulation, which nobody in it can see."""

    database: Path
    sealed: dict[str, Sealed] = field(default_factory=dict)
    photos: dict[str, str] = field(default_factory=dict)
    shelves: dict[str, dict[str, str]] = field(default_factory=lambda: defaultdict(dict))
    receipts: dict[str, tuple[str, int]] = field(default_factory=dict)
    evicted: set[str] = field(default_factory=set)
    server_alone: dict[str, tuple[str, str]] = field(default_factory=dict)
    doomed: set[str] = field(default_factory=set)
    of_others: set[str] = field(default_factory=set)
    spoiled: set[str] = field(default_factory=set)
    erased: set[str] = field(default_factory=set)
    epoch: str = ""

    def __post_init__(self) -> None:
        self.open()

    def open(self) -> None:
        """Look at the file that is there now; a restore puts another one in its place."""
        self.tables = sqlite3.connect(f"file:{self.database}?mode=ro", uri=True)
        for id, (table, digest) in self.server_alone.items():
            if not self.is_kept(table, id, digest):  # newer than the backups
                self.evicted.add(id)

    def changed(self, phone: str, table: str, id: str, digest: str | None, now: float) -> None:
        """Bytes came to lie on a phone's disk, or went from it."""
        if id in self.spoiled:
            return
        shelf = self.shelves[phone]
        place = f"{table} {id}"
        if digest is None:
            gone = shelf.pop(place)
            if not self.is_erased(id) and not self.is_kept(table, id, gone):
                raise Violation(f"lost: {table} {id} went from {phone}, the server hasn't got it")
            return
        shelf[place] = digest
        known = self.photos if table == "photos" else {k: s.digest for k, s in self.sealed.items()}
        if known.get(id, digest) != digest:
            raise Violation(f"changed: the bytes of {table} {id} on {phone}")
        if table == "photos":
            self.photos[id] = digest
        else:
            self.sealed.setdefault(id, Sealed(digest, phone, now))

    def claimed(self, phone: str, ids: list[str]) -> None:
        """The screen said "saved on this phone"."""
        for id in ids:
            sealed = self.sealed.get(id)
            is_there = sealed is not None and self.is_somewhere(id, sealed)
            if not is_there and not self.is_erased(id):
                raise Violation(f"lost: {id} was called saved on {phone}, and isn't there")

    def answered(self, results: list[dict[str, Any]], epoch: str) -> None:
        """A push was answered: what is acknowledged is on disk, under one number for ever."""
        for result in results:
            if result["status"] not in {"parked", *ACKNOWLEDGED}:
                continue
            id, digest = result["id"], result["digest"].removeprefix("sha256:")
            if not self.is_kept("payloads", id, digest):
                raise Violation(f"acknowledged and missing: {id}")
            if result["status"] == "parked":
                continue
            first = self.receipts.setdefault(id, (epoch, result["seq"]))
            if first[0] == epoch and first[1] != result["seq"]:
                raise Violation(f"two numbers for {id}: {first[1]}, {result['seq']}")

    def is_kept(self, table: str, id: str, digest: str) -> bool:
        """Whether the server has these bytes, sealed, parked or decided about."""
        if table == "photos":
            return self.has_photo(id, digest)
        asked = (
            "SELECT 1 FROM sealed_record WHERE id = ? AND (digest = ? OR state = 'erased')"
            " UNION ALL SELECT 1 FROM parked_record WHERE id = ? AND digest = ?"
        )
        key, raw = UUID(id).hex, bytes.fromhex(digest)
        return self.tables.execute(asked, (key, raw, key, raw)).fetchone() is not None

    def has_photo(self, id: str, digest: str) -> bool:
        record, _, slot = id.partition("/")
        asked = (
            "SELECT 1 FROM attachment WHERE record = ? AND slot = ? AND sha256 = ?"
            " AND received_at IS NOT NULL"
        )
        told = (UUID(record).hex, slot, bytes.fromhex(digest))
        return self.tables.execute(asked, told).fetchone() is not None

    def epoch_of(self, district: str) -> str:
        """The epoch of a district's server as it is now."""
        asked = "SELECT epoch FROM district_clock WHERE district = ?"
        return str(UUID(self.tables.execute(asked, (district,)).fetchone()[0]))

    def ids(self, asked: str) -> set[str]:
        """The ids that a query finds."""
        return {str(UUID(key)) for (key,) in self.tables.execute(asked)}

    def note_erased(self) -> None:
        """What was erased for privacy may be nowhere from now on, whatever is restored later."""
        self.erased |= self.ids(
            "SELECT id FROM sealed_record WHERE state = 'erased'"
            " UNION SELECT id FROM parked_record WHERE decision = 'erased'"
        )

    def is_erased(self, id: str) -> bool:
        """Whether a record, or the record of a photo, was erased at some time."""
        return id.partition("/")[0] in self.erased

    def standing(self, id: str) -> tuple[str | None, int | None, str | None]:
        """State and number of a sealed record; the decision about a parked one."""
        key = (UUID(id).hex,)
        sealed = self.tables.execute("SELECT state, seq FROM sealed_record WHERE id = ?", key)
        parked = self.tables.execute("SELECT decision FROM parked_record WHERE id = ?", key)
        state, number = sealed.fetchone() or (None, None)
        return state, number, (parked.fetchone() or (None,))[0]

    def is_somewhere(self, id: str, sealed: Sealed) -> bool:
        on_phone = self.shelves[sealed.phone].get(f"payloads {id}") == sealed.digest
        return on_phone or self.is_kept("payloads", id, sealed.digest)

    def evict(self, phone: str) -> set[str]:
        """A browser threw its storage away: what only it had is gone, and counted apart."""
        shelf = self.shelves.pop(phone, {})
        lost = set()
        for place, digest in shelf.items():
            table, _, id = place.partition(" ")
            if self.is_kept(table, id, digest):
                self.server_alone[id] = (table, digest)
            else:
                lost.add(id)
        self.evicted |= lost
        return lost

    def spoil(self, phone: str, photo: str) -> None:
        """A photo's bytes went bad where they lay: nobody can be asked for them any more."""
        self.spoiled.add(photo)
        self.shelves[phone].pop(f"photos {photo}", None)
        self.photos.pop(photo, None)
