"""Everybody sees what they may see, as the server shows it now; and the server's rows are true."""

from collections.abc import Iterator, Mapping
from typing import Any

from simulation.real import office
from simulation.real.truth import Truth, Violation
from simulation.real.world import Phone, World
from xunhu.coverage.rebuild import rebuild
from xunhu.records.roles import Role

OWN_READERS = (Role.PATROL_OFFICER, Role.CLINIC_VOLUNTEER)
PARTS = ("track_segment", "patrol_end")  # shown with their patrol, and voided with it
NOT_DERIVED = {
    *("login_session", "user", "membership", "alembic_version", "device"),
    *("coverage_clock", "day_node", "footprint_node"),  # only what makes answers quick
}

Row = dict[str, Any]


def check_copies(world: World, phone: Phone, found: Mapping[str, list[Row]]) -> None:
    """The pulled copies of whoever is signed in are what a pull from the start would give."""
    user = phone.user
    if user is None or office.STAFF[user][0] not in OWN_READERS:
        return
    features = world.server.desk(user).pulled().values()
    wanted = {f["id"]: f for f in features if f["properties"]["kind"] != "track_segment"}
    have = {row["id"]: row for row in found["pulled"]}
    if wanted.keys() != have.keys():
        missing, extra = sorted(wanted.keys() - have), sorted(have.keys() - wanted)
        raise Violation(f"diverged: {phone.name} of {user} lacks {missing[:3]}, has {extra[:3]}")
    for id, feature in wanted.items():
        _check_digest(world.truth, id, have[id])
        for name, value in _shown(feature):
            if have[id].get(name) != value:
                told = f"{name} {have[id].get(name)}, and the server says {value}"
                raise Violation(f"diverged: {phone.name} shows of {id} {told}")


def _check_digest(truth: Truth, id: str, row: Row) -> None:
    """What the server says of bytes is said of those that a phone sealed."""
    sealed = truth.sealed.get(id)
    if sealed is not None and row.get("digest") != f"sha256:{sealed.digest}":
        raise Violation(f"diverged: the digest of {id} is not that of its bytes")


def _shown(feature: Row) -> Iterator[tuple[str, Any]]:
    """What a phone keeps of a feature, by the names that it has there."""
    properties, receipt = feature["properties"], feature["receipt"]
    yield "missing", feature["missing_attachments"] or None
    if properties["kind"] not in PARTS:
        yield "voided", True if receipt["state"] == "voided" else None
    in_force = properties["kind"] == "amendment" and receipt["state"] == "applied"
    yield "about", properties["refs"]["record"] if in_force else None
    yield "changes", properties["data"]["changes"] if in_force else None


def check_told(world: World, phone: Phone, rows: list[Row]) -> None:
    """Phones have heard of every decision and every receipt, and hold nothing that was erased."""
    user = phone.user
    is_told = user is not None and office.STAFF[user][0] in OWN_READERS
    for row in rows:
        state, number, decision = world.truth.standing(row["id"])
        if state == "erased" or decision == "erased":
            raise Violation(f"diverged: {phone.name} still holds {row['id']}, which was erased")
        if is_told and row["state"] == "attention" and decision is not None:
            raise Violation(f"unheard: {row['id']} was {decision}, and {phone.name} wasn't told")
        receipt = row["receipt"] or {}
        if row["state"] == "stored" and not row.get("pruned") and number != receipt.get("seq"):
            told = f"{receipt.get('seq')}, the server {number}"
            raise Violation(f"diverged: {phone.name} has {row['id']} as number {told}")


def check_revisions(truth: Truth, strangers: set[str]) -> None:
    """What nobody may amend stands as it was, and all that was kept has been applied."""
    asked = "SELECT id FROM revision WHERE in_force"
    for id in truth.ids(asked):
        if id in strangers:
            raise Violation(f"amended: {id} is in force, and its author had no right to it")
    for id in truth.ids("SELECT id FROM sealed_record WHERE state = 'unapplied'"):
        raise Violation(f"unapplied: {id}")


def check_rebuilt(world: World) -> None:
    """Worked out anew from the sealed bytes, every row of the server is the one that is there."""
    before = _rows(world.truth)
    with world.server.app.app_context():
        for district in ("500119", "500199"):
            rebuild(district)
    after = _rows(world.truth)
    for table, rows in before.items():
        if rows != after[table]:
            changed = sorted(set(rows) ^ set(after[table]))
            raise Violation(f"rebuilt: {table} has other rows: {changed[:2]}")


def _rows(truth: Truth) -> dict[str, list[str]]:
    asked = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite%'"
    names = [name for (name,) in truth.tables.execute(asked) if name not in NOT_DERIVED]
    return {
        name: sorted(map(repr, truth.tables.execute(f'SELECT * FROM "{name}"'))) for name in names
    }
