"""What a patrol is started with: vehicles and campaigns."""

from typing import Any

from marshmallow import fields
from sqlalchemy import select

from xunhu.auth.who import current_user, signed_in
from xunhu.db import db
from xunhu.paging import PageQuery, page_of
from xunhu.patrols.models import Campaign, Vehicle
from xunhu.patrols.schemas import CampaignSchema, VehicleSchema
from xunhu.schemas import StrictSchema
from xunhu.wire import Blueprint

bp = Blueprint("patrols", __name__, url_prefix="/api/v1", description="巡防 patrols")


class VehicleList(StrictSchema):
    items = fields.List(fields.Nested(VehicleSchema), required=True)
    next = fields.String(allow_none=True, required=True)


class CampaignList(StrictSchema):
    items = fields.List(fields.Nested(CampaignSchema), required=True)
    next = fields.String(allow_none=True, required=True)


@bp.get("/vehicles")
@signed_in
@bp.arguments(PageQuery, location="query")
@bp.response(200, VehicleList)
def vehicles(query: dict[str, Any]) -> dict[str, Any]:
    """The patrol vehicles of the user's townships, or of the district for those who see it."""
    who = current_user()
    asked = select(Vehicle).where(Vehicle.district == who.district)
    if not who.sees_district:
        asked = asked.where(Vehicle.township.in_(who.townships))
    page = page_of(db.session(), asked, Vehicle.id, query)
    return {"items": page.rows, "next": page.next}


@bp.get("/campaigns")
@signed_in
@bp.arguments(PageQuery, location="query")
@bp.response(200, CampaignList)
def campaigns(query: dict[str, Any]) -> dict[str, Any]:
    """Drives of some weeks that a patrol or an event may belong to."""
    asked = select(Campaign).where(Campaign.district == current_user().district)
    page = page_of(db.session(), asked, Campaign.id, query)
    return {"items": page.rows, "next": page.next}
