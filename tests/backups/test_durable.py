"""Phones may forget what the backup before the newest holds, if both lie on another disk."""

import shutil
from pathlib import Path

import pytest
from flask import Flask

from make import make_event
from people import Person
from rig.backups import BackUp, Office, add_image, district
from xunhu.backups.durable import is_elsewhere, risen

HERE = 7


def durable(person: Person) -> int:
    """What a phone is told."""
    told: int = person.get("/api/v1/sync/hello").json["durable_seq"]  # type: ignore[index]
    return told


@pytest.mark.parametrize(
    ("durable_seq", "newest_is_elsewhere", "seq_before", "then"),
    [(0, True, 5, 5), (5, True, 9, 9), (5, True, None, 5), (5, False, 9, 5), (9, True, 5, 9)],
)
def test_the_durable_number_rises_to_the_backup_before_and_never_falls(
    durable_seq: int, newest_is_elsewhere: bool, seq_before: int | None, then: int
) -> None:
    assert risen(durable_seq, newest_is_elsewhere, seq_before) == then


def test_any_file_system_that_holds_data_is_not_elsewhere() -> None:
    assert is_elsewhere(HERE, {8, 9})
    assert not is_elsewhere(HERE, {8, HERE})


def test_it_follows_one_backup_behind(chen: Person, back_up: BackUp) -> None:
    seen = []
    for _ in range(3):
        chen.push(make_event(), make_event())
        back_up()
        seen.append(durable(chen))
    assert seen == [0, 2, 4]


def test_on_the_file_system_of_the_data_it_never_rises(
    chen: Person, back_up: BackUp, disk: Path
) -> None:
    chen.push(make_event())
    here = disk.parent.stat().st_dev
    for _ in range(3):
        back_up(device=here)
    assert durable(chen) == 0


def test_a_backup_beside_the_data_between_two_elsewhere_changes_nothing(
    chen: Person, back_up: BackUp, disk: Path
) -> None:
    chen.push(make_event())
    back_up()
    chen.push(make_event())
    back_up(device=disk.stat().st_dev)
    assert durable(chen) == 0
    back_up()
    assert durable(chen) == 1


def test_the_backup_before_must_still_be_there(chen: Person, back_up: BackUp) -> None:
    chen.push(make_event())
    shutil.rmtree(back_up().folder)
    back_up()
    assert durable(chen) == 0


def test_the_backup_before_must_still_be_whole(chen: Person, back_up: BackUp) -> None:
    chen.push(make_event())
    folder = back_up().folder
    copy = next(path for path in folder.iterdir() if path.suffix in (".db", ".dump"))
    copy.write_bytes(copy.read_bytes()[:-1])
    back_up()
    assert durable(chen) == 0


def test_the_images_of_the_backup_before_must_still_be_there(
    chen: Person, town: Flask, back_up: BackUp, tmp_path: Path
) -> None:
    chen.push(make_event())
    add_image(town, make_event(), b"an image")
    shutil.rmtree(back_up(tmp_path / "one").folder.parent / "attachments")
    back_up(tmp_path / "two")
    assert durable(chen) == 0


def test_of_two_disks_that_change_places_the_one_that_is_there_counts(
    chen: Person, back_up: BackUp, tmp_path: Path
) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    for disk in (one, two):
        chen.push(make_event())
        back_up(disk)
    two.rename(tmp_path / "in the safe")
    chen.push(make_event())
    back_up(one)
    assert durable(chen) == 1


def test_the_arrival_of_an_image_is_covered_like_a_record(
    chen: Person, town: Flask, back_up: BackUp
) -> None:
    chen.push(make_event())
    add_image(town, make_event(), b"an image")
    back_up()
    back_up()
    assert durable(chen) == district(town).last_seq == 2


def test_real_devices_are_told_apart(
    chen: Person, office: Office, disk: Path, other_disk: Path, clock: object
) -> None:
    chen.push(make_event())
    for to in (disk, disk, other_disk):
        clock.advance(days=1)  # type: ignore[attr-defined]
        assert office("backup", to).exit_code == 0
    assert durable(chen) == 0
    clock.advance(days=1)  # type: ignore[attr-defined]
    assert "手机可清理到序号 1" in office("backup", other_disk).stdout
    assert durable(chen) == 1
