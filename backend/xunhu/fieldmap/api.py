"""What lies under the phone's map: a pack of tiles to take home, and a layer for when online."""

from typing import Any

from flask import Response, current_app, send_file
from marshmallow import fields

from xunhu.auth.who import signed_in
from xunhu.fieldmap.pack import MapPack, pack_at
from xunhu.problems import NotFound
from xunhu.schemas import StrictSchema
from xunhu.settings import Settings
from xunhu.wire import Blueprint

PMTILES = "application/vnd.pmtiles"

bp = Blueprint("map", __name__, url_prefix="/api/v1/map", description="底图 map")


class PackSchema(StrictSchema):
    size = fields.Integer(required=True, metadata={"description": "Bytes of the whole file"})
    version = fields.String(required=True, metadata={"description": "Its ETag, too"})


class TiandituSchema(StrictSchema):
    key = fields.String(required=True)
    review_number = fields.String(required=True, metadata={"description": "审图号, to be shown"})


class UnderlaySchema(StrictSchema):
    pack = fields.Nested(PackSchema, required=True, allow_none=True)
    tianditu = fields.Nested(TiandituSchema, required=True, allow_none=True)


@bp.get("")
@signed_in
@bp.response(200, UnderlaySchema)
def underlay() -> dict[str, Any]:
    """What can lie under the map; null for what this district hasn't set up.

    Tianditu is offered with its review number only: without one it may not be shown.
    """
    settings: Settings = current_app.config["XUNHU"]
    key, review = settings.tianditu_key, settings.tianditu_review
    return {
        "pack": pack_at(settings.map_pack),
        "tianditu": {"key": key, "review_number": review} if key and review else None,
    }


@bp.get("/pack")
@signed_in
@bp.response(200, content_type=PMTILES)
@bp.alt_response(206, "PARTIAL_CONTENT", success=True)
@bp.alt_response(404, "NOT_FOUND")
@bp.alt_response(416, "REQUESTED_RANGE_NOT_SATISFIABLE")
def download() -> Response:
    """The pack's bytes, also by `Range`; with `If-Range` and its ETag never of two versions."""
    pack: MapPack | None = pack_at(current_app.config["XUNHU"].map_pack)
    if pack is None:
        raise NotFound
    answer = send_file(pack.path, mimetype=PMTILES, conditional=True, etag=pack.version)
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer
