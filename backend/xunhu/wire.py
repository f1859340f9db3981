"""Bodies as they come over the wire: unpacked within limits, JSON read strictly."""

import zlib
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from hashlib import blake2b
from importlib.metadata import version
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
VERSION = version("xunhu")
MAX_JSON_BYTES = 256 * 1024
GZIP = ("gzip", "x-gzip")
ROOM_FOR_PACKING = 4096  # by so much may gzip make a body longer that can't be squeezed
MAX_MEMBERS = 16
LIMIT = "limit"
PIECE_BYTES = 64 * 1024


def decoded_body(limit: int, media_type: str) -> bytes:
    """This request's body, unpacked when it is gzipped.

    Raises TooLarge over `limit` decoded bytes, and WrongType for another media type.
    """
    return decoded_body_of(limit, (media_type,))


def decoded_body_of(limit: int, media_types: Collection[str]) -> bytes:
    """The same where it may be of several media types."""
    return b"".join(decoded_pieces(limit, media_types))


def decoded_pieces(limit: int, media_types: Collection[str]) -> Iterator[bytes]:
    """The same in pieces of at most 64 KiB, for what is better not held in memory."""
    if request.mimetype not in media_types:
        raise WrongType(f"Content-Type: {request.mimetype or '-'}")
    coding = request.headers.get("Content-Encoding", "identity").strip().lower()
    if coding not in ("identity", "", *GZIP):
        raise WrongType(f"Content-Encoding: {coding}")
    if coding in GZIP:
        return _within(limit, _unzipped(_sent(limit + ROOM_FOR_PACKING)))
    return _within(limit, _sent(limit))


def json_answer(body: object, media_type: str = JSON) -> Response:
    """A body that is already in the shape of its schema, as a response."""
    return Response(words.dumps(body), content_type=media_type)


def unless_known(stamp: object, make: Callable[[], Response]) -> Response:
    """What `make` gives, or 304 for whoever has the answer with this stamp (RFC 9110, 13.1.2).

    The stamp holds all that the answer comes from, whom it is for among it.
    """
    tag = blake2b(repr((VERSION, stamp)).encode(), digest_size=12).hexdigest()
    answer = Response(status=304) if request.if_none_match.contains_weak(tag) else make()
    answer.set_etag(tag, weak=True)
    answer.headers["Cache-Control"] = "private, no-cache"
    return answer


def _sent(limit: int) -> Iterator[bytes]:
    """The body as it comes; nothing is read of one that says it is too long."""
    if (request.content_length or 0) > limit:
        raise TooLarge(f"> {limit} bytes")
    return _within(limit, iter(lambda: request.stream.read(PIECE_BYTES), b""))


def _within(limit: int, pieces: Iterable[bytes]) -> Iterator[bytes]:
    size = 0
    for piece in pieces:
        size += len(piece)
        if size > limit:
            raise TooLarge(f"> {limit} bytes")
        yield piece


def _unzipped(packed: Iterable[bytes]) -> Iterator[bytes]:
    """What one or several gzip members hold (RFC 1952), never more than a piece at once."""
    members, unpacker = 1, zlib.decompressobj(wbits=31)
    for left in packed:
        while left:
            if unpacker.eof:
                members, unpacker = members + 1, zlib.decompressobj(wbits=31)
            if members > MAX_MEMBERS:
                raise Unreadable("gzip")
            yield from _member(unpacker, left)
            left = unpacker.unused_data
    if not unpacker.eof:
        raise Unreadable("gzip")


def _member(unpacker: "zlib._Decompress", packed: bytes) -> Iterator[bytes]:
    try:
        while piece := unpacker.decompress(packed, PIECE_BYTES):
            yield piece
            if unpacker.eof:
                return
            packed = unpacker.unconsumed_tail
    except zlib.error as error:
        raise Unreadable("gzip") from error


class StrictParser(FlaskParser):
    """Reads JSON bodies strictly, and refuses what it doesn't know in a query."""

    def load_json(self, req: Request, schema: Any) -> Any:
        try:
            return parse(decoded_body(MAX_JSON_BYTES, JSON))
        except NotStrict as error:
            raise Unreadable(error.sentence, error.errors) from error

    def load_querystring(self, req: Request, schema: Any) -> Any:
        """The query's parameters, each once; an empty one counts as not given, but a limit."""
        asked = list(req.args.items(multi=True))
        given = [(name, value) for name, value in asked if value or name == LIMIT]
        counts = Counter(name for name, _ in given)
        if twice := [name for name, count in counts.items() if count > 1]:
            raise InvalidInput("", [fault_at(f"/{escape(name)}", "twice") for name in twice])
        if bad := [name for name, value in given if "\x00" in name + value]:
            raise InvalidInput("", [fault_at(f"/{escape(bad[0])}", "nul")])
        return self._makeproxy(MultiDict(given), schema)

    def handle_error(self, error: Any, req: Any, schema: Any, **kwargs: Any) -> Any:
        places: Mapping[str, Any] = error.messages
        faults = [fault for at in places.values() for fault in faults_below(at)]
        wanted: Mapping[str, type[Problem]] = getattr(schema, "refusals", {})
        named = (wanted[fault["pointer"]] for fault in faults if fault["pointer"] in wanted)
        raise next(named, InvalidInput)("", faults)


class Blueprint(flask_smorest.Blueprint):  # type: ignore[misc]
    """A feature's routes, with strict bodies."""

    ARGUMENTS_PARSER = StrictParser(unknown=RAISE)
