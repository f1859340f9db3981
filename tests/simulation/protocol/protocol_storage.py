"""A phone's storage: what survives a kill, who is signed in, and sealing."""

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

from simulation.protocol.protocol_records import Cursor, Record, Report, Steps, View
from simulation.protocol.protocol_tables import Slot

if TYPE_CHECKING:
    from simulation.protocol.protocol_world import World


class Receipt(NamedTuple):
    """The server's word for a record or a photo, good in one epoch; `seq` 0 while parked."""

    seq: int
    epoch: str


class Queued(NamedTuple):
    """The outbox's row of a record: waiting, stored, attention or discarded."""

    state: str = "waiting"
    attempts: int = 0
    next_at: int = 0
    has_failed_with_others: bool = False
    is_slow: bool = False
    receipt: Receipt | None = None
    safe_since: int | None = None
    """Server time at which this phone first saw durable_seq pass it."""
    problem: str = ""


class Snapped(NamedTuple):
    """A photo on the phone."""

    content: str
    state: str = "waiting"
    attempts: int = 0
    next_at: int = 0
    receipt: Receipt | None = None


@dataclass
class Disk:
    device: str
    payloads: dict[str, Record] = field(default_factory=dict)
    outbox: dict[str, Queued] = field(default_factory=dict)
    photos: dict[Slot, Snapped] = field(default_factory=dict)
    pulled: dict[str, View] = field(default_factory=dict)
    cursor: Cursor | None = None
    epoch: str = ""
    durable: tuple[str, int] = ("", 0)
    user: str = ""
    lease: tuple[str, int] | None = None
    version: int = 1


class QuotaExceeded(Exception):
    """The browser gives no more room; the transaction wrote nothing."""


class PhoneStorage:
    """`room`: 2 = enough, 1 = text fits and photos don't, 0 = nothing fits."""

    def __init__(self, world: "World", name: str, *, has_locks: bool) -> None:
        self.world, self.name, self.has_locks = world, name, has_locks
        self.clock_is_off_s, self.room, self.version = 0, 2, 1
        self.sends_for_colleagues = False
        self.disk = Disk(device=f"{name}-device-{world.number()}")
        self.turn = ""
        self.server_time = 0

    def clock(self) -> int:
        return self.world.now + self.clock_is_off_s

    def kill(self) -> None:
        """The browser ends with all its tabs: what is on disk stays, a lease too."""
        self.turn = ""

    def tab_closed(self, tab: str) -> None:
        """Web Locks go with their tab; a lease stays until it runs out."""
        if self.turn == tab:
            self.turn = ""

    def evict(self) -> None:
        """The browser clears everything that it kept for this page."""
        self.kill()
        self.disk = Disk(device=f"{self.name}-device-{self.world.number()}")
        self.world.wrote(self.name)

    def install(self, version: int) -> None:
        """An update or a rollback of the app: storage of a newer version is opened as it is."""
        self.kill()
        self.version = version
        self.open()
        self.world.wrote(self.name)

    def open(self) -> None:
        self.disk.version = max(self.disk.version, self.version)

    def sign_in(self, user: str) -> None:
        """The pulled copies were those of the one before; the outbox is everybody's."""
        if user != self.disk.user:
            self.disk.pulled, self.disk.cursor = {}, None
        self.disk.user = user
        self.world.wrote(self.name)

    def sign_out(self) -> None:
        self.disk.pulled, self.disk.cursor = {}, None
        self.disk.user = ""
        self.world.wrote(self.name)

    def seal(self, record: Record, contents: tuple[str, ...]) -> Steps:
        """Seal and queue; the screen says "saved" only after the transaction is on disk."""
        yield
        try:
            yield from self.put_sealed(record, contents)
        except QuotaExceeded:
            record = record._replace(photos=())
            try:
                yield from self.put_sealed(record, ())
            except QuotaExceeded:
                return
        self.world.ghosts.say_saved(record)
        yield

    def put_sealed(self, record: Record, contents: tuple[str, ...]) -> Steps:
        """One transaction for bytes, photos and queue; raises QuotaExceeded."""
        yield
        self.need_room(contents)
        self.write_payload(record, contents)
        self.disk.outbox[record.id] = Queued()
        self.world.wrote(self.name)
        yield

    def need_room(self, contents: tuple[str, ...]) -> None:
        if self.room == 0 or (self.room == 1 and contents):
            raise QuotaExceeded

    def write_payload(self, record: Record, contents: tuple[str, ...]) -> None:
        self.disk.payloads[record.id] = record
        for slot, content in enumerate(contents):
            self.disk.photos[record.id, slot] = Snapped(content)

    def report(self) -> Report:
        """What is still on this phone, whoever recorded it."""
        states = [queued.state for queued in self.disk.outbox.values()]
        return Report(states.count("waiting"), states.count("attention"), self.world.step_count)

    def forget(self, record_id: str) -> None:
        """Delete the phone's copy of a record with its photos."""
        self.disk.payloads.pop(record_id, None)
        self.disk.outbox.pop(record_id, None)
        for slot in [slot for slot in self.disk.photos if slot[0] == record_id]:
            del self.disk.photos[slot]
