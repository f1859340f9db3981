"""Lists in pages: `limit` and an opaque `cursor`, the same everywhere."""

import base64
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple

import orjson
from marshmallow import fields, validate
from sqlalchemy import Select
from sqlalchemy.orm import InstrumentedAttribute, Session

from xunhu.problems import Problem
from xunhu.schemas import StrictSchema

MOST = 1000


class BadCursor(Problem):
    """A cursor that this server never gave."""

    status, code = 422, "bad-cursor"


class PageQuery(StrictSchema):
    """How much of a list is asked for; everything that fits one page unless told."""

    limit = fields.Integer(load_default=MOST, validate=validate.Range(min=1, max=MOST))
    cursor = fields.String()


class Page(NamedTuple):
    """Rows of one page, and the cursor of the next, None on the last."""

    rows: Sequence[Any]
    next: str | None


def page_of(
    session: Session,
    asked: Select[Any],
    order_by: InstrumentedAttribute[Any],
    key_of: Callable[[Any], Any],
    query: dict[str, Any],
) -> Page:
    """One page of a selection of rows in the order of one column; `key_of` its text or id."""
    limit = query["limit"]
    if "cursor" in query:
        asked = asked.where(order_by > _key(query["cursor"], order_by))
    rows = session.scalars(asked.order_by(order_by).limit(limit + 1)).all()
    more = len(rows) > limit
    return Page(rows[:limit], cursor_of(str(key_of(rows[limit - 1]))) if more else None)


def _key(cursor: str, order_by: InstrumentedAttribute[Any]) -> Any:
    key = read_cursor(cursor)
    if not isinstance(key, str) or "\x00" in key:
        raise BadCursor
    try:
        return order_by.type.python_type(key)
    except ValueError as error:
        raise BadCursor from error


def cursor_of(key: Any) -> str:
    """An opaque text for a JSON value."""
    return base64.urlsafe_b64encode(orjson.dumps(key)).decode().rstrip("=")


def read_cursor(cursor: str) -> Any:
    """The value behind a cursor; raises BadCursor."""
    try:
        return orjson.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
    except ValueError as error:
        raise BadCursor from error
