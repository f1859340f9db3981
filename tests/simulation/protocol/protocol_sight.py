"""Invariants: everybody reads all that is theirs to see, and nothing else."""

from typing import TYPE_CHECKING

from simulation.protocol.protocol_records import Page, Record, User, View, scope_of
from simulation.protocol.protocol_tables import Tables

if TYPE_CHECKING:
    from simulation.protocol.protocol_phone import Phone
    from simulation.protocol.protocol_world import World
from simulation.protocol.protocol_loss import district_of, is_revoked


def no_byte_leaves_its_scope(world: "World") -> str | None:
    """Every answer of a pull, looked at as it left the server."""
    taps, world.ghosts.taps = world.ghosts.taps, []
    for user, is_shut_out, answer in taps:
        page: Page = answer.body
        if is_shut_out:
            return f"a revoked device of {user.name} was served"
        for view in page.views:
            if not canary_may_fly(user, view):
                return f"{user.name} was given {view.record.text}"
    return None


def canary_may_fly(user: User, view: View) -> bool:
    """Worked out from the canary and the contract alone, not by the server's rule."""
    district, _, kind, author, _ = view.record.text.split("|")
    if district != user.district or (user.role == "volunteer" and author != user.name):
        return False
    if user.role == "volunteer":
        return True
    is_ours = view.township in user.townships
    is_shared = kind in ("outreach", "void", "move")
    return is_ours and kind != "clinic" and (is_shared or author == user.name or is_leading(user))


def is_leading(user: User) -> bool:
    return user.role == "supervisor"


def a_phone_shows_its_user_alone(world: "World") -> str | None:
    """What a phone has pulled was pulled by the one who is signed in."""
    for phone in world.touched_phones():
        cursor = phone.disk.cursor
        reader = cursor.scope.split("/")[0] if cursor else ""
        if phone.disk.pulled and reader != phone.disk.user:
            return f"{phone.name} shows {phone.disk.user} what {reader or 'somebody'} read"
    return None


def a_reader_never_skips(world: "World") -> str | None:
    """Up to its cursor a phone has every row as it is now, and no other."""
    for phone in world.touched_phones():
        cursor, user = phone.disk.cursor, world.server.users.get(phone.disk.user)
        if cursor is None or user is None or cursor.scope != scope_of(user):
            continue
        tables = world.server.districts[user.district]
        if cursor.epoch != tables.epoch:
            continue
        for record_id, row in tables.rows.items():
            if row.shown > cursor.shown:
                continue
            is_seen = world.server.is_visible(user, row)
            expected = world.server.view(tables, row) if is_seen else None
            if phone.disk.pulled.get(record_id) != expected:
                return f"{phone.name} read past {record_id}"
    return None


def nothing_is_hidden(world: "World") -> str | None:
    """What is on a phone is counted there or on the server: no silent quarantine."""
    visible = ("waiting", "attention", "discarded")
    for phone in world.touched_phones():
        tables = district_of(world, phone)
        for record_id, record in phone.disk.payloads.items():
            queued = phone.disk.outbox.get(record_id)
            is_shown = queued is not None and queued.state in visible
            is_old = bool(queued and queued.receipt and queued.receipt.epoch != tables.epoch)
            if not is_shown and not is_old and not on_server_or_desk(world, tables, record):
                return f"{record_id} is out of sight on {phone.name}"
    return None


def on_server_or_desk(world: "World", tables: Tables, record: Record) -> bool:
    district = record.text.split("|")[0]
    return record.id in tables.rows or record.id in world.server.desk(district)


def every_phone_converges(world: "World") -> str | None:
    """At the end a phone shows what it may, has heard every decision, and holds nothing erased."""
    for phone in world.phones.values():
        if is_revoked(world, phone):
            continue
        user = world.server.users[phone.disk.user]
        tables = world.server.districts[user.district]
        rows = [row for row in tables.rows.values() if world.server.is_visible(user, row)]
        if phone.disk.pulled != {row.record.id: world.server.view(tables, row) for row in rows}:
            return f"{phone.name} does not show what {user.name} may see"
        if complaint := left_over(phone, tables):
            return complaint
    return None


def left_over(phone: "Phone", tables: Tables) -> str | None:
    for record_id, queued in phone.disk.outbox.items():
        row, parked = tables.rows.get(record_id), tables.parked.get(record_id)
        if queued.state == "stored" and row and row.state == "erased":
            return f"{phone.name} still holds {record_id}, which was erased"
        is_waiting = queued.problem == "parked" and queued.state == "attention"
        if is_waiting and (parked is None or parked.decision):
            return f"{phone.name} has not heard what was decided about {record_id}"
    return None
