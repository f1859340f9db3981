"""Lists in pages: `limit` and an opaque `cursor`, the same everywhere."""

import base64
from collections.abc import Callable, Sequence
from typing import Any, NamedTuple, TypeVar
from uuid import UUID

import orjson
from marshmallow import fields, validate
from sqlalchemy import Select, tuple_
from sqlalchemy.orm import InstrumentedAttribute, Session

from xunhu.problems import Problem
from xunhu.schemas import StrictSchema, WholeNumber

K = TypeVar("K")
MOST = 1000


class BadCursor(Problem):
    """A cursor that this server never gave."""

    status, code = 422, "bad-cursor"


class PageQuery(StrictSchema):
    """How much of a list is asked for; everything that fits one page unless told."""

    limit = WholeNumber(load_default=MOST, validate=validate.Range(min=1, max=MOST))
    cursor = fields.String()


class Page(NamedTuple):
    """Rows of one page, and the cursor of the next, None on the last."""

    rows: Sequence[Any]
    next: str | None


def page_of(
    session: Session,
    asked: Select[Any],
    order_by: InstrumentedAttribute[Any],
    query: dict[str, Any],
) -> Page:
    """One page of a selection of rows in the order of one column, a text or an id."""
    limit = query["limit"]
    if "cursor" in query:
        asked = asked.where(order_by > _key(query["cursor"], order_by))
    rows = session.scalars(asked.order_by(order_by).limit(limit + 1)).all()
    if len(rows) <= limit:
        return Page(rows, None)
    return Page(rows[:limit], cursor_of(str(getattr(rows[limit - 1], order_by.key))))


def page_of_pairs(
    session: Session,
    asked: Select[Any, Any],
    order_by: tuple[InstrumentedAttribute[UUID], InstrumentedAttribute[str]],
    query: dict[str, Any],
) -> Page:
    """One page of a selection of two tables, in the order of an id and a name in the first."""
    limit = query["limit"]
    if "cursor" in query:
        asked = asked.where(tuple_(*order_by) > read_pair(query["cursor"], UUID))
    rows = session.execute(asked.order_by(*order_by).limit(limit + 1)).all()
    if len(rows) <= limit:
        return Page(rows, None)
    last = rows[limit - 1][0]
    return Page(rows[:limit], cursor_of([str(getattr(last, each.key)) for each in order_by]))


def read_pair(cursor: str, first_of: Callable[[str], K]) -> tuple[K, str]:
    """The two keys behind a cursor, the first read by `first_of`; raises BadCursor."""
    try:
        first, name = read_cursor(cursor)
        return first_of(first), _text(name)
    except (ValueError, TypeError, AttributeError, OverflowError) as error:
        raise BadCursor from error


def _text(key: object) -> str:
    if not isinstance(key, str) or "\x00" in key:
        raise BadCursor
    return key


def _key(cursor: str, order_by: InstrumentedAttribute[Any]) -> Any:
    try:
        return order_by.type.python_type(_text(read_cursor(cursor)))
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
