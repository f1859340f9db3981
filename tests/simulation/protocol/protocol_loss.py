"""Invariants: nothing is lost, whether on a phone, on the server, in a backup or between them."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from simulation.protocol.protocol_ghosts import Deletion, Loss
from simulation.protocol.protocol_outbox import KEPT_AFTER_DURABLE_S
from simulation.protocol.protocol_records import HARD_SIZE, Record
from simulation.protocol.protocol_storage import Receipt
from simulation.protocol.protocol_tables import Backup, Slot, Tables

if TYPE_CHECKING:
    from simulation.protocol.protocol_phone import Phone
    from simulation.protocol.protocol_world import World


def nothing_acknowledged_is_missing(world: "World") -> str | None:
    """A receipt of this epoch stands for what is on the server's disk; an old one for a copy."""
    for phone in world.touched_phones():
        if complaint := empty_receipt(world, phone):
            return complaint
    present = everywhere(world)
    for text, record in world.ghosts.acknowledged.items():
        if text not in present and not is_excused(world, record):
            return f"{record.id} was acknowledged and is nowhere"
    return None


def empty_receipt(world: "World", phone: "Phone") -> str | None:
    """A receipt of this epoch for something that the server has not, or under another number."""
    tables = district_of(world, phone)
    for record_id, queued in phone.disk.outbox.items():
        receipt = queued.receipt
        if not receipt or not receipt.seq or receipt.epoch != tables.epoch:
            continue
        row = tables.rows.get(record_id)
        if row is None or row.seq != receipt.seq or not holds(tables, phone, record_id):
            return f"{phone.name} has a receipt for {record_id}, the server has not"
    for slot, photo in phone.disk.photos.items():
        if photo.receipt and not photo_is_there(world, tables, slot, photo.receipt):
            return f"{phone.name} has a receipt for photo {slot}, the server has not"
    return None


def holds(tables: Tables, phone: "Phone", record_id: str) -> bool:
    row = tables.rows[record_id]
    return row.state == "erased" or row.record == phone.disk.payloads.get(record_id)


def photo_is_there(world: "World", tables: Tables, slot: Slot, receipt: Receipt) -> bool:
    row = tables.rows.get(slot[0])
    if receipt.epoch != tables.epoch or (row and row.state == "erased"):
        return True
    has_file = row is not None and row.record.photos[slot[1]] in world.server.files
    return has_file and tables.photos.get(slot) == receipt.seq


def every_sealed_record_is_somewhere(world: "World") -> str | None:
    """What the screen called saved is on a phone or on the server, or was lost with its phone."""
    present, ghosts = everywhere(world), world.ghosts
    for text, record in ghosts.saved.items():
        if text not in present and text not in ghosts.evicted and record.id not in ghosts.erased:
            return f"{record.id} was saved and is nowhere"
    return lost_photo(world)


def lost_photo(world: "World") -> str | None:
    """A spoilt photo counts as itself: it is still there to be looked at."""
    ghosts, present = world.ghosts, set(world.server.files)
    for phone in world.phones.values():
        present |= {photo.content.rstrip("~") for photo in phone.disk.photos.values()}
    for text, record in ghosts.saved.items():
        is_gone = text in ghosts.evicted or record.id in ghosts.erased
        if record.photos and not is_gone and not present.issuperset(record.photos):
            return f"a photo of {record.id} is nowhere"
    return None


def is_excused(world: "World", record: Record) -> bool:
    """Erased on purpose, or lost on the server and on its phone before the two met again."""
    ghosts = world.ghosts
    is_lost_twice = record.text in ghosts.evicted and record.id in ghosts.lost_by_restore
    return record.id in ghosts.erased or is_lost_twice


def everywhere(world: "World") -> set[str]:
    """The texts of all records on any disk; whether their bytes are right is asked elsewhere."""
    present = on_server(world)
    for phone in world.phones.values():
        present |= {record.text for record in phone.disk.payloads.values()}
    return present


def on_server(world: "World") -> set[str]:
    present: set[str] = set()
    for tables in world.server.districts.values():
        present |= {row.record.text for row in tables.rows.values()}
        present |= {parked.record.text for parked in tables.parked.values()}
    return present


def durable_means_two_backups(world: "World") -> str | None:
    """durable_seq promises only what the two newest backups on another file system hold."""
    newest = [backup for backup in world.server.backups if backup.is_elsewhere][-2:]
    for name, tables in world.server.districts.items():
        for record in durable_rows(tables):
            if len(newest) < 2 or not all(is_in(backup, name, record.id) for backup in newest):
                return f"{record.id} is called durable and is not in two backups"
        for slot, seq in tables.photos.items():
            is_kept = all(slot in backup.districts[name].photos for backup in newest)
            if seq <= tables.durable_seq and not is_kept:
                return f"photo {slot} is called durable and is not in two backups"
    return None


def durable_rows(tables: Tables) -> Iterator[Record]:
    for row in tables.rows.values():
        if row.seq <= tables.durable_seq and row.state != "erased":
            yield row.record


def is_in(backup: Backup, district: str, record_id: str) -> bool:
    return record_id in backup.districts[district].rows


def no_copy_goes_early(world: "World") -> str | None:
    """A phone's copy goes when it was erased, or seven days after two backups had it all."""
    for deletion in world.ghosts.deletions:
        if deletion.record.id not in world.ghosts.erased and went_early(world, deletion):
            return f"the copy of {deletion.record.id} went before it was safe"
    return None


def went_early(world: "World", deletion: Deletion) -> bool:
    record, receipt = deletion.record, deletion.queued.receipt
    long_ago = deletion.at - KEPT_AFTER_DURABLE_S
    if receipt is None or not any(
        epoch == receipt.epoch and seq >= receipt.seq and told_at <= long_ago
        for epoch, seq, told_at in world.ghosts.promised
    ):
        return True
    contents = record.photos
    newest = [backup for backup in world.server.backups if backup.is_elsewhere][-2:]
    district = record.text.split("|")[0]
    return not all(
        is_in(backup, district, record.id) and backup.files.issuperset(contents)
        for backup in newest
    )


def a_lost_phone_leaves_a_list(world: "World") -> str | None:
    """What a lost phone had not sent was in its last report, or came after it."""
    losses, world.ghosts.losses = world.ghosts.losses, []
    for loss in losses:
        if loss.report and unreported(loss) > 0:
            return f"{loss.phone} was lost with more than it had reported"
    return None


def unreported(loss: Loss) -> int:
    """How many records were unsent when the report was made and are not in it."""
    assert loss.report is not None
    before = [since for since in loss.unsent_since if since < loss.report.made_at]
    return len(before) - loss.report.waiting - loss.report.attention


def everything_arrives(world: "World") -> str | None:
    """At the end every saved record is on the server or plainly refused; its photos too."""
    arrived = on_server(world)
    for record in world.ghosts.saved.values():
        is_gone = record.text in world.ghosts.evicted or record.id in world.ghosts.erased
        if is_gone or is_refused(world, record) or stays_on_phone(world, record):
            continue
        if record.text not in arrived:
            return f"{record.id} never arrived"
        for slot, content in enumerate(record.photos):
            is_bad = (record.id, slot) in world.ghosts.spoilt or not is_accepted(world, record)
            if not is_bad and content not in world.server.files:
                return f"photo {slot} of {record.id} never arrived"
    return None


def is_accepted(world: "World", record: Record) -> bool:
    return any(record.id in tables.rows for tables in world.server.districts.values())


def is_refused(world: "World", record: Record) -> bool:
    """Rejected, too large, or another's id: it stays on its phone, where it is seen."""
    is_bad = record.fault == "rejected" or record.size > HARD_SIZE
    versions = [one for one in world.ghosts.sealed if one.id == record.id]
    return is_bad or len(versions) > 1


def stays_on_phone(world: "World", record: Record) -> bool:
    """Its device is revoked, or a supervisor discarded it: both are told to whoever looks."""
    for phone in world.phones.values():
        if phone.disk.payloads.get(record.id) == record:
            queued = phone.disk.outbox.get(record.id)
            return is_revoked(world, phone) or bool(queued and queued.state == "discarded")
    return False


def is_revoked(world: "World", phone: "Phone") -> bool:
    device = world.server.devices.get(phone.disk.device)
    return device is not None and device.is_revoked


def district_of(world: "World", phone: "Phone") -> Tables:
    home = world.server.users[world.homes[phone.name]]
    return world.server.districts[home.district]
