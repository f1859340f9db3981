"""The faults are over: everything has to arrive, and everybody has to see what they may see."""

from typing import Any

from simulation.real.check import check_all, check_arrived
from simulation.real.converging import check_copies, check_rebuilt, check_revisions, check_told
from simulation.real.crew import Crew
from simulation.real.days import Person
from simulation.real.fairness import Fairness
from simulation.real.faults import HOURS_MS, MINUTES_MS, SECONDS_MS
from simulation.real.truth import Violation
from simulation.real.world import Phone, World

PATIENCE_MS = 3 * HOURS_MS
MOVING = ("cao", "dai")  # who moves, and the colleague who may send for them
TRIALS = 0.4  # of the phones get a record that fails, among others, once the line is good


def quieten(world: World) -> None:
    """No more faults: the line is good, the disks have room, clocks are right."""
    world.network.rate = 0
    world.rates = type(world.rates)(0, 0)
    world.network.offline.clear()
    for phone in world.phones.values():
        world.tell("full", phone=phone.name, full=False)
        world.tell("clock", phone=phone.name, offset=0)
        phone.offset_ms = 0


def drain(world: World, crew: Crew) -> None:
    """Open every phone for each of its users in turn, and check all that must hold then."""
    quieten(world)
    world.run(world.now + HOURS_MS)
    for phone in world.phones.values():
        crew.disasters.reinstate(phone)
    turns = range(max(len(phone.users) for phone in world.phones.values()))
    world.watch.listeners.append(Fairness(world, crew.misfits.poison).saw)
    for turn in turns:
        _send_in_turn(world, crew, turn, is_cured=False)
    crew.misfits.is_cured = True
    crew.rescuing.take_all()
    for turn in turns:
        _send_in_turn(world, crew, turn, is_cured=True)
    for person in crew.people:
        person.send_now()
    world.run(world.now + 2 * MINUTES_MS)
    check_all(world.truth)
    check_revisions(world.truth, crew.paperwork.strangers)
    rows: dict[str, Any] = {}
    for phone in world.phones.values():
        rows |= check_phone(world, phone)
    check_arrived(world.truth, rows)
    crew.disasters.check_desk()
    check_rebuilt(world)


def _send_in_turn(world: World, crew: Crew, turn: int, *, is_cured: bool) -> None:
    """The users who are at turn on their phones: what they recorded goes by the phones' timers."""
    people = [person for person in crew.people if turn < len(person.phone.users)]
    for person in people:
        _take_up(world, person, person.phone.users[turn])
        if not is_cured and world.dice.random() < TRIALS:
            world.at(3 * MINUTES_MS, lambda p=person: _try(world, p))  # type: ignore[misc]
    users = [person.phone.users[turn] for person in people]
    _until_sent(world, users, set() if is_cured else crew.misfits.poison)
    for person in people:
        person.send_now()
    world.run(world.now + 2 * MINUTES_MS)


def _try(world: World, person: Person) -> None:
    """A record that fails, written down among others while there is no signal."""
    world.network.offline.add(person.phone.name)
    acts = [person.outreach, person.poison, person.more_paperwork, person.outreach]
    for n, act in enumerate(acts):
        world.at(n * SECONDS_MS, act)
    world.at(20 * SECONDS_MS, lambda: world.network.offline.discard(person.phone.name))
    world.at(21 * SECONDS_MS, person.send_now)


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
    """Spoilt on purpose, of a township that its author had left by the record's own clock, or
    about what was erased meanwhile.

    After a restore the phone hears from `verify` that it is parked, without the reason.
    """
    code = row["problem"]["code"]
    has_left = code in ("out-of-scope", "parked") and world.faults["township moved"] > 0
    is_about_nothing = code in ("erased", "parked") and bool(world.truth.erased)
    is_of_mover = has_left and row["author"] in MOVING
    is_revision = row["kind"] in ("amendment", "void")
    return row["id"] in world.truth.doomed or is_of_mover or (is_revision and is_about_nothing)


def check_phone(world: World, phone: Phone) -> dict[str, Any]:
    """Nothing waits, nothing was set aside in silence, and the pulled copies are the server's."""
    found = world.tell("look", phone=phone.name, tables=["sealed", "pulled", "kept"])
    for row in found["sealed"]:
        if row["state"] == "waiting":
            raise Violation(f"stuck: {row['id']} still waits on {phone.name}: {row}")
        if row["state"] == "attention" and not _is_excused(world, row):
            raise Violation(f"quarantined: {row['id']} on {phone.name}: {row['problem']}")
    check_copies(world, phone, found)
    check_told(world, phone, found["sealed"])
    return {row["id"]: row for row in found["sealed"]}
