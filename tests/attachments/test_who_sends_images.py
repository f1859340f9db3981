"""Who may send and who may see an image: whoever may not, finds nothing there."""

from collections.abc import Callable
from uuid import UUID

import pytest
from flask import Flask

from attachments.lane import address, declared, hazard_with, put, see, sent
from attachments.pictures import PHOTO
from make import NANZHUSHAN, id_of, make_hazard, make_patrol, make_sitting, uuid7
from people import Person
from xunhu.db import writing
from xunhu.records.clock import lock_district
from xunhu.records.erasing import erase

Sign = Callable[[str], Person]
PHOTOS = [declared(PHOTO)]


def told(person: Person, record: bytes | str) -> list[object]:
    """What sending to a record and seeing it are answered, but for the address itself."""
    answers = [put(person, record, PHOTO), see(person, record)]
    return [(answer.status_code, {**answer.json, "instance": ""}) for answer in answers]


def not_found(person: Person, record: bytes) -> bool:
    """Whether a record looks like an id that nobody has."""
    return told(person, record) == told(person, uuid7())


@pytest.mark.parametrize("username", ["he", "tan"])
def test_a_record_out_of_scope_takes_and_gives_nothing(
    chen: Person, sign_in: Sign, username: str
) -> None:
    record = sent(chen, PHOTO)
    assert not_found(sign_in(username), record)


@pytest.mark.parametrize("username", ["zhao", "sun"])
def test_those_who_see_a_district_send_nothing(chen: Person, sign_in: Sign, username: str) -> None:
    record = sent(chen, PHOTO)
    assert put(sign_in(username), record, PHOTO).status_code == 403
    assert see(sign_in(username), record).status_code == 200


def test_without_a_sign_in_nothing_is_there(chen: Person, town: Flask) -> None:
    record = sent(chen, PHOTO)
    stranger = town.test_client()
    assert stranger.get(address(record)).status_code == 401
    assert stranger.put(address(record), data=PHOTO).status_code == 401


def test_another_site_can_not_send_a_photo(chen: Person) -> None:
    record = sent(chen, PHOTO)
    answer = put(chen, record, PHOTO, **{"Sec-Fetch-Site": "cross-site"})
    assert (answer.status_code, answer.json["type"]) == (403, "/problems/csrf-rejected")


@pytest.mark.parametrize("slot", ["photo-2", "PHOTO-1", "%00", "..", "'"])
def test_a_slot_that_was_not_declared_is_not_there(chen: Person, slot: str) -> None:
    record = hazard_with(PHOTO)
    chen.push(record)
    assert put(chen, record, PHOTO, slot).status_code == 404


def test_a_colleague_may_complete_what_they_may_see(chen: Person, wang: Person) -> None:
    record = hazard_with(PHOTO)
    chen.push(record)
    assert put(wang, record, PHOTO).status_code == 201


def test_who_sent_a_patrol_for_another_sends_its_photo(chen: Person, wang: Person) -> None:
    """An officer doesn't read a colleague's patrol, but may have its phone's queue."""
    record = make_patrol(author="wang", attachments=PHOTOS)
    chen.push(record)
    assert id_of(record) not in chen.sees()
    assert put(chen, record, PHOTO).status_code == 201
    assert see(chen, record).status_code == 404
    assert see(wang, record).status_code == 200


def test_a_sitting_is_completed_by_its_volunteer_alone(
    liu: Person, chen: Person, wang: Person
) -> None:
    record = make_sitting(attachments=PHOTOS)
    liu.push(record)
    assert not_found(chen, record)
    assert not_found(wang, record)
    assert put(liu, record, PHOTO).status_code == 201
    assert see(wang, record).status_code == 404
    assert wang.get("/api/v1/attachments/missing").json["items"] == []


def test_a_kind_that_one_may_not_push_takes_no_photo(liu: Person, chen: Person) -> None:
    record = hazard_with(PHOTO)
    chen.push(record)
    assert not_found(liu, record)


def test_a_parked_record_takes_no_photo(chen: Person) -> None:
    record = make_hazard(township=NANZHUSHAN, attachments=PHOTOS)
    assert chen.push(record)[0]["status"] == "parked"
    assert not_found(chen, record)


def test_an_erased_record_takes_and_gives_nothing(chen: Person, town: Flask) -> None:
    record = sent(chen, PHOTO)
    with town.app_context(), writing() as session:
        assert erase(session, lock_district(session, "500119"), UUID(id_of(record)))
    assert not_found(chen, record)
