"""The envelope of a push as a whole: packed or not, its type, and how much it may hold."""

import gzip
import zlib

import pytest

from make import make_patrol, sequence
from people import OUR_PAGE, Person

MIB = 1024 * 1024
ZIPPED = {"Content-Encoding": "gzip"}


def filled(size: int) -> bytes:
    """A push of exactly so many bytes: records of 200 KiB, the last one shorter."""
    body = b""
    while len(body) < size:
        length = min(200 * 1024, size - len(body))
        body += sequence(make_patrol().ljust(length - 2))
    return body


def test_a_gzipped_push_is_stored(chen: Person) -> None:
    answer = chen.push_gzipped(sequence(make_patrol()))
    assert answer.json["results"][0]["status"] == "stored"


def test_gzip_in_two_members_is_read_whole(chen: Person) -> None:
    packed = gzip.compress(sequence(make_patrol())) + gzip.compress(sequence(make_patrol()))
    assert len(chen.send(packed, **ZIPPED).json["results"]) == 2


@pytest.mark.parametrize(
    "packed",
    [
        b"",
        b"not gzip",
        zlib.compress(b"\x1e{}\n"),
        gzip.compress(b"\x1e{}\n", mtime=0)[:-1],
        gzip.compress(b"\x1e{}\n", mtime=0)[:-8] + bytes(8),
        gzip.compress(b"\x1e{}\n", mtime=0) + b"more",
        gzip.compress(b"", mtime=0) * 1000,
    ],
)
def test_gzip_that_breaks_off_or_lies_is_unreadable(chen: Person, packed: bytes) -> None:
    answer = chen.send(packed, **ZIPPED)
    assert (answer.status_code, answer.json["type"]) == (400, "/problems/unreadable")


def test_a_bomb_is_too_large(chen: Person) -> None:
    bomb = gzip.compress(b"\x1e" + bytes(300 * MIB))
    assert len(bomb) < MIB
    assert chen.send(bomb, **ZIPPED).status_code == 413


def test_50_records_are_taken_and_51_are_too_many(chen: Person) -> None:
    records = [make_patrol() for _ in range(51)]
    refused = chen.send(sequence(*records))
    assert (refused.status_code, refused.json["type"]) == (413, "/problems/too-large")
    assert chen.sees() == []
    assert len(chen.push(*records[:50])) == 50


@pytest.mark.parametrize("packed", [True, False])
def test_a_mebibyte_is_taken_and_a_byte_more_is_not(chen: Person, packed: bool) -> None:
    send = chen.push_gzipped if packed else chen.send
    assert send(filled(MIB + 1)).status_code == 413
    assert chen.sees() == []
    assert send(filled(MIB)).status_code == 200


def test_a_body_that_gzip_makes_longer_is_taken(chen: Person) -> None:
    packed = gzip.compress(filled(MIB), compresslevel=0)
    assert len(packed) > MIB
    assert chen.send(packed, **ZIPPED).status_code == 200


@pytest.mark.parametrize(
    "told", ["application/json", "application/geo+json", "text/plain", "", "geo+json-seq"]
)
def test_another_type_is_refused(chen: Person, told: str) -> None:
    answer = chen.send(sequence(make_patrol()), **{"Content-Type": told})
    assert (answer.status_code, answer.json["type"]) == (415, "/problems/wrong-type")


def test_parameters_of_the_type_do_not_matter(chen: Person) -> None:
    told = {"Content-Type": "Application/GEO+json-seq; charset=utf-8"}
    assert chen.send(sequence(make_patrol()), **told).status_code == 200


@pytest.mark.parametrize("coding", ["br", "deflate", "gzip, gzip", "zstd"])
def test_another_coding_is_refused(chen: Person, coding: str) -> None:
    assert chen.send(b"\x1e{}\n", **{"Content-Encoding": coding}).status_code == 415


@pytest.mark.parametrize("body", [b"{}", b"\n\x1e{}\n", b"[]", b"\xff\xfe", make_patrol()])
def test_a_body_without_separators_is_unreadable(chen: Person, body: bytes) -> None:
    answer = chen.send(body)
    assert (answer.status_code, answer.json["type"]) == (400, "/problems/unreadable")


def test_a_stranger_is_refused_before_anything_is_read(town) -> None:
    told = {**OUR_PAGE, "Content-Type": "text/plain"}
    answer = town.test_client().post("/api/v1/sync/push", data=b"x", headers=told)
    assert (answer.status_code, answer.json["type"]) == (401, "/problems/not-signed-in")
