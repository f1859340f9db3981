"""Labels to be printed at the desk: a target's opens its check-in, a vehicle's the start."""

from typing import Any
from uuid import UUID

from flask import Response
from marshmallow import ValidationError, fields

from xunhu.auth.who import current_user, roles
from xunhu.db import db
from xunhu.patrols.labels.qr import is_origin, qr_svg
from xunhu.patrols.models import Vehicle
from xunhu.problems import NotFound
from xunhu.records.roles import Role
from xunhu.schemas import StrictSchema
from xunhu.targets.models import Target
from xunhu.wire import Blueprint

bp = Blueprint("labels", __name__, url_prefix="/api/v1", description="标签 labels")
DESK = (Role.TOWNSHIP_SUPERVISOR, Role.DISTRICT_VIEWER, Role.ADMINISTRATOR)
SVG = "image/svg+xml"
IMAGE = {"type": "string", "description": "A QR code"}


def _origin(text: str) -> None:
    if not is_origin(text):
        raise ValidationError("bad-field")


class LabelQuery(StrictSchema):
    """`origin` is where the phones find the app: the address at which the desk was opened."""

    origin = fields.String(required=True, validate=_origin)


@bp.get("/targets/<uuid:target>/label.svg")
@roles(*DESK)
@bp.arguments(LabelQuery, location="query")
@bp.response(200, IMAGE, content_type=SVG)
def of_target(query: dict[str, Any], target: UUID) -> Response:
    """The QR code of a target: scanned by whichever camera, it opens the check-in there."""
    if db.session.get(Target, (current_user().district, target)) is None:
        raise NotFound
    return _label(f"{query['origin']}/check-in?target={target}")


@bp.get("/vehicles/<uuid:vehicle>/label.svg")
@roles(*DESK)
@bp.arguments(LabelQuery, location="query")
@bp.response(200, IMAGE, content_type=SVG)
def of_vehicle(query: dict[str, Any], vehicle: UUID) -> Response:
    """The QR code of a vehicle in sight: it opens the start of a patrol with that vehicle."""
    who = current_user()
    row = db.session.get(Vehicle, (who.district, vehicle))
    if row is None or not (who.sees_district or row.township in who.townships):
        raise NotFound
    return _label(f"{query['origin']}/start?vehicle={vehicle}")


def _label(address: str) -> Response:
    return Response(qr_svg(address), content_type=SVG)
