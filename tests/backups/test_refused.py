"""What a restore refuses, and that a refusal changes nothing."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask

from make import make_event
from people import Person
from rig.backups import BackUp, Office, add_image, district
from xunhu import data_lock
from xunhu.backups import images, manifest
from xunhu.backups.stores import Store, store_of
from xunhu.db import db
from xunhu.disk import image_place
from xunhu.records.models import SealedRecord
from xunhu.settings import Settings

Spoil = Callable[[Path], None]


def spoil_copy(folder: Path) -> None:
    copy = next(path for path in folder.iterdir() if path.suffix in (".db", ".dump"))
    content = bytearray(copy.read_bytes())
    content[len(content) // 2] ^= 1
    copy.write_bytes(content)


def cut_copy(folder: Path) -> None:
    copy = next(path for path in folder.iterdir() if path.suffix in (".db", ".dump"))
    os.truncate(copy, copy.stat().st_size // 2)


def spoil_manifest(folder: Path) -> None:
    told = (folder / manifest.NAME).read_text()
    (folder / manifest.NAME).write_text(told.replace('"sealed_count": 1', '"sealed_count": 2'))


def cut_manifest(folder: Path) -> None:
    os.truncate(folder / manifest.NAME, 100)


def lose_image(folder: Path) -> None:
    image_place(folder.parent, images.read_list(folder)[0]).unlink()


def spoil_image(folder: Path) -> None:
    image_place(folder.parent, images.read_list(folder)[0]).write_bytes(b"another")


def drop_from_list(folder: Path) -> None:
    (folder / images.LIST).write_text("")


SPOILERS = [
    spoil_copy,
    cut_copy,
    spoil_manifest,
    cut_manifest,
    lose_image,
    spoil_image,
    drop_from_list,
]


def state(app: Flask) -> tuple[object, ...]:
    with app.app_context():
        count = db.session.scalar(db.select(db.func.count()).select_from(SealedRecord))
    clock = district(app)
    return (count, clock.epoch, clock.last_seq, clock.durable_seq)


@pytest.mark.parametrize("spoil", SPOILERS)
def test_a_damaged_backup_changes_nothing(
    chen: Person, town: Flask, office: Office, back_up: BackUp, spoil: Spoil
) -> None:
    chen.push(make_event())
    add_image(town, make_event(), b"an image")
    folder = back_up().folder
    chen.push(make_event())
    before = state(town)
    spoil(folder)
    result = office("restore", folder)
    assert (result.exit_code, state(town)) == (1, before)
    assert len([line for line in result.stderr.splitlines() if "Error" in line]) == 1


def test_a_restore_is_refused_while_a_server_runs(
    chen: Person, town: Flask, office: Office, back_up: BackUp, settings: Settings
) -> None:
    folder = back_up().folder
    before = state(town)
    with data_lock.share(settings.data_dir):
        result = office("restore", folder)
    assert (result.exit_code, state(town)) == (1, before)
    assert "请先停止" in result.stderr


def test_a_restore_is_refused_while_another_machine_serves_this_database(
    town: Flask, office: Office, back_up: BackUp, store: Store
) -> None:
    if store.kind != "postgresql":
        pytest.skip("asks for XUNHU_TEST_DATABASE=postgresql")
    folder = back_up().folder
    elsewhere = db.create_engine(town.config["XUNHU"].database_url)
    with elsewhere.connect():
        result = office("restore", folder)
    elsewhere.dispose()
    assert result.exit_code == 1
    assert "连接在使用" in result.stderr


def test_a_server_is_refused_while_a_restore_runs(settings: Settings) -> None:
    refused = pytest.raises(data_lock.Occupied, match="正在恢复")
    with data_lock.alone(settings.data_dir), refused:
        data_lock.share(settings.data_dir)
    data_lock.share(settings.data_dir).close()


def test_a_backup_is_refused_while_a_restore_runs(
    office: Office, settings: Settings, disk: Path
) -> None:
    with data_lock.alone(settings.data_dir):
        result = office("backup", disk)
    assert (result.exit_code, disk.exists()) == (1, False)


def test_a_backup_of_another_kind_of_database_is_refused(
    town: Flask, office: Office, back_up: BackUp, store: Store
) -> None:
    folder = back_up().folder
    other = "postgresql" if store.kind == "sqlite" else "sqlite"
    told = (folder / manifest.NAME).read_text()
    (folder / manifest.NAME).write_text(told.replace(f'"{store.kind}"', f'"{other}"'))
    result = office("restore", folder)
    assert (result.exit_code, result.stderr.count("\n")) == (1, 1)
    assert f"这是 {other} 的备份，不能恢复到 {store.kind}" in result.stderr


def test_a_backup_of_a_newer_product_is_refused(office: Office, back_up: BackUp) -> None:
    folder = back_up().folder
    told = (folder / manifest.NAME).read_text()
    (folder / manifest.NAME).write_text(told.replace('"schema": "0', '"schema": "9'))
    result = office("restore", folder)
    assert result.exit_code == 1
    assert "请先升级本程序" in result.stderr


def test_a_restore_whose_upgrade_fails_changes_nothing(
    chen: Person,
    town: Flask,
    office: Office,
    back_up: BackUp,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    folder = back_up().folder
    chen.push(make_event())
    before = state(town)

    def fail() -> None:
        raise SystemExit(1)

    monkeypatch.setattr("xunhu.backups.cli.flask_migrate.upgrade", fail)
    result = office("restore", folder)
    assert (result.exit_code, state(town)) == (1, before)
    assert "结构升级失败" in result.stderr


def test_a_restore_that_can_not_change_names_changes_nothing(
    chen: Person, town: Flask, office: Office, back_up: BackUp, monkeypatch: pytest.MonkeyPatch
) -> None:
    if town.config["XUNHU"].database_url.startswith("postgresql"):
        pytest.skip("asks for SQLite")
    folder = back_up().folder
    chen.push(make_event())
    before = state(town)
    rename = Path.rename

    def refuse(path: Path, target: Path) -> Path:
        if path.name.endswith(".restoring"):
            raise PermissionError(13, "denied")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", refuse)
    assert office("restore", folder).exit_code == 1
    assert state(town) == before


def test_a_role_that_may_not_move_the_schema_is_refused_in_one_line(
    chen: Person, town: Flask, office: Office, back_up: BackUp, store: Store
) -> None:
    if store.kind != "postgresql":
        pytest.skip("asks for XUNHU_TEST_DATABASE=postgresql")
    folder = back_up().folder
    before = state(town)
    sql = "CREATE ROLE guest LOGIN; GRANT SELECT ON ALL TABLES IN SCHEMA public TO guest"
    with town.app_context():
        db.session.execute(db.text(sql))
        db.session.commit()
        guest = store_of(db.engine.url.set(username="guest"))
        with pytest.raises(Exception, match="must be owner"):
            guest.bring_back(folder / guest.file_name, "20261123T000000Z", lambda _url: None)
        db.session.execute(db.text("DROP OWNED BY guest; DROP ROLE guest"))
        db.session.commit()
    assert state(town) == before


@pytest.mark.parametrize("source", ["nowhere", "."])
def test_what_is_no_backup_is_refused(office: Office, tmp_path: Path, source: str) -> None:
    (tmp_path / "empty").mkdir()
    result = office("restore", tmp_path / "empty" / source)
    assert result.exit_code in (1, 2)
    assert len(result.stderr.strip().splitlines()) == 1
