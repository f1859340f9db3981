"""The townships of the user's district."""

from typing import Any

from flask import Response
from marshmallow import fields
from sqlalchemy import select

from xunhu.auth.who import current_user, signed_in
from xunhu.db import db
from xunhu.paging import PageQuery, page_of
from xunhu.schemas import StrictSchema
from xunhu.townships.locate import reference_version
from xunhu.townships.models import Township, Village
from xunhu.wire import GEOJSON, Blueprint, json_answer, unless_known

bp = Blueprint("townships", __name__, url_prefix="/api/v1", description="镇街 townships")


class TownshipProperties(StrictSchema):
    code = fields.String(required=True)
    name = fields.String(required=True)
    kind = fields.String(required=True)
    pinyin = fields.String(required=True)
    approximate = fields.Boolean(required=True)


class TownshipFeature(StrictSchema):
    type = fields.Constant("Feature", required=True)
    id = fields.String(required=True)
    geometry = fields.Dict(allow_none=True, required=True)
    properties = fields.Nested(TownshipProperties, required=True)


class TownshipCollection(StrictSchema):
    type = fields.Constant("FeatureCollection", required=True)
    features = fields.List(fields.Nested(TownshipFeature), required=True)
    next = fields.String(allow_none=True, required=True)


class VillageSchema(StrictSchema):
    code = fields.String(required=True)
    name = fields.String(required=True)
    kind = fields.String(required=True)
    township = fields.String(required=True)


class VillageList(StrictSchema):
    items = fields.List(fields.Nested(VillageSchema), required=True)
    next = fields.String(allow_none=True, required=True)


@bp.get("/townships")
@signed_in
@bp.arguments(PageQuery, location="query")
@bp.response(200, TownshipCollection, content_type=GEOJSON)
@bp.alt_response(304, "NOT_MODIFIED", success=True)
def townships(query: dict[str, Any]) -> Response:
    """The townships, with boundaries; `approximate` where the district has surveyed none yet."""
    district = current_user().district
    comes_from = (reference_version(district), district, sorted(query.items()))
    return unless_known(comes_from, lambda: _answer(district, query))


def _answer(district: str, query: dict[str, Any]) -> Response:
    asked = select(Township).where(Township.district == district)
    page = page_of(db.session(), asked, Township.code, query)
    features = [{"id": row.code, "geometry": row.boundary, "properties": row} for row in page.rows]
    collection = {"features": features, "next": page.next}
    return json_answer(TownshipCollection().dump(collection), GEOJSON)


@bp.get("/villages")
@signed_in
@bp.arguments(PageQuery, location="query")
@bp.response(200, VillageList)
def villages(query: dict[str, Any]) -> dict[str, Any]:
    """Villages and communities with their official codes."""
    asked = select(Village).where(Village.district == current_user().district)
    page = page_of(db.session(), asked, Village.code, query)
    return {"items": page.rows, "next": page.next}
