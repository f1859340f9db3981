"""Bringing a backup back: exactly what it held, in a new epoch, and the old data aside."""

import shutil
from pathlib import Path
from uuid import uuid4

import flask_migrate
from flask import Flask

from make import digest_of, id_of, make_event, make_patrol, make_segment
from people import Person, credentials
from rig.backups import BackUp, Office, add_image, all_files, district
from xunhu.app import schema_is_current
from xunhu.backups.stores import Store
from xunhu.db import db, unsqueeze
from xunhu.records.models import DistrictClock, ParkedRecord, SealedRecord


def sealed(app: Flask) -> list[tuple[int, bytes]]:
    """Number and exact bytes of every record that is kept."""
    with app.app_context():
        rows = db.session.scalars(db.select(SealedRecord).order_by(SealedRecord.seq))
        return [(row.seq, unsqueeze(row.content)) for row in rows]


def test_every_record_comes_back_byte_for_byte(
    chen: Person, town: Flask, office: Office, back_up: BackUp
) -> None:
    patrol = make_patrol()
    records = [patrol, make_segment(patrol), make_event()]
    chen.push(*records, make_patrol(crew_count="two"))
    folder = back_up().folder
    chen.push(make_event(), make_event())
    result = office("restore", folder)
    assert (result.exit_code, result.stderr.count("恢复数据库")) == (0, 2)
    assert sealed(town) == list(enumerate(records, start=1))
    with town.app_context():
        assert db.session.scalars(db.select(ParkedRecord.code)).all() == ["bad-field"]


def test_every_district_begins_a_new_epoch(
    chen: Person, tan: Person, town: Flask, office: Office, back_up: BackUp
) -> None:
    before = {district(town, code).epoch for code in ("500119", "500199")}
    office("restore", back_up().folder)
    after = {district(town, code).epoch for code in ("500119", "500199")}
    assert len(before | after) == 4


def test_who_pulled_before_must_start_again(chen: Person, office: Office, back_up: BackUp) -> None:
    chen.push(make_event())
    folder = back_up().folder
    cursor = chen.pull()["next"]
    office("restore", folder)
    answer = chen.get("/api/v1/sync/pull", cursor=cursor)
    assert (answer.status_code, answer.json["type"]) == (409, "/problems/epoch-changed")  # type: ignore[index]


def test_what_the_backup_lacked_is_stored_when_phones_send_it_again(
    chen: Person, office: Office, back_up: BackUp
) -> None:
    kept, lacking = make_event(), make_event()
    chen.push(kept)
    folder = back_up().folder
    chen.push(lacking)
    office("restore", folder)
    assert [(r["status"], r["seq"]) for r in chen.push(kept, lacking)] == [
        ("duplicate", 1),
        ("stored", 2),
    ]


def test_a_phone_is_told_what_is_lacking(chen: Person, office: Office, back_up: BackUp) -> None:
    lacking = make_event()
    folder = back_up().folder
    chen.push(lacking)
    asked = {"records": [{"id": id_of(lacking), "digest": digest_of(lacking)}]}
    office("restore", folder)
    assert chen.post("/api/v1/sync/verify", json=asked).json["results"][0]["status"] == "unknown"  # type: ignore[index]


def test_the_durable_number_is_that_of_the_copy(
    chen: Person, town: Flask, office: Office, back_up: BackUp
) -> None:
    for _ in range(3):
        chen.push(make_event())
        folder = back_up().folder
    assert district(town).durable_seq == 2
    office("restore", folder)
    assert district(town).durable_seq == 1


def test_backups_go_on_after_a_restore(
    chen: Person, town: Flask, office: Office, back_up: BackUp
) -> None:
    chen.push(make_event())
    office("restore", back_up().folder)
    chen.push(make_event())
    newest = back_up()
    assert newest.told.districts["500119"].last_seq == 2
    assert office("restore", newest.folder).exit_code == 0
    assert len(sealed(town)) == 2


def test_images_come_back(chen: Person, town: Flask, office: Office, back_up: BackUp) -> None:
    lost, spoilt = (add_image(town, make_event(), content) for content in (b"one", b"two"))
    folder = back_up().folder
    lost.unlink()
    spoilt.write_bytes(b"not two")
    assert office("restore", folder).exit_code == 0
    assert (lost.read_bytes(), spoilt.read_bytes()) == (b"one", b"two")


def test_a_folder_of_backups_gives_the_newest_that_is_whole(
    chen: Person, town: Flask, office: Office, back_up: BackUp, disk: Path
) -> None:
    for _ in range(2):
        chen.push(make_event())
        folder = back_up().folder
    (folder / "manifest.json").unlink()
    result = office("restore", disk)
    assert (result.exit_code, len(sealed(town))) == (0, 1)
    assert f"跳过 {folder.name}" in result.stderr


def test_the_old_data_stay_where_they_can_be_found(
    chen: Person, town: Flask, office: Office, back_up: BackUp, store: Store
) -> None:
    folder = back_up().folder
    chen.push(make_event())
    result = office("restore", folder)
    aside = result.stdout.partition("恢复前的数据仍在：")[2].splitlines()[0]
    with town.app_context():
        if store.kind == "sqlite":
            db.session.execute(db.text(f"ATTACH '{aside}' AS aside"))
        else:
            db.session.execute(db.text(f"SET search_path TO {aside.removeprefix('schema ')}"))
        name = "aside.sealed_record" if store.kind == "sqlite" else "sealed_record"
        assert db.session.scalar(db.text(f"SELECT count(*) FROM {name}")) == 1


def test_a_restore_on_an_empty_machine(
    chen: Person, town: Flask, office: Office, back_up: BackUp, store: Store
) -> None:
    chen.push(make_event())
    folder = back_up().folder
    forget_everything(town, store)
    result = office("restore", folder)
    assert (result.exit_code, len(sealed(town))) == (0, 1)
    assert "恢复前的数据" not in result.stdout


def test_a_backup_from_before_an_upgrade_comes_back_upgraded(
    town: Flask, office: Office, store: Store, disk: Path
) -> None:
    forget_everything(town, store)
    with town.app_context():
        flask_migrate.upgrade(revision="0005")
        db.session.add(DistrictClock(district="500119", name="南川区", epoch=uuid4()))
        db.session.commit()
    taken = office("backup", disk)
    assert (taken.exit_code, "xunhu init" in taken.stderr) == (0, True)
    forget_everything(town, store)
    assert office("restore", disk).exit_code == 0
    with town.app_context():
        assert schema_is_current()


def forget_everything(town: Flask, store: Store) -> None:
    """Leave an address with nothing behind it."""
    with town.app_context():
        if store.kind == "sqlite":
            db.engine.dispose()
            Path(db.engine.url.database or "").unlink()
        else:
            db.session.execute(db.text("DROP SCHEMA public CASCADE"))
            db.session.execute(db.text("CREATE SCHEMA public"))
            db.session.commit()


def test_it_says_what_it_did(chen: Person, town: Flask, office: Office, back_up: BackUp) -> None:
    chen.push(make_event())
    said = office("restore", back_up().folder).stdout
    assert "500119 南川区：记录 1 条，待处理 0 条，到序号 1" in said
    assert str(district(town).epoch) in said
    assert "补传" in said
    assert "2026-11-03 12:00 之后在电脑上做的事" in said


def test_who_was_signed_in_at_the_backup_still_is(
    chen: Person, office: Office, back_up: BackUp
) -> None:
    folder = back_up().folder
    office("restore", folder)
    assert chen.get("/api/v1/auth/me").status_code == 200
    assert chen.post("/api/v1/auth/login", json=credentials("chen")).status_code == 200


def test_a_backup_that_was_carried_elsewhere_comes_back_with_its_images(
    town: Flask, office: Office, back_up: BackUp, disk: Path, tmp_path: Path
) -> None:
    image = add_image(town, make_event(), b"an image")
    name = back_up().folder.name
    shutil.copytree(disk, tmp_path / "carried")
    shutil.rmtree(disk)
    image.unlink()
    assert office("restore", tmp_path / "carried" / name).exit_code == 0
    assert all_files(image.parent) == {image.name: b"an image"}
