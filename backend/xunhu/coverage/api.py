"""Coverage of the district, by township."""

from datetime import datetime
from typing import Any

from flask import Response

from xunhu.auth.who import current_user, signed_in
from xunhu.coverage.answer import comes_from, coverage
from xunhu.coverage.ranges import Range
from xunhu.coverage.schemas import CoverageQuery, CoverageSchema
from xunhu.db import db, utcnow
from xunhu.patrols.track import RULES_VERSION
from xunhu.schemas import rfc3339, shanghai_day
from xunhu.townships.locate import places_of
from xunhu.wire import GEOJSON, Blueprint, json_answer, unless_known

SAYS_AS_OF_S = 300  # an answer that is still right says again of when it is

bp = Blueprint("coverage", __name__, url_prefix="/api/v1/coverage", description="覆盖 coverage")


@bp.get("")
@signed_in
@bp.arguments(CoverageQuery, location="query")
@bp.response(200, CoverageSchema, content_type=GEOJSON)
def read_coverage(asked: dict[str, Any]) -> Response:
    """What was visited in a range of days, what was not, and for how long.

    `geometry=none` leaves the boundaries out. A layer without a target is null.

    Hazards count in their own township. `opened`: seen in the range. `open`: at its end not yet
    verified, or reopened since. `overdue`: open then, and the due day that was set last was before
    the last day of the range. `closed`: closed at its end by a verification in the range; one that
    was reopened again is open, not closed.
    """
    now, who = utcnow(), current_user()
    days = Range(who.district, asked["from_on"], asked["to_on"])
    drawn, today = asked["geometry"] == "full", shanghai_day(now)
    soon = now.timestamp() // SAYS_AS_OF_S
    stamp = (comes_from(db.session(), days.district), who.username, days, today, drawn, soon)
    return unless_known(stamp, lambda: _answer(days, now, drawn))


def _answer(days: Range, now: datetime, drawn: bool) -> Response:
    by_code = coverage(db.session(), days, shanghai_day(now))
    body = {
        "type": "FeatureCollection",
        "features": [
            {
                "type": "Feature",
                "id": place.code,
                "geometry": place.boundary if drawn else None,
                "properties": by_code[place.code],
            }
            for place in places_of(days.district)
        ],
        "totals": by_code[""],
        "rules": RULES_VERSION,
        "as_of": rfc3339(now),
    }
    return json_answer(body, GEOJSON)
