"""Vehicles and campaigns, kept up by the administrators of a district."""

from collections.abc import Mapping
from typing import Any, TypeVar
from uuid import UUID, uuid4

import structlog
from marshmallow import ValidationError, fields, validates_schema

from xunhu.auth.who import current_user, roles
from xunhu.db import db, writing
from xunhu.patrols.models import Campaign, Vehicle
from xunhu.patrols.schemas import CampaignSchema, VehicleSchema
from xunhu.problems import InvalidInput, NotFound, fault_at
from xunhu.records.roles import Role
from xunhu.schemas import Day, StrictSchema, text
from xunhu.townships.models import Township
from xunhu.wire import Blueprint

bp = Blueprint("fleet", __name__, url_prefix="/api/v1", description="巡防 patrols")
log = structlog.get_logger()
Row = TypeVar("Row", Vehicle, Campaign)


class VehicleValues(StrictSchema):
    """What an administrator sets; null takes a plate away."""

    name = text(60, 1)
    plate = text(20, 1, allow_none=True)
    township = fields.String()


class NewVehicle(VehicleValues):
    name = text(60, 1, required=True)
    plate = text(20, 1, allow_none=True, load_default=None)
    township = fields.String(required=True)


class CampaignValues(StrictSchema):
    """What an administrator sets; both days count."""

    name = text(60, 1)
    from_on = Day()
    until_on = Day()

    @validates_schema
    def _in_order(self, told: Mapping[str, Any], **_kwargs: object) -> None:
        first, last = told.get("from_on"), told.get("until_on")
        if first and last and first > last:
            raise ValidationError({"until_on": ["bad-range"]})


class NewCampaign(CampaignValues):
    name = text(60, 1, required=True)
    from_on = Day(required=True)
    until_on = Day(required=True)


@bp.post("/vehicles")
@roles(Role.ADMINISTRATOR)
@bp.arguments(NewVehicle)
@bp.response(201, VehicleSchema)
def add_vehicle(told: dict[str, Any]) -> Vehicle:
    """Add a patrol vehicle to a township of the district."""
    _check_township(told)
    return _put(Vehicle(district=current_user().district, id=uuid4()), told)


@bp.patch("/vehicles/<uuid:vehicle>")
@roles(Role.ADMINISTRATOR)
@bp.arguments(VehicleValues)
@bp.response(200, VehicleSchema)
def edit_vehicle(told: dict[str, Any], vehicle: UUID) -> Vehicle:
    """Change what is named of a vehicle; patrols of the past keep the vehicle that they name."""
    _check_township(told)
    return _put(_own(Vehicle, vehicle), told)


@bp.post("/campaigns")
@roles(Role.ADMINISTRATOR)
@bp.arguments(NewCampaign)
@bp.response(201, CampaignSchema)
def add_campaign(told: dict[str, Any]) -> Campaign:
    """Add a drive of some weeks."""
    return _put(Campaign(district=current_user().district, id=uuid4()), told)


@bp.patch("/campaigns/<uuid:campaign>")
@roles(Role.ADMINISTRATOR)
@bp.arguments(CampaignValues)
@bp.response(200, CampaignSchema)
def edit_campaign(told: dict[str, Any], campaign: UUID) -> Campaign:
    """Change what is named of a campaign."""
    row = _own(Campaign, campaign)
    if told.get("from_on", row.from_on) > told.get("until_on", row.until_on):
        raise InvalidInput("", [fault_at("/until_on", "bad-range")])
    return _put(row, told)


def _own(table: type[Row], identity: UUID) -> Row:
    row = db.session.get(table, (current_user().district, identity))
    if row is None:
        raise NotFound
    return row


def _check_township(told: Mapping[str, Any]) -> None:
    """Raises InvalidInput for a township that the district has not."""
    key = (current_user().district, told.get("township"))
    if "township" in told and db.session.get(Township, key) is None:
        raise InvalidInput("", [fault_at("/township", "unknown-township")])


def _put(row: Row, told: Mapping[str, Any]) -> Row:
    key = (row.district, row.id)
    with writing() as session:
        kept = session.get(type(row), key) or row
        for name, value in told.items():
            setattr(kept, name, value)
        session.add(kept)
    log.info("kept up", who=current_user().username, what=row.__tablename__, row=str(key[1]))
    return db.session.get_one(type(row), key)
