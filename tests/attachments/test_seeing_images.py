"""A kept image given out, the list of those that have not come, and what is swept away."""

from uuid import UUID

import pytest
from flask import Flask

from attachments.lane import declared, hazard_with, kept_files, put, see, sent
from attachments.pictures import OTHER, PHOTO, SECRET, opened, telling_jpeg
from make import NANZHUSHAN, id_of, make_hazard, make_void
from people import Person
from xunhu.attachments.sweep import remove_unnamed
from xunhu.db import writing
from xunhu.records.clock import lock_district
from xunhu.records.erasing import erase

MISSING = "/api/v1/attachments/missing"


def test_what_is_given_out_is_clean_and_inert(chen: Person, wang: Person) -> None:
    answer = see(wang, sent(chen, telling_jpeg(orientation=6)))
    assert SECRET not in answer.data
    assert opened(answer.data).size == (48, 64)
    told = answer.headers
    assert told["Content-Type"] == "image/jpeg"
    assert told["Content-Disposition"] == "inline"
    assert told["X-Content-Type-Options"] == "nosniff"
    assert told["Content-Security-Policy"] == "default-src 'none'; sandbox"
    assert {"private", "immutable"} <= set(told["Cache-Control"].split(", "))


def test_what_the_browser_has_is_not_sent_again(chen: Person) -> None:
    record = sent(chen, PHOTO)
    etag = see(chen, record).headers["ETag"]
    again = see(chen, record, **{"If-None-Match": etag})
    assert (again.status_code, again.data) == (304, b"")


def test_what_has_not_come_is_not_there(chen: Person) -> None:
    record = hazard_with(PHOTO)
    chen.push(record)
    assert see(chen, record).status_code == 404


def test_the_desk_sees_what_has_not_come(chen: Person, wang: Person) -> None:
    record = make_hazard(attachments=[declared(PHOTO, "near"), declared(OTHER, "far")])
    chen.push(record)
    put(chen, record, PHOTO, "near")
    (missing,) = wang.get(MISSING).json["items"]
    assert (missing["record"], missing["slot"]) == (id_of(record), "far")
    assert (missing["kind"], missing["author"], missing["size"]) == ("hazard", "chen", len(OTHER))


def test_the_list_comes_in_pages(chen: Person) -> None:
    record = make_hazard(attachments=[declared(PHOTO, slot) for slot in "dbca"])
    chen.push(record, make_hazard(attachments=[declared(PHOTO, "e")]))
    slots, cursor = [], ""
    while cursor is not None:
        page = chen.get(MISSING, limit=2, cursor=cursor).json
        slots += [item["slot"] for item in page["items"]]
        cursor = page["next"]
    assert slots == ["a", "b", "c", "d", "e"]


@pytest.mark.parametrize("cursor", ["nonsense", "WzEsMl0", "eyJhIjoxfQ", "WyJhIiwiYiJd"])
def test_a_cursor_of_ones_own_making_is_refused(chen: Person, cursor: str) -> None:
    answer = chen.get(MISSING, cursor=cursor)
    assert (answer.status_code, answer.json["type"]) == (422, "/problems/bad-cursor")


def test_nobody_hears_of_images_out_of_scope(chen: Person, he: Person, tan: Person) -> None:
    chen.push(hazard_with(PHOTO))
    assert he.get(MISSING).json["items"] == tan.get(MISSING).json["items"] == []
    assert len(chen.get(MISSING).json["items"]) == 1
    assert chen.get(MISSING, township=NANZHUSHAN).json["items"] == []


def test_nobody_waits_for_a_voided_record(chen: Person) -> None:
    record = hazard_with(PHOTO)
    chen.push(record, make_void(record))
    assert chen.get(MISSING).json["items"] == []


def test_an_erased_image_goes_from_the_disk_and_no_other(chen: Person, town: Flask) -> None:
    gone, stays, shared = sent(chen, PHOTO), sent(chen, OTHER), sent(chen, OTHER)
    with town.app_context():
        with writing() as session:
            for record in (gone, shared):
                erase(session, lock_district(session, "500119"), UUID(id_of(record)))
        assert remove_unnamed(town.config["XUNHU"].data_dir) == 1
    assert len(kept_files(town)) == 1
    assert see(chen, stays).status_code == 200


def test_the_description_tells_every_answer_of_the_lane(town: Flask) -> None:
    lane = (
        town.test_client()
        .get("/api/v1/openapi.json")
        .json["paths"]["/api/v1/attachments/{record}/{slot}"]
    )
    told = {"200", "201", "400", "401", "403", "404", "413", "415", "422", "503"}
    assert set(lane["put"]["responses"]) == told
    assert set(lane["put"]["requestBody"]["content"]) == {"image/jpeg", "image/png", "image/webp"}
    assert {"200", "304", "401", "404"} <= set(lane["get"]["responses"])
