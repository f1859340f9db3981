"""A phone says at hello what is still on it: a lost one leaves a list of what is missing."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from flask import Flask
from sqlalchemy import event

from people import NANCHUAN, Person
from xunhu.db import db, writing
from xunhu.records.models import DistrictClock

HELLO, DEVICES = "/api/v1/sync/hello", "/api/v1/devices"
REPORT = {
    "waiting": "3",
    "attention": "1",
    "photos": "2",
    "oldest_at": "2026-11-01T08:30:00+08:00",
    "kinds": "patrol:1,track_segment:3",
}
OnDevice = Callable[[str, str], Person]


@pytest.fixture
def phone(on_device: OnDevice) -> Person:
    """陈 on a phone of his own."""
    return on_device("chen", "p-1")


def told_of(person: Person) -> dict:
    [device] = person.get(DEVICES).json["items"]
    return device


def writes_of(person: Person, app: Flask, **asked: str) -> int:
    """How many rows a hello changes."""
    statements: list[str] = []
    with app.app_context():
        engine = db.engine

    def note(_connection, _cursor, statement: str, *_rest: object) -> None:
        statements.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    assert person.get(HELLO, **asked).status_code == 200
    event.remove(engine, "before_cursor_execute", note)
    return len([s for s in statements if s.startswith("UPDATE")])


def test_what_is_on_a_phone_is_told_to_its_supervisor(phone: Person, wang: Person) -> None:
    answer = phone.get(HELLO, **REPORT)
    assert (answer.status_code, answer.json["durable_seq"]) == (200, 0)
    device = told_of(wang)
    assert device["reported_at"] == "2026-11-02T04:00:00.000Z"
    assert device["unsent"] == {
        "waiting": 3,
        "attention": 1,
        "photos": 2,
        "oldest_at": "2026-11-01T00:30:00.000Z",
        "kinds": {"patrol": 1, "track_segment": 3},
    }


def test_what_is_left_out_is_none(phone: Person) -> None:
    phone.get(HELLO, waiting="0", kinds="", oldest_at="")
    nothing = {"waiting": 0, "attention": 0, "photos": 0, "oldest_at": None, "kinds": {}}
    assert told_of(phone)["unsent"] == nothing


def test_a_plain_hello_leaves_the_last_report(phone: Person) -> None:
    phone.get(HELLO, **REPORT)
    phone.get(HELLO)
    assert told_of(phone)["unsent"]["waiting"] == 3


def test_another_user_of_the_phone_speaks_for_the_same_phone(on_device: OnDevice, sun: Person):
    chen, liu = on_device("chen", "p-1"), on_device("liu", "p-1")
    chen.get(HELLO, **REPORT)
    liu.get(HELLO, waiting="7")
    assert told_of(sun)["unsent"]["waiting"] == 7


def test_who_gave_no_device_is_heard_but_nothing_is_kept(chen: Person, sun: Person) -> None:
    assert chen.get(HELLO, **REPORT).status_code == 200
    assert sun.get(DEVICES).json["items"] == []


def test_a_phone_speaks_for_itself_alone(on_device: OnDevice, sun: Person) -> None:
    on_device("chen", "p-1").get(HELLO, **REPORT)
    on_device("chen", "p-2")
    on_device("tan", "p-1").get(HELLO, waiting="9")
    told = {device["id"]: device["unsent"] for device in sun.get(DEVICES).json["items"]}
    assert (told["p-1"]["waiting"], told["p-2"]) == (3, None)


def test_a_revoked_phone_reports_nothing_more(phone: Person, sun: Person) -> None:
    phone.get(HELLO, **REPORT)
    sun.post(f"{DEVICES}/p-1/revoke")
    assert phone.get(HELLO, waiting="0").status_code == 401
    assert told_of(sun)["unsent"]["waiting"] == 3


def test_the_same_report_is_written_once_an_hour(phone: Person, town: Flask, clock) -> None:
    writes = [writes_of(phone, town, **REPORT) for _ in range(3)]
    clock.advance(minutes=59)
    writes.append(writes_of(phone, town, **REPORT))
    writes.append(writes_of(phone, town, **{**REPORT, "waiting": "2"}))
    assert writes == [1, 0, 0, 0, 1]
    clock.advance(minutes=60)
    phone.get(HELLO, **{**REPORT, "waiting": "2"})
    assert told_of(phone)["reported_at"] == "2026-11-02T05:59:00.000Z"


def test_a_lost_phone_is_found_by_its_silence(on_device: OnDevice, town: Flask, clock) -> None:
    on_device("chen", "p-empty").get(HELLO, waiting="0")
    on_device("chen", "p-photos").get(HELLO, photos="1")
    clock.advance(days=5)
    on_device("chen", "p-new").get(HELLO, waiting="4")
    wang = Person(town, "wang")

    def found(**asked: str) -> list[str]:
        return [device["id"] for device in wang.get(DEVICES, **asked).json["items"]]

    assert found(missing="true") == ["p-new", "p-photos"]
    assert found(missing="true", silent_days="5") == ["p-photos"]
    assert found(missing="true", silent_days="6") == []
    assert found(silent_days="5") == ["p-photos", "p-empty"]


def restore(app: Flask) -> None:
    """The server is put back as it was, in a new epoch."""
    with app.app_context(), writing() as session:
        session.get_one(DistrictClock, NANCHUAN).epoch = uuid4()


def test_after_a_restore_more_may_be_missing(phone: Person, wang: Person, town: Flask) -> None:
    phone.get(HELLO, waiting="0")
    assert not told_of(wang)["before_restore"]
    restore(town)
    assert wang.get(DEVICES, missing="true").json["items"] == [told_of(wang)]
    assert told_of(wang)["before_restore"]
    phone.get(HELLO, waiting="0")
    assert not told_of(wang)["before_restore"]
    assert wang.get(DEVICES, missing="true").json["items"] == []


def test_a_late_word_from_before_a_restore_is_no_news(phone: Person, wang: Person, town: Flask):
    before = phone.get(HELLO).json["epoch"]
    phone.get(HELLO, waiting="7", epoch=before)
    restore(town)
    answer = phone.get(HELLO, waiting="0", epoch=before)
    assert (answer.status_code, answer.json["epoch"] == before) == (200, False)
    told = told_of(wang)
    assert (told["unsent"]["waiting"], told["before_restore"]) == (7, True)
    phone.get(HELLO, waiting="2", epoch=answer.json["epoch"])
    told = told_of(wang)
    assert (told["unsent"]["waiting"], told["before_restore"]) == (2, False)


def test_a_late_report_is_passed_over(phone: Person) -> None:
    phone.get(HELLO, waiting="5", number="2")
    assert phone.get(HELLO, waiting="0", number="1").status_code == 200
    assert told_of(phone)["unsent"]["waiting"] == 5


def test_a_report_between_two_equal_ones_is_late_all_the_same(phone: Person) -> None:
    phone.get(HELLO, waiting="5", number="1")
    phone.get(HELLO, waiting="5", number="3")
    phone.get(HELLO, waiting="0", number="2")
    assert told_of(phone)["unsent"]["waiting"] == 5


def test_the_same_number_tells_what_came_last(phone: Person) -> None:
    phone.get(HELLO, waiting="5", number="2")
    phone.get(HELLO, waiting="6", number="2")
    assert told_of(phone)["unsent"]["waiting"] == 6


def test_a_phone_without_numbers_is_heard_as_it_comes(phone: Person) -> None:
    for asked in ({"waiting": "5", "number": "9"}, {"waiting": "4"}, {"waiting": "3"}):
        phone.get(HELLO, **asked)
    phone.get(HELLO, waiting="2", number="1")
    assert told_of(phone)["unsent"]["waiting"] == 2


def test_a_phone_whose_storage_was_put_back_is_heard_after_a_day(phone: Person, clock) -> None:
    phone.get(HELLO, waiting="5", number="9")
    clock.advance(days=1)
    phone.get(HELLO, waiting="4", number="3")
    assert told_of(phone)["unsent"]["waiting"] == 5
    clock.advance(seconds=1)
    phone.get(HELLO, waiting="4", number="3")
    assert told_of(phone)["unsent"]["waiting"] == 4


def test_an_epoch_alone_tells_of_nothing(phone: Person) -> None:
    phone.get(HELLO, epoch=phone.get(HELLO).json["epoch"], number="1")
    assert told_of(phone)["unsent"] is None


@pytest.mark.parametrize(
    "asked",
    [
        {"waiting": "-1"}, {"waiting": "1.5"}, {"attention": "many"}, {"photos": "1000001"},
        {"waiting": "1", "epoch": "one"}, {"waiting": "1", "number": "0"},
        {"waiting": "1", "number": "1000000001"}, {"waiting": "1", "number": "1.5"},
        {"oldest_at": "2026-11-01"}, {"oldest_at": "2026-11-01T08:30:00"}, {"oldest_at": "x"},
        {"kinds": "patrol"}, {"kinds": "patrol:-1"}, {"kinds": "Patrol:1"}, {"kinds": "patrol:1,"},
        {"kinds": "patrol:1,patrol:2"}, {"kinds": "patrol:1000001"}, {"kinds": "a" * 41 + ":1"},
        {"kinds": ",".join(f"{'a' * n}:1" for n in range(1, 22))}, {"kinds": "patrol:1\n"},
        {"kinds": "patrol:１"}, {"kinds": "patrol:9999999999"}, {"device": "p-2"},
    ],
)  # fmt: skip
def test_a_bad_report_is_refused(phone: Person, asked: dict[str, str]) -> None:
    assert phone.get(HELLO, **asked).status_code == 422
    assert told_of(phone)["unsent"] is None


def test_twenty_kinds_are_taken(phone: Person) -> None:
    phone.get(HELLO, kinds=",".join(f"{'a' * (n + 20)}:{n}" for n in range(20)))
    assert len(told_of(phone)["unsent"]["kinds"]) == 20
