"""南川 with a little of everything: kept, parked, amended, voided, erased, with and without images.

The ids are the same in every run, so that requests can be made before there is a district.
"""

import hashlib
from dataclasses import replace
from datetime import UTC, date, datetime
from uuid import UUID

from flask import Flask

from attachments.lane import declared, put
from attachments.pictures import jpeg
from make import (
    CLINIC,
    SHUIJIANG,
    id_of,
    line,
    make_amendment,
    make_check_in,
    make_end,
    make_event,
    make_hazard,
    make_hazard_step,
    make_patrol,
    make_record,
    make_segment,
    make_sitting,
    make_void,
    point,
    target_id,
)
from people import CAST, NANCHUAN, PASSWORD, Person, make_target
from xunhu.auth.models import MachineToken
from xunhu.auth.tokens import Scope
from xunhu.db import writing
from xunhu.fieldmap.pack import HEADER
from xunhu.patrols.models import Campaign, Vehicle
from xunhu.records.clock import lock_district
from xunhu.records.erasing import erase
from xunhu.settings import Settings
from xunhu.townships.models import Village

IMAGE = jpeg()
ROLES = ("chen", "liu", "wang", "zhao", "sun")  # one of each role
SCHOOL = target_id("中心校")


def nth(n: int) -> str:
    """The id of the n-th record here."""
    return f"019a4200-0000-7000-8000-{n:012d}"


PHOTOS = [declared(IMAGE, "photo-1"), declared(IMAGE, "photo-2")]
PATROL = make_patrol(id=nth(1))
EVENT = make_event(id=nth(2), author="liu", attachments=PHOTOS)
SITTING = make_sitting(id=nth(3))
HAZARD = make_hazard(id=nth(4), attachments=PHOTOS)
VOIDED, ERASED = make_event(id=nth(5)), make_event(id=nth(6))
AMENDED = make_event(id=nth(7))
FROM_OFFICERS = [
    PATROL,
    make_segment(PATROL, id=nth(10)),
    make_end(PATROL, id=nth(11)),
    HAZARD,
    make_hazard_step(HAZARD, id=nth(12)),
    make_hazard_step(nth(99), id=nth(13)),
    make_check_in(SCHOOL, id=nth(14)),
    VOIDED,
    make_void(VOIDED, id=nth(15)),
    ERASED,
    AMENDED,
    make_amendment(AMENDED, {"/properties/data/reached_count": 90}, id=nth(16)),
    make_amendment(AMENDED, {"/properties/data/reached_count": 95}, id=nth(17)),
]
PARKED = [make_event(id=nth(20 + n), reached_count=-3) for n in range(12)]
STRANGE = [
    make_record("ufo", {"seen": 1}, id=nth(40)),
    make_event(id=nth(41), author="nobody"),
    make_event(id=nth(42), township="500119999"),
]
FROM_VOLUNTEERS = [EVENT, SITTING, make_sitting(id=nth(43), client="x")]
KEPT = [*FROM_OFFICERS, EVENT, SITTING]
KEY, OTHER_KEY = "xht_of-the-tracker", "xht_of-another"
VEHICLE, TOKENS = nth(50), (nth(60), nth(61))


def furnish(app: Flask) -> None:
    """Fill the district of the cast; nobody is signed in afterwards but on phones of their own."""
    _lay_under_the_map(app)
    with app.app_context():
        make_target("school", "中心校", point(), interval_days=7, township=SHUIJIANG, code="S1")
        make_target("clinic", "法律诊所", point(), id=UUID(CLINIC))
        railway = line((107.28, 29.24), (107.29, 29.25))
        make_target("railway", "线路", railway, chainage_start_m=12300.0, approximate=True)
        shut = {"status": "inaccessible", "status_reason": "塌方", "status_until_on": date.max}
        make_target("village", "黑山村", point(107.3, 29.2), **shut)
        _add_what_patrols_start_with()
    officer, volunteer, supervisor, *_ = [_on_phone(app, username) for username in ROLES]
    officer.push(*FROM_OFFICERS)
    officer.push(*PARKED, *STRANGE)
    volunteer.push(*FROM_VOLUNTEERS)
    for record in (EVENT, HAZARD):
        assert put(volunteer if record is EVENT else officer, record, IMAGE).status_code == 201
    _decide(app, supervisor)


def _lay_under_the_map(app: Flask) -> None:
    settings: Settings = app.config["XUNHU"]
    pack = settings.data_dir / "district.pmtiles"
    pack.write_bytes(HEADER + bytes(500))
    app.config["XUNHU"] = replace(settings, map_pack=pack)


def _add_what_patrols_start_with() -> None:
    car, drive = {"name": "巡防车", "plate": None}, {"name": "冬防", "from_on": date(2026, 11, 1)}
    village = {"code": f"{SHUIJIANG}001", "name": "黑山村", "kind": "village"}
    with writing() as session:
        session.add(Vehicle(district=NANCHUAN, id=UUID(VEHICLE), township=SHUIJIANG, **car))
        session.add_all(map(_token, TOKENS, (KEY, OTHER_KEY)))
        until = date(2026, 12, 31)
        session.add(Campaign(district=NANCHUAN, id=UUID(nth(51)), until_on=until, **drive))
        session.add(Village(district=NANCHUAN, township=SHUIJIANG, **village))


def _token(identity: str, secret: str) -> MachineToken:
    """A token for the vehicle, whose secret is the same in every run."""
    return MachineToken(
        district=NANCHUAN,
        id=UUID(identity),
        name="车载",
        token_hash=hashlib.sha256(secret.encode()).digest(),
        scopes=[Scope.WRITE_POSITIONS.value],
        vehicle=UUID(VEHICLE),
        issued_by="sun",
        issued_at=datetime(2026, 11, 1, tzinfo=UTC),
    )


def _decide(app: Flask, desk: Person) -> None:
    """One record erased, one parked one accepted and one discarded."""
    with app.app_context(), writing() as session:
        assert erase(session, lock_district(session, NANCHUAN), UUID(id_of(ERASED)))
    told = {"reason": "与陈队员核实"}
    changed = {**told, "changes": {"/properties/data/reached_count": 3}}
    for record, word, wanted in ((PARKED[0], "accept", changed), (PARKED[1], "discard", told)):
        answer = desk.post(f"/api/v1/parked/{id_of(record)}/{word}", json=wanted)
        assert answer.status_code == 200, answer.text


def _on_phone(app: Flask, username: str) -> Person:
    """Somebody on their own phone, which says that something is still on it."""
    person = Person(app, username)
    sign_in_on(person, phone_of(username))
    answer = person.get("/api/v1/sync/hello", waiting=3, oldest_at="2026-11-01T08:00:00Z")
    assert answer.status_code == 200, answer.text
    return person


def sign_in_on(person: Person, device: str) -> None:
    """Sign somebody in anew, on a device with this id."""
    told = {"username": person.username, "password": PASSWORD, "device_id": device}
    answer = person.post("/api/v1/auth/login", json=told)
    assert answer.status_code == 200, answer.text


def phone_of(username: str) -> str:
    return f"{username}-phone"


PHONES = [phone_of(username) for username in CAST]
