"""Bodies as they come over the wire: unpacked within limits, JSON read strictly."""

import zlib
from collections.abc import Mapping
from typing import Any

import flask_smorest
from flask import Request, Response, request
from marshmallow import RAISE
from webargs.flaskparser import FlaskParser
from werkzeug.datastructures import MultiDict

from xunhu import words
from xunhu.files.strict_json import NotStrict, parse
from xunhu.problems import (
    InvalidInput,
    Problem,
    TooLarge,
    Unreadable,
    WrongType,
    escape,
    fault_at,
    faults_below,
)

JSON, GEOJSON = "application/json", "application/geo+json"
MAX_JSON_BYTES = 256 * 1024
GZIP = ("gzip", "x-gzip")
ROOM_FOR_PACKING = 4096  # by so much may gzip make a body longer that can't be squeezed
MAX_MEMBERS = 16


def decoded_body(limit: int, media_type: str) -> bytes:
    """This request's body, unpacked when it is gzipped.

    Raises TooLarge over `limit` decoded bytes, and WrongType for another media type.
    """
    if request.mimetype != media_type:
        raise WrongType(f"Content-Type: {request.mimetype or '-'}")
    coding = request.headers.get("Content-Encoding", "identity").strip().lower()
    if coding not in ("identity", "", *GZIP):
        raise WrongType(f"Content-Encoding: {coding}")
    most = limit + ROOM_FOR_PACKING if coding in GZIP else limit
    sent = b"" if (request.content_length or 0) > most else request.stream.read(most + 1)
    if (request.content_length or 0) > most or len(sent) > most:
        raise TooLarge(f"> {limit} bytes")
    return _unzipped(sent, limit) if coding in GZIP else sent


def json_answer(body: object, media_type: str = JSON) -> Response:
    """A body that is already in the shape of its schema, as a response."""
    return Response(words.dumps(body), content_type=media_type)


def _unzipped(packed: bytes, limit: int) -> bytes:
    """What one or several gzip members hold (RFC 1952); never unpacks more than the limit."""
    body = b""
    for _ in range(MAX_MEMBERS):
        unpacker = zlib.decompressobj(wbits=31)
        try:
            body += unpacker.decompress(packed, limit + 1 - len(body))
        except zlib.error as error:
            raise Unreadable("gzip") from error
        if len(body) > limit:
            raise TooLarge(f"> {limit} bytes")
        if not unpacker.eof:
            raise Unreadable("gzip")
        packed = unpacker.unused_data
        if not packed:
            return body
    raise Unreadable("gzip")


class StrictParser(FlaskParser):
    """Reads JSON bodies strictly, and refuses what it doesn't know in a query."""

    def load_json(self, req: Request, schema: Any) -> Any:
        try:
            return parse(decoded_body(MAX_JSON_BYTES, JSON))
        except NotStrict as error:
            raise Unreadable(error.sentence, error.errors) from error

    def load_querystring(self, req: Request, schema: Any) -> Any:
        """The query's parameters; an empty one counts as not given."""
        given = [(name, value) for name, value in req.args.items(multi=True) if value]
        if bad := [name for name, value in given if "\x00" in name + value]:
            raise InvalidInput("", [fault_at(f"/{escape(bad[0])}", "nul")])
        return self._makeproxy(MultiDict(given), schema)

    def handle_error(self, error: Any, req: Any, schema: Any, **kwargs: Any) -> Any:
        places: Mapping[str, Any] = error.messages
        faults = [fault for at in places.values() for fault in faults_below(at)]
        strange = all(fault["code"] == "unknown-field" for fault in faults)
        raise (InvalidInput if strange else self.problem(schema))("", faults)

    def problem(self, schema: Any) -> type[Problem]:
        """The refusal that a schema wants for itself, InvalidInput unless it says."""
        return getattr(schema, "refusal", InvalidInput)


class Blueprint(flask_smorest.Blueprint):  # type: ignore[misc]
    """A feature's routes, with strict bodies."""

    ARGUMENTS_PARSER = StrictParser(unknown=RAISE)
