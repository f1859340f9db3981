"""The server: requests in steps, one writer a district, memory that a kill empties, a disk."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from simulation.protocol.protocol_books import Books
from simulation.protocol.protocol_records import (
    MOST_RECORDS,
    MOST_SIZE,
    Answer,
    Call,
    Cursor,
    Frame,
    Result,
    Steps,
    User,
    digest,
    scope_of,
)
from simulation.protocol.protocol_tables import Backup, Device, Draft, Tables

if TYPE_CHECKING:
    from simulation.protocol.protocol_world import World

MOST_VERIFIED = 8


class RolledBack(Exception):
    """The transaction did not come to its commit: a full disk, a lost connection."""


class Server(Books):
    """Users and devices are kept apart from the districts: a restore does not touch them."""

    def __init__(self, world: "World", users: dict[str, User]) -> None:
        self.world, self.users = world, users
        self.devices: dict[str, Device] = {}
        names = dict.fromkeys(user.district for user in users.values())
        self.districts = {name: Tables(epoch="epoch-1") for name in names}
        self.files: set[str] = set()
        self.backups: list[Backup] = []
        self.locked: set[str] = set()
        self.is_up, self.is_mended = True, False

    def kill(self) -> None:
        """kill -9: what is in memory is gone, what is committed stays."""
        self.is_up, self.locked = False, set()

    def serve(self, call: Call) -> Steps:
        """One request from admission to its answer."""
        if self.is_refused(call):
            return Answer(401, problem="device-revoked")
        routes = {
            "push": self.push,
            "pull": self.pull,
            "verify": self.verify,
            "hello": self.hello,
            "photo": self.put_photo,
        }
        user = self.users[call.user]
        try:
            return (yield from routes[call.kind](user, call))
        except RolledBack:
            return self.answer(user, 503)

    def is_refused(self, call: Call) -> bool:
        return self.devices.get(call.device, Device()).is_revoked

    def answer(self, user: User, status: int, body: Any = None, problem: str = "") -> Answer:
        tables, now = self.districts[user.district], self.world.now
        return Answer(status, tables.epoch, tables.durable_seq, now, body, problem)

    def write(self, district: str, work: Callable[[Draft], Any]) -> Steps:
        """One transaction under the district's lock; a kill may come before and after its commit.

        Raises RolledBack.
        """
        yield from self.lock(district)
        draft = Draft(self.districts[district])
        done = work(draft)
        yield from self.world.stall("commit stalled")
        if self.world.strikes("rolled back"):
            self.locked.discard(district)
            raise RolledBack
        draft.commit()
        self.locked.discard(district)
        self.world.wrote("server")
        yield
        return done

    def lock(self, district: str) -> Steps:
        while district in self.locked:
            yield
        self.locked.add(district)

    def push(self, user: User, call: Call) -> Steps:
        frames: tuple[Frame, ...] = call.body
        too_large = sum(frame.record.size for frame in frames) > MOST_SIZE
        if len(frames) > MOST_RECORDS or too_large:
            return self.answer(user, 413, problem="too-large")
        if not self.is_mended and any(frame.record.fault == "poison" for frame in frames):
            return self.answer(user, 500)
        yield
        return (yield from self.keep_all(user, frames))

    def keep_all(self, user: User, frames: tuple[Frame, ...]) -> Steps:
        """No result leaves before its commit is on disk."""
        results = yield from self.write(
            user.district, lambda draft: self.batch(draft, frames, user)
        )
        return self.answer(user, 200, results)

    def batch(self, draft: Draft, frames: tuple[Frame, ...], sender: User) -> tuple[Result, ...]:
        return tuple(self.settle(draft, frame, sender) for frame in frames)

    def pull(self, user: User, call: Call) -> Steps:
        cursor: Cursor | None = call.body
        tables = self.districts[user.district]
        if cursor and cursor.epoch != tables.epoch:
            return self.answer(user, 409, problem="epoch-changed")
        if cursor and cursor.scope != scope_of(user):
            return self.answer(user, 409, problem="scope-changed")
        answer = self.answer(user, 200, self.page(user, tables, cursor.shown if cursor else 0))
        self.world.tap(user, call.device, answer)
        yield
        return answer

    def verify(self, user: User, call: Call) -> Steps:
        """Status and number of each record that a phone asks for, in order."""
        if len(call.body) > MOST_VERIFIED:
            return self.answer(user, 413, problem="too-large")
        tables = self.districts[user.district]
        told = tuple(self.known_as(tables, record_id, mark) for record_id, mark in call.body)
        answer = self.answer(user, 200, told)
        yield
        return answer

    def known_as(self, tables: Tables, record_id: str, mark: str) -> Result:
        row, parked = tables.rows.get(record_id), tables.parked.get(record_id)
        if row is not None and row.state == "erased":
            return Result(record_id, mark, "erased")
        kept = row or parked
        if kept is None:
            return Result(record_id, mark, "unknown")
        if digest(kept.record) != mark:
            return Result(record_id, mark, "mismatch")
        return (
            Result(record_id, mark, "stored", row.seq) if row else Result(record_id, mark, "parked")
        )

    def hello(self, user: User, call: Call) -> Steps:
        device = self.devices.get(call.device, Device())
        self.devices[call.device] = device._replace(report=call.body)
        yield
        return self.answer(user, 200)

    def put_photo(self, user: User, call: Call) -> Steps:
        """The file is on disk before the row says that it came."""
        record_id, slot, content = call.body
        tables = self.districts[user.district]
        row = tables.rows.get(record_id)
        if row is None or row.state == "erased":
            return self.answer(user, 404, problem="not-found")
        if content != row.record.photos[slot]:
            return self.answer(user, 422, problem="digest-mismatch")
        seq = tables.photos.get((record_id, slot))
        if seq is None:
            seq = yield from self.take_in(user, record_id, slot, content)
        return self.answer(user, 201 if seq else 404, seq)

    def take_in(self, user: User, record_id: str, slot: int, content: str) -> Steps:
        yield from self.put_file(content)
        return (
            yield from self.write(user.district, lambda d: self.receive_photo(d, record_id, slot))
        )

    def put_file(self, content: str) -> Steps:
        yield
        self.files.add(content)
        yield
