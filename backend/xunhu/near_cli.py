"""An office chore: the villages and schools along a line."""

from typing import Any

import click
from flask.cli import with_appcontext

from xunhu.db import db
from xunhu.imports.ground import Mode, the_district
from xunhu.imports.options import DRY_RUN, OneLine
from xunhu.imports.telling import listed, progress, tell_near
from xunhu.targets.changes import CHANGED
from xunhu.targets.models import Layer
from xunhu.targets.nearby import USUAL_M, line_called
from xunhu.upkeep.near import Asked, list_near


@click.group("targets", cls=OneLine)
def targets() -> None:
    """覆盖目标: what should not stay unvisited."""


@targets.command("near")
@click.argument("line")
@click.option("--within-m", default=USUAL_M, show_default=True, help="How near that is.")
@click.option(
    "--layer",
    "layers",
    multiple=True,
    type=click.Choice([layer.value for layer in Layer]),
    default=(Layer.VILLAGE.value, Layer.SCHOOL.value),
    show_default=True,
)
@click.option("--interval-days", type=click.IntRange(1, 3650), help="For those that have none.")
@click.option("--district", help="Needed only where there are several districts.")
@DRY_RUN
@with_appcontext
def along(line: str, *, district: str | None, dry_run: bool, **told: Any) -> None:
    """List what is near LINE, a line target by its id, code or name, and give it an interval.

    Villages whose place nobody has told are listed by name: `xunhu import targets --near` brings
    them from a file.
    """
    home = the_district(district)
    asked = Asked(
        line=line_called(db.session(), home, line),
        within_m=told["within_m"],
        layers=frozenset(map(Layer, told["layers"])),
        interval_days=told["interval_days"],
    )
    found = list_near(home, asked, Mode(dry_run, progress))
    about = "（线位近似）" if found.line["approximate"] else ""
    click.echo(f"{found.line['name']}{about}，{asked.within_m:.0f} 米以内 {len(found.items)} 处")
    for item in found.items:
        tell_near(item)
    changed = [item.name for item in found.items if item.change == CHANGED]
    would = "（试运行，未保存）" if dry_run else ""
    click.echo(f"设定巡访周期 {len(changed)} 处{would}")
    if found.unplaced:
        names = listed([village["name"] for village in found.unplaced])
        click.echo(f"沿线镇街中位置未知的村（社区） {len(found.unplaced)} 个：{names}")
