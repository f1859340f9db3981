"""Positions from vehicles' own trackers, in the words that their programs speak."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import parse_qsl
from uuid import UUID

from flask import Response, g, request
from marshmallow import EXCLUDE, Schema, ValidationError

from xunhu.auth.tokens import Scope, recognise
from xunhu.db import utcnow
from xunhu.feeds import inbox, osmand, owntracks
from xunhu.feeds.position import Position
from xunhu.feeds.schemas import KeptSchema, KeyQuery, MessageSchema, OsmandQuery, TraccarSchema
from xunhu.feeds.settling import settle_due
from xunhu.files.strict_json import NotStrict, parse
from xunhu.problems import InvalidInput, Unreadable, from_validation
from xunhu.wire import JSON, Blueprint, StrictParser, decoded_body, json_answer

FORM = "application/x-www-form-urlencoded"
MAX_BYTES = 64 * 1024


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


def _take(found: Position | None) -> bool:
    now, token = utcnow(), g.token
    district: str = token.district
    vehicle: UUID = token.vehicle
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

    The token says which vehicle it is; `id` and all other parameters are passed over.
    """
    return {"kept": _take(osmand.from_parameters(told, _now_ms()))}


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
        return {"kept": _take(osmand.from_json(_loaded(TraccarSchema(), _json())))}
    if _has_body():
        form = dict(parse_qsl(decoded_body(MAX_BYTES, FORM).decode("utf-8", "replace")))
        told = told | _loaded(OsmandQuery(), form)
    return {"kept": _take(osmand.from_parameters(told, _now_ms()))}


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
    """A message of OwnTracks in HTTP mode; the server has nothing to tell it."""
    if _has_body():
        told = _json()
        _loaded(MessageSchema(), told)
        _take(owntracks.from_message(told))
    return json_answer([])


def _has_body() -> bool:
    """Whether there is one: OwnTracks posts empty ones, old Traccar Clients post a query alone."""
    return bool(request.content_length) or "Transfer-Encoding" in request.headers


def _json() -> Any:
    try:
        return parse(decoded_body(MAX_BYTES, JSON))
    except NotStrict as wrong:
        raise Unreadable(wrong.sentence, wrong.errors) from wrong


def _loaded(schema: Schema, told: Any) -> dict[str, Any]:
    """What a schema makes of a body; raises InvalidInput."""
    try:
        found: dict[str, Any] = schema.load(told, unknown=EXCLUDE)
    except ValidationError as wrong:
        raise InvalidInput("", from_validation(wrong)) from wrong
    return found


def _now_ms() -> int:
    return round(utcnow().timestamp() * 1000)
