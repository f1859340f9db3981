"""Positions from vehicles' own trackers, in the words that their programs speak."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from flask import Response, g, request
from marshmallow import EXCLUDE

from xunhu.auth.tokens import Scope, recognise
from xunhu.db import db, utcnow
from xunhu.feeds import inbox, osmand, owntracks
from xunhu.feeds.bodies import FORM, form_body, has_body, json_body, loaded
from xunhu.feeds.position import Position
from xunhu.feeds.schemas import KeptSchema, KeyQuery, MessageSchema, OsmandQuery, TraccarSchema
from xunhu.feeds.settling import settle_due
from xunhu.feeds.vehicles import reported_for
from xunhu.wire import JSON, Blueprint, StrictParser, json_answer


class TrackerBlueprint(Blueprint):
    """Passes over parameters that nobody here knows: trackers send many."""

    ARGUMENTS_PARSER = StrictParser(unknown=EXCLUDE)


bp = TrackerBlueprint(
    "trackers", __name__, url_prefix="/api/v1/trackers", description="车辆定位终端 trackers"
)


def with_token(view: Callable[..., Any]) -> Callable[..., Any]:
    """Let only those through who bring a token for a vehicle's positions."""

    @wraps(view)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        g.token = recognise(Scope.WRITE_POSITIONS, request.args.get("key"))
        return view(*args, **kwargs)

    return guarded


def _take(found: Position | None, named: str | None, pointer: str = "/id") -> bool:
    now, token = utcnow(), g.token
    district: str = token.district
    vehicle = reported_for(db.session(), district, token.vehicle, named, pointer)
    is_kept = inbox.keep(district, vehicle, found, now)
    settle_due(now)
    return is_kept


@bp.get("/osmand")
@with_token
@bp.arguments(OsmandQuery, location="query")
@bp.response(200, KeptSchema)
@bp.alt_response(401, "UNAUTHORIZED")
def by_query(told: dict[str, Any]) -> dict[str, bool]:
    """A position as OsmAnd and Traccar Client send it; on disk when this is answered.

    The token says which vehicle it is, or `id` where the token is for the whole fleet; parameters
    that aren't described here are passed over.
    """
    return _by_parameters(told)


OSMAND_BODY = {
    "required": False,
    "content": {FORM: {"schema": OsmandQuery}, JSON: {"schema": TraccarSchema}},
    "description": "The parameters as a form, or Traccar Client's JSON; none where the query has "
    "the parameters",
}


@bp.post("/osmand")
@with_token
@bp.arguments(OsmandQuery, location="query")
@bp.doc(requestBody=OSMAND_BODY)
@bp.response(200, KeptSchema)
@bp.alt_response(401, "UNAUTHORIZED")
def by_body(told: dict[str, Any]) -> dict[str, bool]:
    """The same in a body; what the form says goes before the query."""
    if request.mimetype == JSON:
        body = loaded(TraccarSchema(), json_body())
        return {"kept": _take(osmand.from_json(body), body.get("device_id"), "/device_id")}
    if has_body():
        told = told | loaded(OsmandQuery(), form_body())
    return _by_parameters(told)


def _by_parameters(told: dict[str, Any]) -> dict[str, bool]:
    found = osmand.from_parameters(told, round(utcnow().timestamp() * 1000))
    return {"kept": _take(found, told.get("id") or told.get("deviceid"))}


OWNTRACKS_BODY = {
    "required": False,
    "content": {JSON: {"schema": MessageSchema}},
    "description": "A message; one of type `location` has `lat`, `lon`, `tst` (seconds) and "
    "perhaps `acc` (metres), all others are passed over",
}


@bp.post("/owntracks")
@with_token
@bp.arguments(KeyQuery, location="query")
@bp.doc(requestBody=OWNTRACKS_BODY)
@bp.response(200, {"type": "array", "maxItems": 0, "items": {}})
@bp.alt_response(401, "UNAUTHORIZED")
def message(_key: dict[str, Any]) -> Response:
    """A message of OwnTracks in HTTP mode; the server has nothing to tell it.

    A token for the whole fleet is the password, and the user name names the vehicle.
    """
    if has_body():
        told = json_body()
        loaded(MessageSchema(), told)
        found = owntracks.from_message(told)
        user = request.authorization.username if request.authorization else None
        if found is not None:
            _take(found, user, "")
    return json_answer([])
