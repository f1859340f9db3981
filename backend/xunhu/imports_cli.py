"""Office chores on files: townships and targets from GeoJSON, patrols from recorded tracks."""

from collections.abc import Sequence
from pathlib import Path
from uuid import UUID

import click
from flask.cli import with_appcontext

from xunhu.db import utcnow
from xunhu.files.datum import Datum
from xunhu.imports.ground import Mode
from xunhu.imports.options import DATUM, DRY_RUN, FILES, OneLine
from xunhu.imports.recordings import load
from xunhu.imports.telling import listed, progress, tell
from xunhu.imports.townships import import_townships
from xunhu.imports.tracks import Brought, bring, plan
from xunhu.targets_cli import import_targets


@click.group("import", cls=OneLine)
def imports() -> None:
    """Bring files in: townships, targets, tracks, a phone's records. A bad file changes nothing."""


@imports.command("townships")
@FILES
@DATUM
@DRY_RUN
@with_appcontext
def townships(paths: Sequence[Path], *, datum: str, dry_run: bool) -> None:
    """GeoJSON polygons with `code` and `name`: known codes are updated, others added."""
    changes = import_townships(paths, Datum(datum), Mode(dry_run, progress))
    tell(dry_run, "镇街", changes.added, changes.changed, changes.same)
    if changes.placeless:
        click.echo(f"没有边界、原边界未动：{listed(changes.placeless)}")
    if changes.overlapped:
        click.echo(f"与这些未更新的镇街重叠（重叠处归编码小者）：{listed(changes.overlapped)}")


imports.add_command(import_targets)


@imports.command("tracks")
@FILES
@click.option("--author", required=True, help="The username of who recorded them.")
@click.option("--township", help="Code; the author's first township unless given.")
@click.option("--patrol", type=click.UUID, help="Add the fixes to this patrol.")
@DATUM
@DRY_RUN
@with_appcontext
def tracks(
    paths: Sequence[Path],
    *,
    author: str,
    township: str | None,
    patrol: UUID | None,
    datum: str,
    dry_run: bool,
) -> None:
    """GPX, KML, GeoJSON or CSV: each file is a patrol. Times without zone are Shanghai's."""
    now = utcnow()
    aim = plan(author, township, patrol, now)
    files = [load(path, Datum(datum), now) for path in paths]
    for brought in bring(files, aim, now, dry_run=dry_run):
        _tell_file(brought, dry_run=dry_run)


def _tell_file(brought: Brought, *, dry_run: bool) -> None:
    recording = brought.file.recording
    done = "此前已导入，未重复" if brought.is_known else "将导入" if dry_run else "已导入"
    left_out = ""
    if recording.untimed_count or recording.invalid_count:
        left_out = f"，略去无时间 {recording.untimed_count}、无效 {recording.invalid_count}"
    for outing in brought.outings:
        fixes = f"{len(outing.segment_ids)} 段，{outing.fix_count} 个定位点{left_out}"
        click.echo(f"{brought.file.path.name}：{done}，巡防 {outing.patrol}，{fixes}")
