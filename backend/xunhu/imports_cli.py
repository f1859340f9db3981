"""Office chores on files: townships and targets from GeoJSON, patrols from recorded tracks."""

import sys
from collections.abc import Sequence
from pathlib import Path
from uuid import UUID

import click
from flask.cli import with_appcontext

from xunhu.db import utcnow
from xunhu.files.datum import Datum
from xunhu.imports.ground import Mode
from xunhu.imports.recordings import load
from xunhu.imports.targets import import_targets
from xunhu.imports.townships import import_townships
from xunhu.imports.tracks import Brought, bring, plan
from xunhu.problems import Problem
from xunhu.targets.models import Layer

FILES = click.argument(
    "paths", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
DATUM = click.option(
    "--datum",
    type=click.Choice([datum.value for datum in Datum]),
    default=Datum.WGS84.value,
    show_default=True,
    help="What the coordinates of the files are measured in.",
)
DRY_RUN = click.option("--dry-run", is_flag=True, help="Say what would change; change nothing.")
EVERY = 25
NAMES_SHOWN = 10


class OneLine(click.Group):
    """Refusals are one clear line, with the file and the place, and a non-zero exit."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except Problem as problem:
            raise click.ClickException(" ".join(problem.said("zh-CN").split())) from problem


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
    changes = import_townships(paths, Datum(datum), Mode(dry_run, _progress))
    _tell(dry_run, "镇街", changes.added, changes.changed, changes.same)
    if changes.placeless:
        click.echo(f"没有边界、原边界未动：{_listed(changes.placeless)}")
    if changes.overlapped:
        click.echo(f"与这些未更新的镇街重叠（重叠处归编码小者）：{_listed(changes.overlapped)}")


@imports.command("targets")
@FILES
@click.option(
    "--layer",
    type=click.Choice([layer.value for layer in Layer]),
    help="The layer of features that name none.",
)
@click.option("--district", help="Needed only where there are several districts.")
@DATUM
@DRY_RUN
@with_appcontext
def targets(
    paths: Sequence[Path], *, layer: str | None, district: str | None, datum: str, dry_run: bool
) -> None:
    """GeoJSON features with `name` and perhaps `code`, `layer`, `interval_days`, `radius_m`."""
    chosen = Layer(layer) if layer else None
    mode = Mode(dry_run, _progress)
    changes = import_targets(paths, chosen, Datum(datum), district, mode)
    _tell(dry_run, "目标", changes.added, changes.changed, changes.same)
    if changes.outside:
        click.echo(f"在所有镇街之外、不计入：{_listed(changes.outside)}")
    if changes.placeless:
        click.echo(f"没有位置、未导入：{_listed(changes.placeless)}")


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


def _tell(
    dry_run: bool, what: str, added: Sequence[str], changed: Sequence[str], same: Sequence[str]
) -> None:
    would = "（试运行，未保存）" if dry_run else ""
    for done, names in (("新增", added), ("更新", changed), ("未变", same)):
        listed = f"：{_listed(names)}" if names else ""
        click.echo(f"{done}{what} {len(names)}{would}{listed}")


def _listed(names: Sequence[str]) -> str:
    more = f" 等 {len(names)} 个" if len(names) > NAMES_SHOWN else ""
    return "、".join(names[:NAMES_SHOWN]) + more


def _progress(done: int, patrols: int) -> None:
    if done % EVERY == 0 or done == patrols:
        click.echo(f"\r重算覆盖 {done} / {patrols}", nl=done == patrols, err=True)
        sys.stderr.flush()
