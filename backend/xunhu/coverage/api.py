"""Coverage of the district, by township."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from flask import Response

from xunhu.auth.who import current_user, signed_in
from xunhu.coverage.answer import coverage, stamp
from xunhu.coverage.ranges import Choice, Range
from xunhu.coverage.schemas import CoverageQuery, CoverageSchema
from xunhu.db import db, utcnow
from xunhu.patrols.track import RULES_VERSION
from xunhu.schemas import rfc3339, shanghai_day
from xunhu.townships.locate import Place, places_of
from xunhu.wire import GEOJSON, Blueprint, json_answer, unless_known

SAYS_AS_OF_S = 300  # an answer that is still right says again of when it is

bp = Blueprint("coverage", __name__, url_prefix="/api/v1/coverage", description="覆盖 coverage")


@bp.get("")
@signed_in
@bp.arguments(CoverageQuery, location="query")
@bp.response(200, CoverageSchema, content_type=GEOJSON)
@bp.alt_response(304, "NOT_MODIFIED", success=True)
def read_coverage(asked: dict[str, Any]) -> Response:
    """What was visited in a range of days, what was not, and for how long.

    `geometry=none` leaves the boundaries out. A layer without a target is null. With `purpose` or
    `fleet`, patrols and what was covered are those of these patrols alone; what an event, a sitting
    or a check-in visited is left out then, and these themselves are all counted.

    Hazards count in their own township. `opened`: seen in the range. `open`: at its end not yet
    verified, or reopened since. `overdue`: open then, and the due day that was set last was before
    the last day of the range. `closed`: closed at its end by a verification in the range; one that
    was reopened again is open, not closed.
    """
    now, who = utcnow(), current_user()
    which = Choice(asked.get("purpose"), asked.get("fleet"))
    days = Range(who.district, asked["from_on"], asked["to_on"], which)
    soon = now.timestamp() // SAYS_AS_OF_S
    today, clocks = shanghai_day(now), stamp(db.session(), days)

    def answer() -> Response:
        by_code = coverage(db.session(), days, today, clocks)
        places = places_of(days.district, clocks.ground)
        return _answer(by_code, places, now, asked["geometry"] == "full")

    comes_from = tuple(clocks), days, today
    return unless_known((comes_from, who.username, asked["geometry"], soon), answer)


def _answer(
    by_code: Mapping[str, Any], places: Sequence[Place], now: datetime, drawn: bool
) -> Response:
    body = {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "id": place.code,
                "geometry": place.boundary if drawn else None,
                "properties": by_code[place.code],
            }
            for place in places
        ],
        "totals": by_code[""],
        "rules": RULES_VERSION,
        "as_of": rfc3339(now),
    }
    return json_answer(body, GEOJSON)
