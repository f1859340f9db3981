"""The faults are over: everything has to arrive, and everybody has to see what they may see."""

from typing import Any

from simulation.real import office
from simulation.real.check import check_all, check_arrived
from simulation.real.days import Person
from simulation.real.disasters import Disasters
from simulation.real.faults import HOURS_MS, MINUTES_MS, SECONDS_MS
from simulation.real.misfits import Misfits
from simulation.real.truth import Violation
from simulation.real.world import Phone, World
from xunhu.records.roles import Role

PATIENCE_MS = 3 * HOURS_MS
MOVING = ("cao", "dai")  # who moves, and the colleague who may send for them
OWN_READERS = (Role.PATROL_OFFICER, Role.CLINIC_VOLUNTEER)


def quieten(world: World) -> None:
    """No more faults: the line is good, the disks have room, clocks are right."""
    world.network.rate = 0
    world.rates = type(world.rates)(0, 0)
    world.network.offline.clear()
    for phone in world.phones.values():
        world.tell("full", phone=phone.name, full=False)
        world.tell("clock", phone=phone.name, offset=0)
        phone.offset_ms = 0


def drain(world: World, disasters: Disasters, people: list[Person], misfits: Misfits) -> None:
    """Open every phone for each of its users in turn, and check all that must hold then."""
    quieten(world)
    world.run(world.now + HOURS_MS)
    for phone in world.phones.values():
        disasters.reinstate(phone)
    for is_cured in (False, True) if misfits.poison else (True,):
        misfits.is_cured = is_cured
        for turn in range(max(len(phone.users) for phone in world.phones.values())):
            _send_in_turn(world, people, turn, set() if is_cured else misfits.poison)
    check_all(world.truth)
    rows: dict[str, Any] = {}
    for phone in world.phones.values():
        rows |= check_phone(world, phone)
    check_arrived(world.truth, rows)


def _send_in_turn(world: World, people: list[Person], turn: int, but: set[str]) -> None:
    """The users who are at turn on their phones: what they recorded goes by the phones' timers."""
    users = [p.phone.users[turn] for p in people if turn < len(p.phone.users)]
    for person in people:
        if turn < len(person.phone.users):
            _take_up(world, person, person.phone.users[turn])
    _until_sent(world, users, but)
    for person in people:
        person.send_now()
    world.run(world.now + 2 * MINUTES_MS)


def _until_sent(world: World, users: list[str], but: set[str]) -> None:
    end = world.now + PATIENCE_MS
    world.run(world.now + 5 * MINUTES_MS)
    while world.now < end and any(
        author in users and id not in but
        for phone in world.phones.values()
        for id, author in world.tell("waiting", phone=phone.name)["told"]
    ):
        world.run(world.now + 5 * MINUTES_MS)
    if world.now >= end:
        raise Violation(f"stuck: {users} could not send within {PATIENCE_MS / HOURS_MS} hours")


def _take_up(world: World, person: Person, user: str) -> None:
    if "one" not in person.phone.tabs:
        world.birth(person.phone)
    world.at(10 * SECONDS_MS, person.end_at_last_fix)
    world.at(MINUTES_MS, lambda: person.sign_in(user))
    world.at(2 * MINUTES_MS, person.send_now)


def _is_excused(world: World, row: dict[str, Any]) -> bool:
    """Spoilt on purpose, or of a township that its author had left by the record's own clock.

    After a restore the phone hears from `verify` that it is parked, without the reason.
    """
    is_parked = row["problem"]["code"] in ("out-of-scope", "parked")
    has_left = is_parked and world.faults["township moved"] > 0
    return row["id"] in world.truth.doomed or (has_left and row["author"] in MOVING)


def check_phone(world: World, phone: Phone) -> dict[str, Any]:
    """Nothing waits, nothing was set aside in silence, and the pulled copies are the server's."""
    found = world.tell("look", phone=phone.name, tables=["sealed", "pulled", "kept"])
    for row in found["sealed"]:
        if row["state"] == "waiting":
            raise Violation(f"stuck: {row['id']} still waits on {phone.name}: {row}")
        if row["state"] == "attention" and not _is_excused(world, row):
            raise Violation(f"quarantined: {row['id']} on {phone.name}: {row['problem']}")
    user = phone.user
    if user and office.STAFF[user][0] in OWN_READERS:
        seen = world.server.desk(user).pulled()
        wanted = {i for i, f in seen.items() if f["properties"]["kind"] != "track_segment"}
        have = {row["id"] for row in found["pulled"]}
        if wanted != have:
            missing, extra = sorted(wanted - have)[:3], sorted(have - wanted)[:3]
            raise Violation(f"diverged: {phone.name} of {user} lacks {missing}, has {extra}")
    return {row["id"]: row for row in found["sealed"]}
