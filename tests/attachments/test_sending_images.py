"""An image comes after its record: kept once, clean, numbered, and never in the record's way."""

import gzip
import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from flask import Flask

from attachments.lane import content_digest, declared, kept_files, put, see, sent
from attachments.pictures import OTHER, PHOTO, encoded, picture
from make import digest_of, id_of, make_hazard, make_void
from people import Person


def test_a_photo_comes_after_its_record(chen: Person, hazard: bytes) -> None:
    answer = put(chen, hazard, PHOTO)
    assert answer.status_code == 201
    assert answer.json == {
        "record": id_of(hazard),
        "slot": "photo-1",
        "sha256": digest_of(PHOTO).removeprefix("sha256:"),
        "size": len(PHOTO),
        "media_type": "image/jpeg",
        "received_at": "2026-11-02T04:00:00.000Z",
        "seq": 2,
    }


def test_the_same_again_gets_the_first_answer(chen: Person, hazard: bytes, clock) -> None:
    first = put(chen, hazard, PHOTO)
    clock.advance(hours=1)
    again = put(chen, hazard, PHOTO)
    assert (first.status_code, again.status_code) == (201, 200)
    assert again.json == first.json


def test_who_has_pulled_hears_of_the_photo(chen: Person, wang: Person, hazard: bytes) -> None:
    before = wang.pull()
    assert before["features"][0]["missing_attachments"] == ["photo-1"]
    put(chen, hazard, PHOTO)
    after = wang.pull(cursor=before["next"])["features"]
    assert [(f["id"], f["missing_attachments"]) for f in after] == [(id_of(hazard), [])]


def test_a_record_counts_without_its_photo(chen: Person, hazard: bytes) -> None:
    assert chen.push(hazard)[0]["status"] == "duplicate"
    assert chen.pull()["features"][0]["receipt"]["state"] == "applied"


@pytest.mark.parametrize(("name", "media_type"), [("PNG", "image/png"), ("WEBP", "image/webp")])
def test_png_and_webp_are_taken_as_well(chen: Person, name: str, media_type: str) -> None:
    image = encoded(picture(mode="RGBA"), name)
    answer = see(chen, sent(chen, image, media_type))
    assert answer.content_type == media_type


def test_a_gzipped_photo_is_unpacked(chen: Person, hazard: bytes) -> None:
    packed = gzip.compress(PHOTO)
    told = {"digest": content_digest(PHOTO), "Content-Encoding": "gzip"}
    assert put(chen, hazard, packed, **told).status_code == 201


def test_other_algorithms_may_stand_beside_sha_256(chen: Person, hazard: bytes) -> None:
    both = f"sha-512=:AAAA:, {content_digest(PHOTO)}, unixsum=:AA==:"
    assert put(chen, hazard, PHOTO, digest=both).status_code == 201


def test_each_slot_has_its_own_photo(chen: Person) -> None:
    record = make_hazard(attachments=[declared(PHOTO, "near"), declared(OTHER, "far")])
    chen.push(record)
    assert put(chen, record, OTHER, "far").status_code == 201
    assert chen.pull()["features"][0]["missing_attachments"] == ["near"]


def test_the_photo_of_a_voided_record_is_still_evidence(chen: Person, hazard: bytes) -> None:
    chen.push(make_void(hazard))
    assert put(chen, hazard, PHOTO).status_code == 201


def test_a_photo_that_the_disk_lost_is_kept_anew(chen: Person, hazard: bytes, town: Flask) -> None:
    first = put(chen, hazard, PHOTO)
    (lost,) = kept_files(town)
    lost.unlink()
    assert see(chen, hazard).status_code == 404
    again = put(chen, hazard, PHOTO)
    assert (again.status_code, again.json) == (200, first.json)
    assert see(chen, hazard).status_code == 200


def test_what_a_killed_server_left_half_done_is_removed(
    chen: Person, hazard: bytes, town: Flask
) -> None:
    coming: Path = town.config["XUNHU"].data_dir / "attachments" / "coming"
    coming.mkdir(parents=True)
    old, new = coming / "old", coming / "new"
    for left in (old, new):
        left.touch()
    os.utime(old, (0, 0))
    put(chen, hazard, PHOTO)
    assert list(coming.iterdir()) == [new]


def test_one_photo_of_two_records_is_one_file(chen: Person, town: Flask) -> None:
    sent(chen, PHOTO)
    sent(chen, PHOTO)
    assert len(kept_files(town)) == 1


def test_the_same_twice_at_once_is_new_once(chen: Person, hazard: bytes, town: Flask) -> None:
    with ThreadPoolExecutor(4) as pool:
        answers = list(pool.map(lambda _: put(chen, hazard, PHOTO), range(4)))
    assert sorted(answer.status_code for answer in answers) == [200, 200, 200, 201]
    assert len({answer.text for answer in answers}) == 1
    assert len(kept_files(town)) == 1
