"""A backup: taken while others write, read back, and only then counted."""

import re
import sqlite3
import stat
import subprocess
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

import pytest
from flask import Flask

from make import make_event, make_patrol, make_segment
from people import NANCHUAN, Person
from rig.backups import BackUp, Office, add_image, all_files
from xunhu.backups import manifest
from xunhu.backups.models import Backup
from xunhu.backups.reading import read_rows
from xunhu.backups.refusals import BackupFailed, BadBackup
from xunhu.backups.stores import Store
from xunhu.db import db, writing
from xunhu.disk import measured
from xunhu.records.models import ParkedRecord
from xunhu.settings import Settings


def test_a_backup_holds_what_was_sealed_and_what_was_parked(chen: Person, back_up: BackUp) -> None:
    patrol = make_patrol()
    chen.push(patrol, make_segment(patrol), make_event(), make_patrol(crew_count="two"))
    held = back_up().told.districts[NANCHUAN]
    assert (held.last_seq, held.sealed_count, held.parked_count) == (3, 3, 1)


def test_the_manifest_names_every_file_with_its_digest(chen: Person, back_up: BackUp) -> None:
    chen.push(make_patrol())
    folder = back_up().folder
    told = manifest.read(folder)
    names = {path.name for path in folder.iterdir()}
    assert names == {*told.files, "manifest.json"}
    assert all(measured(folder / name) == size for name, size in told.files.items())


def test_a_backup_is_for_its_owner_alone(chen: Person, back_up: BackUp) -> None:
    folder = back_up().folder
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_a_backup_is_one_snapshot_while_all_write(
    sign_in: Callable[[str], Person], back_up: BackUp, store: Store
) -> None:
    phones = [sign_in("chen") for _ in range(3)]

    def push_many(phone: Person) -> None:
        for _ in range(12):
            patrol = make_patrol()
            phone.push(patrol, make_segment(patrol))

    with ThreadPoolExecutor(3) as pool:
        writers: list[Future[None]] = [pool.submit(push_many, phone) for phone in phones]
        taken = [back_up() for _ in range(3)]
        assert all(writer.result() is None for writer in writers)
    for one in taken:
        held = read_rows(store.rows(one.folder / store.file_name)).districts[NANCHUAN]
        assert held.sealed_count == held.highest_seq == held.last_seq
        assert held.last_seq % 2 == 0  # a patrol and its segment share a commit


def test_images_are_shared_between_backups(
    chen: Person, town: Flask, back_up: BackUp, disk: Path
) -> None:
    patrol = make_patrol()
    chen.push(patrol)
    add_image(town, patrol, b"first")
    back_up()
    add_image(town, make_patrol(), b"second")
    assert back_up().image_count == 2
    images = [name for name in all_files(disk) if name.startswith("attachments/")]
    assert len(images) == 2


def test_sha256sum_can_check_the_images(chen: Person, town: Flask, back_up: BackUp) -> None:
    add_image(town, make_patrol(), b"an image")
    folder = back_up().folder
    check = ["sha256sum", "--check", "--strict", "attachments.sha256"]
    assert subprocess.run(check, cwd=folder, capture_output=True, check=False).returncode == 0


def test_an_image_that_the_server_lost_is_named_and_the_backup_does_not_count(
    chen: Person, town: Flask, back_up: BackUp, disk: Path
) -> None:
    add_image(town, make_patrol(), b"kept")
    lost = add_image(town, make_patrol(), b"lost")
    lost.unlink()
    with pytest.raises(BackupFailed, match=lost.name):
        back_up()
    (folder,) = disk.glob("xunhu-*")
    assert manifest.read(folder).missing == (lost.name,)
    assert backups_in(town) == []


def test_an_image_whose_bytes_changed_is_not_taken_for_it(
    town: Flask, back_up: BackUp, disk: Path
) -> None:
    add_image(town, make_patrol(), b"as it came").write_bytes(b"as it is")
    with pytest.raises(BackupFailed):
        back_up()
    assert not [name for name in all_files(disk) if name.startswith("attachments/")]


def test_a_record_whose_bytes_are_not_its_own_fails_the_backup(
    chen: Person, town: Flask, back_up: BackUp, disk: Path
) -> None:
    chen.push(make_patrol(), make_event())
    with town.app_context():
        spoilt = db.text("UPDATE sealed_record SET digest = :digest WHERE seq = 2")
        db.session.execute(spoilt, {"digest": b"\0" * 32})
        db.session.commit()
    with pytest.raises(BadBackup, match="500119 / 2"):
        back_up()
    assert (list(disk.glob("xunhu-*")), backups_in(town)) == ([], [])


def test_a_copy_that_lacks_a_row_fails_the_backup(
    chen: Person, town: Flask, back_up: BackUp, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    chen.push(make_patrol(), make_event())
    whole = type(store).rows
    monkeypatch.setattr(type(store), "rows", lambda *it: (r for r in whole(*it) if not _last(r)))
    with pytest.raises(BadBackup, match="行数"):
        back_up()
    assert backups_in(town) == []


def test_only_what_was_erased_may_lack_its_bytes(
    chen: Person, town: Flask, back_up: BackUp
) -> None:
    chen.push(make_event(reached_count=-3))
    _decide(town, decision="discarded", content=b"")
    with pytest.raises(BadBackup, match="500119 / "):
        back_up()
    _decide(town, decision="erased")
    assert back_up().told.districts[NANCHUAN].parked_count == 1


def _decide(app: Flask, **values: object) -> None:
    with app.app_context(), writing() as session:
        session.execute(db.update(ParkedRecord).values(**values))


def _last(row: tuple[str, dict[str, object]]) -> bool:
    return row[0] == "sealed_record" and str(row[1]["seq"]) == "2"


def test_a_half_done_backup_of_a_killed_run_goes(back_up: BackUp, disk: Path) -> None:
    (disk / "xunhu-20260101T000000Z.half").mkdir(parents=True)
    back_up()
    assert [path.name for path in disk.glob("*.half")] == []


def test_two_backups_of_one_second_are_refused(back_up: BackUp, clock: object) -> None:
    back_up()
    clock.advance(days=-1)  # type: ignore[attr-defined]
    with pytest.raises(BackupFailed):
        back_up()


def test_the_command_says_what_it_did(chen: Person, office: Office, disk: Path) -> None:
    chen.push(make_patrol(), make_event())
    result = office("backup", disk)
    assert result.exit_code == 0
    assert "500119 南川区：记录 2 条，待处理 0 条，到序号 2" in result.stdout
    assert "同一文件系统" in result.stderr
    assert re.search(r"核对数据库 (\d+) / \1\n", result.stderr)


def test_the_data_directory_is_no_place_for_its_backup(office: Office, settings: Settings) -> None:
    before = sorted(path.name for path in settings.data_dir.iterdir())
    assert office("backup", settings.data_dir).exit_code == 1
    assert sorted(path.name for path in settings.data_dir.iterdir()) == before


def test_a_disk_that_can_not_be_written_is_one_line(office: Office, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    result = office("backup", tmp_path / "file" / "below")
    assert result.exit_code == 1
    assert len(result.stderr.strip().splitlines()) == 1


def backups_in(app: Flask) -> list[Backup]:
    with app.app_context():
        return list(db.session.scalars(db.select(Backup).order_by(Backup.at)))


def test_the_secret_key_stays_at_home(chen: Person, back_up: BackUp, town: Flask) -> None:
    key = town.config["XUNHU"].data_dir / "secret_key"
    key.write_text("a key that nobody else has")
    everything = b"".join(all_files(back_up().folder.parent).values())
    assert key.read_bytes() not in everything


def test_a_copy_is_one_file_that_anybody_can_open(back_up: BackUp, store: Store) -> None:
    if store.kind != "sqlite":
        pytest.skip("asks for SQLite")
    with sqlite3.connect(back_up().folder / "xunhu.db") as copy:
        assert copy.execute("PRAGMA journal_mode").fetchone() == ("delete",)
    copy.close()


def test_every_district_is_written_down(chen: Person, tan: Person, back_up: BackUp) -> None:
    chen.push(make_patrol())
    tan.push(make_patrol(author="tan", township="500199001"))
    app = chen.client.application
    back_up()
    assert {(row.district, row.seq) for row in backups_in(app)} == {("500119", 1), ("500199", 1)}
