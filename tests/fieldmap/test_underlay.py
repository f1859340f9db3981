"""What phones may lay under their map: the district's pack of tiles, and Tianditu when online."""

import gzip
from dataclasses import replace
from pathlib import Path

import mapbox_vector_tile
import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from fieldmap.pmtiles import HEADER, lake_around, tile_id
from make import SEAT
from people import Person

PACK = lake_around(*SEAT)


@pytest.fixture
def pack(town: Flask, tmp_path: Path) -> Path:
    file = tmp_path / "nanchuan.pmtiles"
    file.write_bytes(PACK)
    town.config["XUNHU"] = replace(town.config["XUNHU"], map_pack=file)
    return file


def part_of(person: Person, **headers: str) -> TestResponse:
    """The pack's bytes, or some of them; its file is closed again."""
    with person.client.get("/api/v1/map/pack", headers=headers) as answer:
        answer.get_data()
        return answer


def test_without_settings_there_is_nothing_under_the_map(chen: Person) -> None:
    assert chen.get("/api/v1/map").json == {"pack": None, "tianditu": None}
    assert chen.get("/api/v1/map/pack").status_code == 404


def test_the_size_of_the_pack_is_told_before_it_is_fetched(chen: Person, pack: Path) -> None:
    told = chen.get("/api/v1/map").json["pack"]
    whole = part_of(chen)
    assert (told["size"], whole.data) == (len(PACK), PACK)
    assert whole.headers["ETag"] == f'"{told["version"]}"'


def test_a_download_goes_on_where_it_was(chen: Person, pack: Path) -> None:
    version = chen.get("/api/v1/map").json["pack"]["version"]
    part = part_of(chen, **{"Range": "bytes=100-149", "If-Range": f'"{version}"'})
    assert (part.status_code, part.data) == (206, PACK[100:150])
    assert part.headers["Content-Range"] == f"bytes 100-149/{len(PACK)}"


def test_a_reader_of_tiles_finds_them_by_ranges(chen: Person, pack: Path) -> None:
    head = part_of(chen, Range=f"bytes=0-{HEADER.size - 1}")
    _magic, version, *numbers = HEADER.unpack(head.data)
    start, length = numbers[6:8]
    tile = part_of(chen, Range=f"bytes={start}-{start + length - 1}")
    told = mapbox_vector_tile.decode(gzip.decompress(tile.data))
    assert (version, head.status_code, tile.status_code) == (3, 206, 206)
    assert told.keys() == {"water", "roads"}


def test_tiles_are_numbered_along_the_curve_of_the_specification() -> None:
    assert [tile_id(0, 0, 0), tile_id(1, 0, 0), tile_id(1, 0, 1)] == [0, 1, 2]
    assert [tile_id(1, 1, 1), tile_id(1, 1, 0), tile_id(2, 0, 0)] == [3, 4, 5]
    assert tile_id(12, 3423, 1763) == 19_078_479


def test_who_has_this_version_is_not_sent_it_again(chen: Person, pack: Path) -> None:
    version = chen.get("/api/v1/map").json["pack"]["version"]
    again = part_of(chen, **{"If-None-Match": f'"{version}"'})
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["ETag"] == f'"{version}"'


def test_what_lies_behind_the_end_is_refused(chen: Person, pack: Path) -> None:
    beyond = part_of(chen, Range=f"bytes={len(PACK)}-{len(PACK) + 9}")
    assert beyond.status_code == 416


def test_parts_of_two_versions_are_never_mixed(chen: Person, pack: Path) -> None:
    version = chen.get("/api/v1/map").json["pack"]["version"]
    pack.write_bytes(PACK + b"newer")
    part = part_of(chen, **{"Range": "bytes=100-149", "If-Range": f'"{version}"'})
    assert part.status_code == 200
    assert chen.get("/api/v1/map").json["pack"]["version"] != version


def test_a_file_that_is_no_pack_is_not_offered(chen: Person, pack: Path) -> None:
    pack.write_bytes(b"PK\x03\x04 a zip")
    assert chen.get("/api/v1/map").json["pack"] is None
    assert chen.get("/api/v1/map/pack").status_code == 404


def test_nobody_gets_it_without_signing_in(town: Flask, pack: Path) -> None:
    stranger: FlaskClient = town.test_client()
    assert stranger.get("/api/v1/map").status_code == 401
    assert stranger.get("/api/v1/map/pack").status_code == 401


def test_tianditu_needs_its_review_number(town: Flask, chen: Person) -> None:
    settings = replace(town.config["XUNHU"], tianditu_key="a key")
    town.config["XUNHU"] = settings
    assert chen.get("/api/v1/map").json["tianditu"] is None
    town.config["XUNHU"] = replace(settings, tianditu_review="GS(2024)0568号")
    told = chen.get("/api/v1/map").json["tianditu"]
    assert told == {"key": "a key", "review_number": "GS(2024)0568号"}


def test_pages_may_ask_tianditu_only_where_it_is_set_up(town: Flask, chen: Person) -> None:
    policy = "Content-Security-Policy"
    assert "tianditu" not in chen.get("/healthz").headers[policy]
    town.config["XUNHU"] = replace(town.config["XUNHU"], tianditu_key="a key")
    told = chen.get("/healthz").headers[policy]
    assert "connect-src 'self' https://*.tianditu.gov.cn" in told
