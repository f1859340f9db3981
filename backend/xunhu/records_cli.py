"""Office chores on sealed records: what is not applied, whether all is whole, what has to go."""

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from uuid import UUID

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy import select
from sqlalchemy.orm import Session

from xunhu.attachments.sweep import remove_unnamed
from xunhu.db import db, empty_log, is_whole, utcnow, writing
from xunhu.disk import image_place, is_whole_image
from xunhu.imports import rescue
from xunhu.records.clock import lock_district
from xunhu.records.erasing import erase
from xunhu.records.models import (
    LET_GO,
    Attachment,
    DistrictClock,
    ParkedRecord,
    SealedRecord,
)
from xunhu.records.personal import is_personal
from xunhu.records.unapplied import apply_again
from xunhu.records.unapplied import unapplied as still_unapplied


@click.command()
@click.option("--retry", is_flag=True, help="Apply them again, after what was wrong is mended.")
@with_appcontext
def unapplied(*, retry: bool) -> None:
    """List records that are kept but could not be applied; exits 1 when there are any."""
    left = 0
    for district in db.session.scalars(select(DistrictClock.district)).all():
        if retry:
            apply_again(district)
        rows = still_unapplied(db.session(), district)
        left += len(rows)
        for row in rows:
            click.echo(f"{district} {row.seq} {row.id} {row.kind}: {row.fault}")
    click.echo(f"{left} 条记录已保存但未生效", err=True)
    sys.exit(1 if left else 0)


@click.command()
@with_appcontext
def verify() -> None:
    """Read every sealed and parked record and every image again; exits 1 when one is damaged."""
    session, count, damaged = db.session(), 0, 0
    for count, (name, whole) in enumerate(_everything(session), start=1):
        if not whole:
            damaged += 1
            click.echo(f"{name} 已损坏")
        if count % 1000 == 0:
            click.echo(f"\r已核对 {count}", nl=False, err=True)
    click.echo(f"已核对 {count} 条记录和图片，{damaged} 条损坏")
    sys.exit(1 if damaged else 0)


def _everything(session: Session) -> Iterator[tuple[str, bool]]:
    for table, fate in ((SealedRecord, SealedRecord.state), (ParkedRecord, ParkedRecord.decision)):
        asked = select(table.district, table.id, table.digest, table.content)
        is_whole_still = fate.is_(None) | fate.not_in(LET_GO)
        kept = asked.where(is_whole_still).execution_options(yield_per=500)
        for district, record, digest, content in session.execute(kept):
            yield f"{district} {record}", is_whole(content, digest)
    folder = current_app.config["XUNHU"].data_dir
    images = select(Attachment.district, Attachment.record, Attachment.slot, Attachment.kept_sha256)
    come = images.where(Attachment.kept_sha256.is_not(None))
    for district, record, slot, sha256 in session.execute(come):
        assert sha256 is not None
        yield f"{district} {record}/{slot}", is_whole_image(image_place(folder, sha256.hex()))


@click.command("erase")
@click.argument("record", type=click.UUID, metavar="ID")
@click.option("--reason", required=True, help="Why; it is printed, and names nobody.")
@with_appcontext
def erase_record(record: UUID, reason: str) -> None:
    """Erase a record for privacy: its bytes and images go, its number stays, phones are told.

    Backups that were made before still hold it.
    """
    if not reason.strip():
        raise click.ClickException("请写明理由：--reason 不能为空")
    if is_personal(reason):
        raise click.ClickException("理由里不能有身份证号或手机号")
    erased = False
    for district in db.session.scalars(select(DistrictClock.district)).all():
        with writing() as session:
            erased = erase(session, lock_district(session, district), record) or erased
    if not erased:
        raise click.ClickException(f"没有这条记录：{record}")
    remove_unnamed(current_app.config["XUNHU"].data_dir)
    db.session.remove()
    if not empty_log():
        click.echo("数据库正忙，日志文件里还留有原文：请重启服务器，即可清除。", err=True)
    click.echo(f"已删除 {record}：{reason}。此前的备份里仍有原件。")


@click.command("records")
@click.argument(
    "paths", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@with_appcontext
def rescued(paths: Sequence[Path]) -> None:
    """A phone's rescue file (.geojsons); what is known already is not doubled."""
    for path in paths:
        outcomes = rescue.brought(path, utcnow())
        click.echo(f"{path.name}：{len(outcomes)} 条，{rescue.figures(outcomes)}")
        for line in rescue.not_stored(outcomes):
            click.echo(line, err=True)
