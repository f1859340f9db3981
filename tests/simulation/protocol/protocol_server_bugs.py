"""Mistakes of the server and its office, planted one at a time: each has to be caught."""

from simulation.protocol.protocol_office import Office
from simulation.protocol.protocol_records import (
    Call,
    Cursor,
    Frame,
    Page,
    Result,
    Steps,
    User,
    cut_short,
    digest,
    scope_of,
)
from simulation.protocol.protocol_tables import Backup, Draft, Parked, Row, Tables


class PlainSequence(Office):
    """Numbers come from a plain sequence, before the commit and without the district's lock."""

    last_given = 0

    def lock(self, district: str) -> Steps:
        yield

    def next_number(self, draft: Draft) -> int:
        self.last_given = max(self.last_given, draft.disk.last_seq) + 1
        draft.seen.last_seq = max(draft.seen.last_seq, self.last_given)
        return self.last_given


class AcknowledgesFirst(Office):
    """The results leave before the commit is on disk."""

    def keep_all(self, user: User, frames: tuple[Frame, ...]) -> Steps:
        yield from self.lock(user.district)
        self.locked.discard(user.district)
        results = self.batch(Draft(self.districts[user.district]), frames, user)
        later = self.at_desk(user.district, lambda draft: self.keep_late(draft, frames, user))
        self.world.start("server", later, "late commit")
        return self.answer(user, 200, results)

    def keep_late(self, draft: Draft, frames: tuple[Frame, ...], user: User) -> None:
        self.batch(draft, frames, user)


class UndoesNeighbours(Office):
    """One record that can't be applied takes the whole batch back with it."""

    def batch(self, draft: Draft, frames: tuple[Frame, ...], sender: User) -> tuple[Result, ...]:
        results = super().batch(draft, frames, sender)
        if any(frame.record.fault == "unappliable" for frame in frames):
            draft.seen = draft.began.copy()
        return results


class SameEpoch(Office):
    """A restore goes on in the epoch that was."""

    def new_epoch(self, before: str) -> str:
        return before


class SameFileSystem(Office):
    """A backup beside the data counts for durable_seq."""

    def counted_backups(self, epoch: str, district: str) -> list[Backup]:
        return [b for b in self.backups if b.districts[district].epoch == epoch]


class OldTimeline(Office):
    """A backup from before a restore counts for durable_seq."""

    def counted_backups(self, epoch: str, district: str) -> list[Backup]:
        return [backup for backup in self.backups if backup.is_elsewhere]


class OneBackupIsEnough(Office):
    """durable_seq rises to the newest backup, and not to the one before."""

    def promise(self, draft: Draft, district: str) -> None:
        for backup in self.counted_backups(draft.seen.epoch, district)[-1:]:
            draft.seen.durable_seq = backup.districts[district].last_seq


class FilesFirst(Office):
    """A backup copies the photos before the rows that name them."""

    def back_up(self, is_elsewhere: bool) -> Steps:
        files = frozenset(self.files)
        for _ in range(9):
            yield
        rows = {name: tables.copy() for name, tables in self.districts.items()}
        self.keep_backup(Backup(rows, files, is_elsewhere))


class OldNumberShown(Office):
    """What readers see differently keeps the number under which they read it."""

    def show_again(self, draft: Draft, row: Row, state: str) -> None:
        draft.rows[row.record.id] = row._replace(state=state)


class MovedSilently(Office):
    """Readers of the township that a record leaves are not told."""

    def move(self, draft: Draft, row: Row, township: str) -> None:
        self.show_again(draft, row._replace(township=township), state=row.state)


class ErasureToldByScope(Office):
    """The author of an erased record is told only while the township is the author's."""

    def was_visible(self, user: User, row: Row) -> bool:
        return super().was_visible(user, row._replace(state="applied"))


class ParkedAsStored(Office):
    """A parked record is answered as stored."""

    def settle(self, draft: Draft, frame: Frame, sender: User) -> Result:
        result = super().settle(draft, frame, sender)
        is_parked = result.status == "parked"
        return (
            result._replace(status="stored", seq=draft.seen.last_seq + 1) if is_parked else result
        )


class ConflictOverwrites(Office):
    """Other bytes under a known id take the place of the first."""

    def settle(self, draft: Draft, frame: Frame, sender: User) -> Result:
        row = draft.rows.get(frame.record.id)
        if row and row.state != "erased" and not frame.is_cut:
            draft.rows[frame.record.id] = row._replace(record=frame.record)
        return super().settle(draft, frame, sender)


class TruncatedKept(Office):
    """A last record that broke off is kept as it came."""

    def settle(self, draft: Draft, frame: Frame, sender: User) -> Result:
        whole = Frame(cut_short(frame.record)) if frame.is_cut else frame
        return super().settle(draft, whole, sender)


class RevokedServed(Office):
    """A revoked device is answered like any other."""

    def is_refused(self, call: Call) -> bool:
        return False


class ScopeForgotten(Office):
    """Everybody reads the whole district."""

    def is_visible(self, user: User, row: Row) -> bool:
        return row.state != "erased"


class DistrictForgotten(Office):
    """A page is read without asking for the district."""

    def page(self, user: User, tables: Tables, after: int) -> Page:
        page = super().page(user, tables, after)
        others = [other for other in self.districts.values() if other is not tables]
        rows = [row for other in others for row in other.rows.values() if row.state != "erased"]
        strange = [self.view(tables, row) for row in rows]
        return page._replace(views=(*page.views, *strange))


class ScopeNotAsked(Office):
    """A cursor goes on although what its user may see has changed."""

    def pull(self, user: User, call: Call) -> Steps:
        cursor: Cursor | None = call.body
        told = cursor._replace(scope=scope_of(user)) if cursor else None
        return super().pull(user, Call("pull", told, call.user, call.device, call.deadline))


class DecisionLost(Office):
    """A decision gets no number: no pull ever brings it."""

    def tell_decision(self, draft: Draft, decided: Parked) -> None:
        draft.seen.parked[decided.record.id] = decided


class PhotoBeforeFile(Office):
    """A photo is marked as received before its file is on disk."""

    def take_in(self, user: User, record_id: str, slot: int, content: str) -> Steps:
        work = self.write(user.district, lambda d: self.receive_photo(d, record_id, slot))
        seq = yield from work
        yield from self.put_file(content)
        return seq


class DamagedPhotoKept(Office):
    """A photo is kept without a look at its digest."""

    def put_photo(self, user: User, call: Call) -> Steps:
        record_id, slot, content = call.body
        if self.districts[user.district].rows.get(record_id):
            self.files.add(content)
            seq = yield from self.write(
                user.district, lambda d: self.receive_photo(d, record_id, slot)
            )
            return self.answer(user, 201 if seq else 404, seq)
        return self.answer(user, 404)


class UnknownCalledStored(Office):
    """`verify` calls stored what it only finds no fault with."""

    def known_as(self, tables: Tables, record_id: str, mark: str) -> Result:
        told = super().known_as(tables, record_id, mark)
        return told._replace(status="stored", seq=1) if told.status == "unknown" else told


class DuplicateNumbered(Office):
    """A record that comes again is numbered again."""

    def settle(self, draft: Draft, frame: Frame, sender: User) -> Result:
        row = draft.rows.get(frame.record.id)
        if row and row.record == frame.record and not frame.is_cut:
            again = self.keep(draft, row.record, sender.name)
            return Result(row.record.id, digest(row.record), "stored", again.seq)
        return super().settle(draft, frame, sender)
