"""Images that are not taken, each for its reason; a refusal keeps nothing."""

import errno
import gzip
import subprocess
from typing import Any

import pytest
from flask import Flask

from attachments.lane import content_digest, declared, hazard_with, kept_files, put
from attachments.pictures import OTHER, PHOTO, encoded, picture, png_of_zeros
from make import make_hazard
from people import Person
from xunhu.attachments import apart, arriving, store


def refused(chen: Person, record: bytes, image: bytes = PHOTO, **told: str) -> tuple[int, str]:
    """Send an image that is refused, and see that it still hasn't come."""
    answer = put(chen, record, image, **told)
    assert answer.content_type == "application/problem+json"
    assert chen.pull()["features"][0]["missing_attachments"] == ["photo-1"]
    return answer.status_code, answer.json["type"].removeprefix("/problems/")


def test_other_bytes_than_declared_are_refused(chen: Person, hazard: bytes, town: Flask) -> None:
    assert refused(chen, hazard, OTHER) == (422, "digest-mismatch")
    assert kept_files(town) == []


def test_bytes_damaged_on_their_way_are_refused(chen: Person, hazard: bytes) -> None:
    told = content_digest(PHOTO)
    assert refused(chen, hazard, PHOTO[:-1] + b"?", digest=told) == (422, "digest-mismatch")
    assert put(chen, hazard, PHOTO).status_code == 201


def test_another_size_than_declared_is_refused(chen: Person) -> None:
    record = make_hazard(attachments=[{**declared(PHOTO), "size": 12}])
    chen.push(record)
    assert refused(chen, record) == (422, "digest-mismatch")


@pytest.mark.parametrize(
    "digest", ["", "sha-256=", "sha-256=::", "sha-256=:abc:", "md5=:AAAA:", "sha-256=:%%%:"]
)
def test_without_a_readable_digest_nothing_is_read(
    chen: Person, hazard: bytes, digest: str
) -> None:
    assert refused(chen, hazard, digest=digest) == (400, "unreadable")


def test_an_image_of_another_type_than_declared_is_refused(chen: Person, town: Flask) -> None:
    for image in (PHOTO, encoded(picture(), "PNG")):
        record = hazard_with(image, "image/jpeg")
        chen.push(record)
        answer = put(chen, record, image, media_type="image/png")
        assert (answer.status_code, answer.json["type"]) == (422, "/problems/digest-mismatch")
    assert kept_files(town) == []


@pytest.mark.parametrize("media_type", ["image/gif", "text/html", ""])
def test_another_media_type_is_refused(chen: Person, hazard: bytes, media_type: str) -> None:
    assert refused(chen, hazard, media_type=media_type) == (415, "wrong-type")


def test_what_is_called_a_jpeg_has_to_be_one(chen: Person, town: Flask) -> None:
    for image in (
        encoded(picture(), "PNG"),
        b"<html>",
        PHOTO[:200],
        png_of_zeros(30000, 30000, rows=9),
    ):
        record = hazard_with(image)
        chen.push(record)
        answer = put(chen, record, image)
        assert (answer.status_code, answer.json["type"]) == (422, "/problems/bad-image")
    assert kept_files(town) == []


def test_more_than_five_mebibytes_are_too_many(chen: Person, hazard: bytes) -> None:
    assert refused(chen, hazard, bytes(5 * 1024 * 1024 + 1)) == (413, "too-large")


def test_a_photo_that_unpacks_to_too_much_is_not_unpacked(chen: Person, hazard: bytes) -> None:
    packed = gzip.compress(bytes(200_000_000), 9)
    told = {"digest": content_digest(PHOTO), "Content-Encoding": "gzip"}
    assert refused(chen, hazard, packed, **told) == (413, "too-large")


def test_a_full_disk_changes_nothing_and_asks_for_patience(
    chen: Person, hazard: bytes, town: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: Any, **__: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    for module, name in ((arriving, "put_in_place"), (store.Path, "mkdir"), (store.os, "fsync")):
        with monkeypatch.context() as broken:
            broken.setattr(module, name, full)
            answer = put(chen, hazard, PHOTO)
        assert (answer.status_code, answer.headers["Retry-After"]) == (503, "300")
        assert kept_files(town) == []
    assert put(chen, hazard, PHOTO).json["seq"] == 2


def test_a_disk_that_fills_while_cleaning_is_told(
    chen: Person, hazard: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(apart, "_run", lambda *_: apart.clean.DISK_FULL)
    assert refused(chen, hazard) == (503, "storage-full")


@pytest.mark.parametrize("code", [-9, -15, 1, None])
def test_a_cleaning_that_was_killed_says_nothing_of_the_image(
    chen: Person, hazard: bytes, monkeypatch: pytest.MonkeyPatch, code: int | None
) -> None:
    monkeypatch.setattr(apart, "_run", lambda *_: code)
    assert refused(chen, hazard) == (503, "busy")


def test_who_waits_too_long_for_a_turn_is_asked_to_come_again(
    chen: Person, hazard: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(apart, "WAIT_S", 0.01)
    with apart.AT_ONCE:
        assert refused(chen, hazard) == (503, "busy")
    assert put(chen, hazard, PHOTO).status_code == 201


def test_a_cleaning_that_never_ends_is_ended(
    chen: Person, hazard: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    def hang(command: list[str], **options: Any) -> None:
        raise subprocess.TimeoutExpired(command, options["timeout"])

    monkeypatch.setattr(apart.subprocess, "run", hang)
    assert refused(chen, hazard) == (503, "busy")
