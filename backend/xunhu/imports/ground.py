"""Changing boundaries or targets: in one transaction with all the coverage that follows."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from xunhu.coverage.anew import refresh
from xunhu.db import db, writing
from xunhu.patrols.models import Patrol
from xunhu.problems import InvalidInput, Said
from xunhu.records.clock import lock_district
from xunhu.records.models import DistrictClock

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


def change(district: str, put: Callable[[Session], bool], mode: Mode) -> None:
    """Call `put`; when it says that something changed, work all coverage out anew."""
    try:
        with writing() as session:
            lock_district(session, district)
            changed = put(session)
            if mode.dry_run:
                raise DryRun
            if changed:
                _refresh_all(session, district, mode.progress)
    except DryRun:
        return


def _refresh_all(session: Session, district: str, progress: Progress) -> None:
    patrols = session.scalars(select(Patrol.id).where(Patrol.district == district)).all()
    for done, patrol in enumerate(patrols, start=1):
        refresh(session, district, patrol)
        progress(done, len(patrols))
