"""Notes on the positions of patrols, for the duty manager."""

from typing import Any

from flask import Response
from sqlalchemy import select

from xunhu.auth.who import current_user, roles
from xunhu.db import db
from xunhu.paging import page_of
from xunhu.patrols.models import Patrol
from xunhu.quality.reach import MANAGERS, codes_of, in_reach
from xunhu.quality.schemas import FewDays, NotedPatrols, PatrolsQuery, TownshipShifts
from xunhu.quality.telling import patrols_told
from xunhu.quality.townships import townships_told
from xunhu.wire import Blueprint, json_answer

bp = Blueprint("quality", __name__, url_prefix="/api/v1/quality", description="巡防质量 quality")


@bp.get("")
@roles(*MANAGERS)
@bp.arguments(PatrolsQuery, location="query")
@bp.response(200, NotedPatrols)
def patrols(asked: dict[str, Any]) -> Response:
    """Patrols that began on some days: how much of each was recorded, and what is of note.

    Gaps of more than two minutes with the reason that the phone told, stops of ten minutes, a clock
    that is off, positions that had to be dropped, segments that have not come. It explains numbers;
    it names nobody, and is no measure of anybody's work.
    """
    who = current_user()
    page = page_of(db.session(), select(Patrol).where(in_reach(who, asked)), Patrol.id, asked)
    told = list(patrols_told(db.session(), who.district, page.rows))
    return json_answer({"items": told, "next": page.next})


@bp.get("/townships")
@roles(*MANAGERS)
@bp.arguments(FewDays, location="query")
@bp.response(200, TownshipShifts)
def townships(asked: dict[str, Any]) -> Response:
    """Whether all tracks of a township look shifted: written in GCJ-02 or BD-09, not in WGS-84.

    `right` when they run along rails and roads as they are, `shifted` when they do so only after
    that is undone, `unsure` when too few run along any line.
    """
    who = current_user()
    told = townships_told(db.session(), who.district, codes_of(who), in_reach(who, asked))
    return json_answer({"items": told, "next": None})
