"""What trackers post: forms, JSON, or nothing at all."""

from typing import Any
from urllib.parse import parse_qsl

from flask import request
from marshmallow import EXCLUDE, Schema, ValidationError

from xunhu.files.strict_json import NotStrict, parse
from xunhu.problems import InvalidInput, Unreadable, from_validation
from xunhu.wire import JSON, decoded_body

FORM = "application/x-www-form-urlencoded"
MAX_BYTES = 64 * 1024


def has_body() -> bool:
    """Whether there is one: OwnTracks posts empty ones, old Traccar Clients post a query alone."""
    return bool(request.content_length) or "Transfer-Encoding" in request.headers


def json_body() -> Any:
    """This request's JSON; raises Unreadable, WrongType or TooLarge."""
    try:
        return parse(decoded_body(MAX_BYTES, JSON))
    except NotStrict as wrong:
        raise Unreadable(wrong.sentence, wrong.errors) from wrong


def form_body() -> dict[str, str]:
    """This request's form, of fields given twice the last; raises WrongType or TooLarge."""
    return dict(parse_qsl(decoded_body(MAX_BYTES, FORM).decode("utf-8", "replace")))


def loaded(schema: Schema, told: Any) -> dict[str, Any]:
    """What a schema makes of a body, without what it doesn't know; raises InvalidInput."""
    try:
        found: dict[str, Any] = schema.load(told, unknown=EXCLUDE)
    except ValidationError as wrong:
        raise InvalidInput("", from_validation(wrong)) from wrong
    return found
