"""What people do at the server: desk, erasing, devices, memberships, backup and restore."""

from collections.abc import Callable
from functools import partial

from simulation.protocol.protocol_records import Steps
from simulation.protocol.protocol_server import RolledBack, Server
from simulation.protocol.protocol_tables import Backup, Device, Draft, Parked, Tables


class Office(Server):
    """The whole server, with those who run it."""

    def desk(self, district: str) -> list[str]:
        """The ids of parked records, decided ones too: nothing here is ever hidden."""
        return list(self.districts[district].parked)

    def decide(self, district: str, record_id: str, is_accepted: bool) -> Steps:
        """A supervisor accepts a parked record, corrected, or discards it with a reason."""
        yield from self.at_desk(district, lambda d: self.decide_in(d, record_id, is_accepted))

    def decide_in(self, draft: Draft, record_id: str, is_accepted: bool) -> None:
        parked = draft.seen.parked.get(record_id)
        if parked is None or parked.decision:
            return
        decision = "accepted" if is_accepted else "discarded"
        seq = self.keep(draft, parked.record, parked.sender).seq if is_accepted else 0
        self.tell_decision(draft, parked._replace(decision=decision, seq=seq))

    def tell_decision(self, draft: Draft, decided: Parked) -> None:
        shown = self.next_number(draft)
        draft.seen.parked[decided.record.id] = decided._replace(shown=shown)

    def erase(self, district: str, record_id: str) -> Steps:
        """Bytes and photos go; the id stays, and readers are told."""
        yield from self.at_desk(district, lambda d: self.erase_in(d, record_id))
        row = self.districts[district].rows.get(record_id)
        if row is not None and row.state == "erased":
            self.files -= set(row.record.photos)
            self.world.wrote("server")

    def erase_in(self, draft: Draft, record_id: str) -> None:
        row = draft.rows.get(record_id)
        if row is None:
            return
        for slot in range(len(row.record.photos)):
            draft.seen.photos.pop((record_id, slot), None)
        empty = row._replace(record=row.record._replace(text=""))
        self.show_again(draft, empty, state="erased")
        if parked := draft.seen.parked.get(record_id):
            draft.seen.parked[record_id] = parked._replace(record=empty.record)

    def at_desk(self, district: str, work: Callable[[Draft], None]) -> Steps:
        """A desk's transaction; when it rolls back, the person sees so and tries another time."""
        try:
            yield from self.write(district, work)
        except RolledBack:
            return

    def revoke(self, device: str, is_revoked: bool) -> None:
        known = self.devices.get(device, Device())
        self.devices[device] = known._replace(is_revoked=is_revoked)

    def move_user(self, name: str, townships: tuple[str, ...]) -> None:
        user = self.users[name]
        had = tuple(dict.fromkeys((*user.had, *townships)))
        self.users[name] = user._replace(townships=townships, had=had)

    def back_up(self, is_elsewhere: bool) -> Steps:
        """Rows first, then files: every photo that the copied rows name is in the copy."""
        rows = {name: tables.copy() for name, tables in self.districts.items()}
        yield
        files = frozenset(self.files)
        yield
        if self.world.strikes("backup unreadable"):
            return
        self.keep_backup(Backup(rows, files, is_elsewhere))
        yield
        for name in self.districts:
            yield from self.at_desk(name, partial(self.promise, district=name))

    def keep_backup(self, backup: Backup) -> None:
        """Two generations on another file system, and the newest beside the data."""
        older = [b for b in self.backups if b.is_elsewhere == backup.is_elsewhere]
        keep = older[-1:] if backup.is_elsewhere else []
        others = [b for b in self.backups if b.is_elsewhere != backup.is_elsewhere]
        self.backups = [b for b in self.backups if b in (*keep, *others)] + [backup]

    def promise(self, draft: Draft, district: str) -> None:
        """durable_seq: the last number of the backup before the newest, both of this epoch."""
        counted = [b.districts[district] for b in self.counted_backups(draft.seen.epoch, district)]
        if len(counted) >= 2:
            draft.seen.durable_seq = max(draft.seen.durable_seq, counted[-2].last_seq)

    def counted_backups(self, epoch: str, district: str) -> list[Backup]:
        elsewhere = [b for b in self.backups if b.is_elsewhere]
        return [b for b in elsewhere if b.districts[district].epoch == epoch]

    def restore(self, backup: Backup | None) -> None:
        """From a backup, or from nothing; the numbers begin a new epoch and promise nothing."""
        self.kill()
        for name, lost in list(self.districts.items()):
            tables = backup.districts[name].copy() if backup else Tables(lost.epoch)
            tables.epoch, tables.durable_seq = self.new_epoch(lost.epoch), 0
            self.districts[name] = tables
        self.files = set(backup.files) if backup else set()
        self.world.wrote("server")

    def new_epoch(self, before: str) -> str:
        """Another one than any before: what phones were told in the old one is asked again."""
        return f"epoch-{self.world.number()}"
