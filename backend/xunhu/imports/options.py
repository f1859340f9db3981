"""What the chores on files share: their options, and refusals of one line."""

from pathlib import Path

import click

from xunhu.files.datum import Datum
from xunhu.problems import Problem

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


class OneLine(click.Group):
    """Refusals are one clear line, with the file and the place, and a non-zero exit."""

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except Problem as problem:
            raise click.ClickException(" ".join(problem.said("zh-CN").split())) from problem
