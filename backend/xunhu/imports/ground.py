"""Changing boundaries or targets: in one transaction with all the coverage that follows."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from shapely.geometry.base import BaseGeometry
from sqlalchemy import select
from sqlalchemy.orm import Session

from xunhu.coverage.footprint.crossings import grid
from xunhu.coverage.moved import follow_boundaries
from xunhu.coverage.touched import follow_targets
from xunhu.db import db, writing
from xunhu.problems import InvalidInput, Said
from xunhu.records.clock import lock_district
from xunhu.records.models import DistrictClock
from xunhu.targets.apply import Touched

Progress = Callable[[int, int], None]


class DryRun(Exception):
    """Raised at the end of a transaction that was only tried: all of it is undone."""


@dataclass(frozen=True)
class Mode:
    """Whether to change anything, and whom to tell how many patrols are done of how many."""

    dry_run: bool
    progress: Progress


def the_district(told: str | None) -> str:
    """The district that is told, or the only one that there is; raises InvalidInput."""
    known = db.session.scalars(select(DistrictClock.district)).all()
    if told in known:
        return str(told)
    if told is not None:
        raise InvalidInput(Said(f"没有区县 {told}", f"there is no district {told}"))
    if len(known) != 1:
        words = Said("请用 --district 指明区县", "several districts or none: give --district")
        raise InvalidInput(words)
    return known[0]


def change_targets(district: str, put: Callable[[Session], Touched], mode: Mode) -> None:
    """Call `put`, and bring coverage up to date with the targets that it says it touched."""
    try:
        with writing() as session:
            before = lock_district(session, district).reference_version
            touched = put(session)
            if mode.dry_run:
                raise DryRun
            follow_targets(session, district, touched, before, mode.progress)
    except DryRun:
        return


def change_boundaries(
    district: str, put: Callable[[Session], Sequence[BaseGeometry]], mode: Mode
) -> None:
    """Call `put`, and bring coverage up to date with the land that it says changed hands."""
    try:
        with writing() as session:
            lock_district(session, district)
            before = grid(district)
            shapes = put(session)
            if mode.dry_run:
                raise DryRun
            follow_boundaries(session, district, shapes, before, mode.progress)
    except DryRun:
        return
