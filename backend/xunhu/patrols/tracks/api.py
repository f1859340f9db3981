"""The cleaned track of one patrol, with its gaps."""

from uuid import UUID

from flask import Response

from xunhu.auth.who import current_user, roles
from xunhu.db import db
from xunhu.patrols.tracks import told
from xunhu.patrols.tracks.gpx import MEDIA_TYPE, gpx_of
from xunhu.patrols.tracks.reach import CLEANED, RAW, tracked
from xunhu.patrols.tracks.schemas import TrackFeature
from xunhu.wire import GEOJSON, Blueprint, json_answer

bp = Blueprint("tracks", __name__, url_prefix="/api/v1/patrols", description="巡防 patrols")


@bp.get("/<uuid:patrol>/track")
@roles(*CLEANED)
@bp.response(200, TrackFeature, content_type=GEOJSON)
def track(patrol: UUID) -> Response:
    """Where a patrol went, cleaned under the rules: a line for each stretch, and the gaps between.

    An officer finds their own, a supervisor those of their townships, and who sees the district
    those of all.
    """
    found = tracked(db.session(), current_user(), patrol)
    feature = {
        "type": "Feature",
        "id": str(patrol),
        "geometry": told.geometry(found.track),
        "properties": TrackFeature.PROPERTIES.dump(
            {
                "patrol": patrol,
                "township": found.patrol.township,
                "thinned": found.thinned,
                "gaps": told.gaps(found.track, found.interruptions),
                **told.numbers(found.track),
            }
        ),
    }
    return json_answer(feature, GEOJSON)


@bp.get("/<uuid:patrol>/track.gpx")
@roles(*RAW)
@bp.response(200, {"type": "string"}, content_type=MEDIA_TYPE, description="GPX 1.1")
def track_gpx(patrol: UUID) -> Response:
    """The same with the time of each fix, for those who may read the raw track."""
    found = tracked(db.session(), current_user(), patrol)
    name = f"{found.patrol.began_on} {patrol}"
    answer = Response(gpx_of(found.track, name), content_type=MEDIA_TYPE)
    answer.headers["Content-Disposition"] = f'attachment; filename="{patrol}.gpx"'
    return answer
