"""An office chore: targets from files."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click
from flask.cli import with_appcontext

from xunhu.files.datum import Datum
from xunhu.imports.features import Source
from xunhu.imports.ground import Mode, the_district
from xunhu.imports.options import DATUM, DRY_RUN, FILES
from xunhu.imports.targets import import_targets as put_files
from xunhu.imports.telling import progress, tell_near, tell_targets
from xunhu.targets.changes import InDoubt
from xunhu.targets.models import Layer
from xunhu.targets.wanted import Wanted


@click.command("targets")
@FILES
@click.option(
    "--layer",
    type=click.Choice([layer.value for layer in Layer]),
    help="The layer of features that name none.",
)
@click.option("--district", help="Needed only where there are several districts.")
@click.option("--near", type=click.UUID, help="Take only what is near this line target.")
@click.option("--within-m", default=Wanted.within_m, show_default=True, help="How near that is.")
@click.option("--force-datum", is_flag=True, help="It is in that datum, whatever it looks like.")
@click.option("--force-outside", is_flag=True, help="It is right that places are far outside.")
@DATUM
@DRY_RUN
@with_appcontext
def import_targets(
    paths: Sequence[Path], *, district: str | None, dry_run: bool, **told: Any
) -> None:
    """GeoJSON, GPX, KML, CSV or zipped Shapefile, with `name` and perhaps `code`, `layer`, …

    Also read: `interval_days`, `radius_m`, `chainage_start_m`, `status`. A file that looks shifted
    or of another district is refused until --datum or a --force-… answers for it.
    """
    wanted = Wanted(
        layer=Layer(told["layer"]) if told["layer"] else None,
        datum=Datum(told["datum"]),
        force=frozenset(name for name in ("datum", "outside") if told[f"force_{name}"]),
        near=told["near"],
        within_m=told["within_m"],
    )
    sources = [Source(path.name, path.read_bytes()) for path in paths]
    changes = put_files(sources, wanted, the_district(district), Mode(dry_run, progress))
    tell_targets(changes, dry_run=dry_run)
    for item in changes.items:
        tell_near(item)
    if changes.asked:
        raise InDoubt(changes.asked)
