"""Bodies as they come over the wire: unpacked within limits, JSON read strictly."""

import zlib
from collections.abc import Mapping
from typing import Any

import flask_smorest
from flask import Request, Response, request
from webargs.flaskparser import FlaskParser

from xunhu import words
from xunhu.files.strict_json import NotStrict, parse
from xunhu.problems import Fault, InvalidInput, Problem, TooLarge, Unreadable, WrongType

JSON, GEOJSON = "application/json", "application/geo+json"
MAX_JSON_BYTES = 256 * 1024


def decoded_body(limit: int, media_type: str) -> bytes:
    """This request's body, unpacked when it is gzipped.

    Raises TooLarge over `limit` decoded bytes, and WrongType for another media type.
    """
    if request.mimetype != media_type:
        raise WrongType(f"Content-Type: {request.mimetype or '-'}")
    coding = request.headers.get("Content-Encoding", "identity").strip().lower()
    if coding not in ("identity", "", "gzip"):
        raise WrongType(f"Content-Encoding: {coding}")
    if coding != "gzip" and (request.content_length or 0) > limit:
        raise TooLarge(f"> {limit} bytes")
    packed = request.stream.read(limit + 1)
    body = _unzipped(packed, limit) if coding == "gzip" else packed
    if len(body) > limit:
        raise TooLarge(f"> {limit} bytes")
    return body


def json_answer(body: object, media_type: str = JSON) -> Response:
    """A body that is already in the shape of its schema, as a response."""
    return Response(words.dumps(body), content_type=media_type)


def _unzipped(packed: bytes, limit: int) -> bytes:
    unpacker = zlib.decompressobj(wbits=31)
    try:
        body = unpacker.decompress(packed, limit + 1)
    except zlib.error as error:
        raise Unreadable("gzip") from error
    if not unpacker.eof and len(body) <= limit:
        raise Unreadable("gzip")
    return body


class StrictParser(FlaskParser):
    """Reads JSON bodies strictly, and refuses what it doesn't know in a query."""

    def load_json(self, req: Request, schema: Any) -> Any:
        try:
            return parse(decoded_body(MAX_JSON_BYTES, JSON))
        except NotStrict as error:
            raise Unreadable(str(error), error.errors) from error

    def handle_error(self, error: Any, req: Any, schema: Any, **kwargs: Any) -> Any:
        places: Mapping[str, Any] = error.messages
        faults = [
            Fault(pointer=f"/{name}", code=words.code_of(str(message)), message=str(message))
            for below in places.values()
            for name, messages in (below.items() if isinstance(below, Mapping) else [("", below)])
            for message in (messages if isinstance(messages, list) else [messages])
        ]
        raise self.problem(schema)("", faults)

    def problem(self, schema: Any) -> type[Problem]:
        """The refusal that a schema wants for itself, InvalidInput unless it says."""
        return getattr(schema, "refusal", InvalidInput)


class Blueprint(flask_smorest.Blueprint):  # type: ignore[misc]
    """A feature's routes, with strict bodies."""

    ARGUMENTS_PARSER = StrictParser()
