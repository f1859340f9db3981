"""Office chores on the whole installation: a backup, and bringing one back."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click
import flask_migrate
import psycopg
from alembic.script import ScriptDirectory
from flask import Flask, current_app
from flask.cli import with_appcontext
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import SQLAlchemyError

from xunhu.backups.manifest import Manifest
from xunhu.backups.refusals import BackupFailed, BadBackup, RestoreFailed
from xunhu.backups.restore import Aim, Restored, restore
from xunhu.backups.stores import store_of
from xunhu.backups.take import Taken, devices_of, take
from xunhu.db import db, migrate, utcnow
from xunhu.problems import Problem, Said
from xunhu.records.models import DistrictClock
from xunhu.schemas import SHANGHAI

EVERY_S = 0.2  # between two words on the progress


class Telling:
    """Says on standard error how far the work is."""

    def __init__(self) -> None:
        self.said_at = 0.0

    def __call__(self, what: str, done: int, total: int) -> None:
        now, ended = time.monotonic(), done >= total
        if done == 0 or ended or now - self.said_at >= EVERY_S:
            self.said_at = now
            click.echo(f"\r{what} {done} / {total}", nl=ended, err=True)


@click.command("backup")
@click.argument("to", type=click.Path(file_okay=False, path_type=Path))
@with_appcontext
def backup(to: Path) -> None:
    """Back up everything into a new folder below TO, while the server works on.

    It is read back before it counts. Phones may forget what the backup before this one holds,
    once both lie on another file system than the data.
    """
    settings = current_app.config["XUNHU"]
    with _in_one_line(BackupFailed):
        store = store_of(make_url(settings.database_url))
        devices = devices_of(store, settings.data_dir)
        taken = take(store, settings.data_dir, to, utcnow(), devices, Telling())
    _tell_taken(taken)


@click.command("restore")
@click.argument("source", metavar="FROM", type=click.Path(exists=True, path_type=Path))
@with_appcontext
def bring_back(source: Path) -> None:
    """Bring back one backup, or the newest whole one in a folder of backups.

    The server must be stopped. The data from before are moved aside, never deleted.
    """
    settings = current_app.config["XUNHU"]
    migrations = ScriptDirectory(current_app.extensions["migrate"].directory)
    known = {script.revision for script in migrations.walk_revisions()}
    store = store_of(make_url(settings.database_url))
    db.engine.dispose()
    with _in_one_line(RestoreFailed):
        aim = Aim(store, settings.data_dir, known, upgrade)
        restored = restore(source, aim, utcnow(), Telling(), _tell_skipped)
    _tell_restored(restored)


@contextmanager
def _in_one_line(failed: type[Problem]) -> Iterator[None]:
    """A full disk or a lost database is a refusal like any other."""
    try:
        yield
    except (OSError, SQLAlchemyError, sqlite3.Error, psycopg.Error) as error:
        raise failed(str(error).splitlines()[0]) from error


def upgrade(url: URL) -> None:
    """Bring the schema of a database to that of this code."""
    staged = Flask("xunhu restore")
    staged.config["SQLALCHEMY_DATABASE_URI"] = url
    db.init_app(staged)
    migrate.init_app(staged, db, directory=current_app.extensions["migrate"].directory)
    with staged.app_context():
        try:
            flask_migrate.upgrade()
        except SystemExit as error:  # what flask_migrate makes of a refusal, which it has logged
            said = Said("数据库结构升级失败", "the schema could not be upgraded")
            raise RestoreFailed(said) from error
        finally:
            db.engine.dispose()


def _tell_taken(taken: Taken) -> None:
    images = f"照片 {taken.image_count} 张"
    click.echo(f"备份完成并已核对：{taken.folder}（{taken.told.size / 1e6:.1f} MB，{images}）")
    for clock, held in _districts(taken.told):
        click.echo(f"{held}；手机可清理到序号 {clock.durable_seq}")
    if not taken.is_counted:
        click.echo("数据库结构较旧，这份备份可以恢复，但不计入：请运行 xunhu init", err=True)
    elif not taken.is_elsewhere:
        click.echo("与数据在同一文件系统上，手机不会据此清理：请备份到另一块磁盘", err=True)


def _tell_skipped(folder: Path, bad: BadBackup) -> None:
    click.echo(f"跳过 {folder.name}：{bad.said('zh-CN')}", err=True)


def _tell_restored(restored: Restored) -> None:
    click.echo(f"已恢复：{restored.folder}（照片 {restored.image_count} 张）")
    for clock, held in _districts(restored.told):
        click.echo(f"{held}；新纪元 {clock.epoch}")
    if restored.aside:
        click.echo(f"恢复前的数据仍在：{restored.aside}")
    click.echo("手机下次联网时会核对，并自动补传这份备份里没有的记录。")
    at = restored.told.at.astimezone(SHANGHAI)
    click.echo(f"{at:%Y-%m-%d %H:%M} 之后在电脑上做的事不在备份里，请检查并重做：")
    click.echo("停用用户、吊销设备、删除记录、处理待处理的记录、导入镇街和目标。")


def _districts(told: Manifest) -> Iterator[tuple[DistrictClock, str]]:
    """Each district as it is now, and what the backup holds of it."""
    for code, held in sorted(told.districts.items()):
        records = f"记录 {held.sealed_count} 条，待处理 {held.parked_count} 条"
        clock = db.session.get_one(DistrictClock, code)
        yield clock, f"{code} {held.name}：{records}，到序号 {held.last_seq}"
