"""Where patrols have been, as vector tiles."""

from typing import Any

from flask import Response

from xunhu.auth.who import current_user, signed_in
from xunhu.coverage.clocks import clocks_of
from xunhu.coverage.footprint.reach import patrols_seen
from xunhu.coverage.footprint.tile import drawn, tile_at
from xunhu.coverage.ranges import Range
from xunhu.coverage.schemas import RangeQuery
from xunhu.db import db, utcnow
from xunhu.schemas import shanghai_day
from xunhu.wire import Blueprint, unless_known

MVT = "application/vnd.mapbox-vector-tile"

bp = Blueprint(
    "footprint", __name__, url_prefix="/api/v1/coverage/footprint", description="覆盖 coverage"
)


@bp.get("/<int:z>/<int:x>/<int:y>.mvt")
@signed_in
@bp.arguments(RangeQuery, location="query")
@bp.response(200, content_type=MVT)
@bp.alt_response(304, "NOT_MODIFIED", success=True)
@bp.alt_response(403, "FORBIDDEN")
def read_footprint(asked: dict[str, Any], z: int, x: int, y: int) -> Response:
    """Squares of about 33 m (tiles of zoom 20) that patrols crossed, layer `footprint`.

    `days` is the number of days on which a square was passed; below zoom 12 squares are larger, and
    tell the most days of any place in them. Zoom 0 to 20. Never a person or a time of day. A range
    under 7 days, days to come not counted, is made of the patrols whose tracks you may see only.
    """
    tile, who, today = tile_at(z, x, y), current_user(), shanghai_day(utcnow())
    days = Range(who.district, asked["from_on"], asked["to_on"])
    which = patrols_seen(who, days, today)
    session = db.session()
    stamp = (clocks_of(session, who.district).of_days, who.username, days, today, tile)
    return unless_known(
        stamp, lambda: Response(drawn(session, days, today, which, tile), content_type=MVT)
    )
