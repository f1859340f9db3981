"""Targets: the places and lines that should not stay unvisited."""

from typing import Any
from uuid import UUID

from flask import Response
from marshmallow import fields
from sqlalchemy import ColumnElement, exists, select

from xunhu.auth.who import current_user, signed_in
from xunhu.db import db
from xunhu.paging import PageQuery, page_of
from xunhu.problems import NotFound
from xunhu.schemas import StrictSchema, one_of
from xunhu.targets.models import Layer, Piece, Target
from xunhu.townships.locate import reference_version
from xunhu.wire import GEOJSON, Blueprint, json_answer, unless_known

bp = Blueprint("targets", __name__, url_prefix="/api/v1/targets", description="覆盖目标 targets")


class TargetQuery(PageQuery):
    layer = one_of(Layer)
    township = fields.String()


class TargetProperties(StrictSchema):
    layer = fields.String(required=True)
    name = fields.String(required=True)
    code = fields.String(allow_none=True, required=True)
    township = fields.String(allow_none=True, required=True)
    interval_days = fields.Integer(allow_none=True, required=True)
    radius_m = fields.Float(allow_none=True, required=True)
    chainage_start_m = fields.Float(allow_none=True, required=True)
    status = fields.String(required=True)
    status_reason = fields.String(allow_none=True, required=True)
    status_until_on = fields.Date(allow_none=True, required=True)
    status_approved_by = fields.String(allow_none=True, required=True)
    approximate = fields.Boolean(required=True)


class TargetFeature(StrictSchema):
    type = fields.Constant("Feature", required=True)
    id = fields.UUID(required=True)
    geometry = fields.Dict(required=True)
    properties = fields.Nested(TargetProperties, required=True)


class TargetCollection(StrictSchema):
    type = fields.Constant("FeatureCollection", required=True)
    features = fields.List(fields.Nested(TargetFeature), required=True)
    next = fields.String(allow_none=True, required=True)


@bp.get("")
@signed_in
@bp.arguments(TargetQuery, location="query")
@bp.response(200, TargetCollection, content_type=GEOJSON)
@bp.alt_response(304, "NOT_MODIFIED", success=True)
def targets(query: dict[str, Any]) -> Response:
    """Targets of the district, by layer and township.

    A line has no township of its own: it is found in every one through which it runs.
    """
    district = current_user().district
    comes_from = (reference_version(district), district, sorted(query.items()))
    return unless_known(comes_from, lambda: _answer(district, query))


def _answer(district: str, query: dict[str, Any]) -> Response:
    asked = select(Target).where(Target.district == district)
    if "layer" in query:
        asked = asked.where(Target.layer == query["layer"].value)
    if "township" in query:
        asked = asked.where(_lies_in(query["township"]))
    page = page_of(db.session(), asked, Target.id, query)
    collection = {"features": [feature_of(row) for row in page.rows], "next": page.next}
    return json_answer(TargetCollection().dump(collection), GEOJSON)


def _lies_in(township: str) -> ColumnElement[bool]:
    here = exists().where(
        Piece.district == Target.district,
        Piece.target == Target.id,
        Piece.township == township,
    )
    return (Target.township == township) | here


@bp.get("/<uuid:target>")
@signed_in
@bp.response(200, TargetFeature, content_type=GEOJSON)
def one(target: UUID) -> Response:
    """One target of the district."""
    row = db.session.get(Target, (current_user().district, target))
    if row is None:
        raise NotFound
    return json_answer(TargetFeature().dump(feature_of(row)), GEOJSON)


def feature_of(target: Target) -> dict[str, Any]:
    """A row as `TargetFeature` takes it."""
    return {"id": target.id, "geometry": target.geometry, "properties": target}
