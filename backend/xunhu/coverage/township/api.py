"""Coverage of one township: its targets, and the records behind its numbers."""

from datetime import datetime
from typing import Any

from flask import Response

from xunhu.auth.who import current_user, signed_in
from xunhu.coverage.answer import stamp
from xunhu.coverage.ranges import Range
from xunhu.coverage.township.evidence import Asked, evidence
from xunhu.coverage.township.reach import days_asked, with_readable
from xunhu.coverage.township.schemas import (
    EvidenceQuery,
    EvidenceSchema,
    TargetsQuery,
    TownshipTargetsSchema,
)
from xunhu.coverage.township.targets import targets_of
from xunhu.db import db, utcnow
from xunhu.patrols.track import RULES_VERSION
from xunhu.schemas import rfc3339, shanghai_day
from xunhu.wire import Blueprint, json_answer, unless_known

bp = Blueprint(
    "township-coverage",
    __name__,
    url_prefix="/api/v1/coverage/<township>",
    description="覆盖 coverage",
)


@bp.get("/targets")
@signed_in
@bp.arguments(TargetsQuery, location="query")
@bp.response(200, TownshipTargetsSchema)
@bp.alt_response(304, "NOT_MODIFIED", success=True)
def read_targets(asked: dict[str, Any], township: str) -> Response:
    """Each target of a township: how often it was visited, when last, and how it stands.

    A line comes with its covered and uncovered stretches in the township, by chainage. Another
    township's are not found by those who belong to one. `as_of` is when it was worked out; whoever
    asks with its ETag hears 304 while it holds.
    """
    now = utcnow()
    days = days_asked(current_user(), township, asked)
    layer = asked["layer"].value if "layer" in asked else None
    comes_from = stamp(db.session(), days, shanghai_day(now))
    return unless_known((comes_from, township, layer), lambda: _targets(days, township, layer, now))


def _targets(days: Range, township: str, layer: str | None, now: datetime) -> Response:
    judged_on, items = targets_of(db.session(), days, township, layer, shanghai_day(now))
    told = {
        "township": township,
        "items": items,
        "judged_on": judged_on,
        "rules": RULES_VERSION,
        "as_of": rfc3339(now),
    }
    return json_answer(TownshipTargetsSchema().dump(told))


@bp.get("/evidence")
@signed_in
@bp.arguments(EvidenceQuery, location="query")
@bp.response(200, EvidenceSchema)
def read_evidence(asked: dict[str, Any], township: str) -> dict[str, Any]:
    """The records behind a number of a township, day by day, and what each adds to it.

    Of clinic sittings only counts are told; of no record who made it. What several patrols covered
    each tells whole: the number is what they cover together.
    """
    who, now = current_user(), utcnow()
    days = days_asked(who, township, asked)
    found = evidence(Asked(db.session(), days, township, shanghai_day(now)), asked["metric"])
    return {
        "township": township,
        "metric": asked["metric"],
        "items": with_readable(db.session(), who, found),
        "rules": RULES_VERSION,
        "as_of": rfc3339(now),
    }
