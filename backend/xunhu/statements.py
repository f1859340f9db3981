"""Statements about columns, compiled once and handed straight to the database's driver.

SQLAlchemy writes the SQL and knows the conversions, once for each statement and length of its list;
what it does anew at every execution costs ten times what SQLite takes to answer.
"""

from collections import namedtuple
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import Dialect, Select, Table, bindparam, insert, select
from sqlalchemy.engine import Connection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.sql.expression import UpdateBase

Statement = Select[Any] | UpdateBase
Convert = Callable[[Any], Any]
Told = Mapping[str, Any]
MOST_COMPILED = 1024


class Found(list[Any]):
    """The rows that a statement gave, their columns by name; how many it changed."""

    def __init__(self, rows: Iterable[Any], changed: int) -> None:
        super().__init__(rows)
        self.changed = changed

    def first(self) -> Any:
        """The first row, or None."""
        return self[0] if self else None

    def scalars(self) -> list[Any]:
        """The first column."""
        return [row[0] for row in self]


class _Compiled(NamedTuple):
    """SQL for a driver, with what makes parameters of values and values of rows.

    `places` are the parameters in their order, each with its conversion.
    """

    text: str
    places: Sequence[tuple[str, Convert | None]]
    own: Told  # values that stand in the statement itself
    is_positional: bool
    gives_rows: bool

    def parameters(self, told: Told) -> Any:
        """Values as the driver takes them."""
        if self.own:
            told = {**self.own, **told}
        if self.is_positional:
            return [convert(told[name]) if convert else told[name] for name, convert in self.places]
        return {
            name: convert(told[name]) if convert else told[name] for name, convert in self.places
        }


class _Columns(NamedTuple):
    """The conversions that a driver's rows need, and what names their columns."""

    converts: Sequence[tuple[int, Convert]]
    named: Callable[[Iterable[Any]], Any]

    def read(self, rows: Iterable[Iterable[Any]]) -> Iterator[Any]:
        """Rows of the driver, converted and named."""
        for row in rows:
            values = list(row)
            for n, convert in self.converts:
                values[n] = convert(values[n])
            yield self.named(values)


def ask(session: Session, statement: Statement, told: Told | None = None) -> Found:
    """Execute what is about columns in the session's transaction; nothing is flushed before.

    One of the values may be a list, for `IN`. Raises what SQLAlchemy would.
    """
    told, listed = _spread(told or {})
    connection = session.connection()
    compiled = _compiled(statement, connection.dialect, listed)
    with _cursor(connection, compiled) as cursor:
        cursor.execute(compiled.text, compiled.parameters(told))
        if not compiled.gives_rows:
            return Found((), cursor.rowcount)
        types = tuple(column[1] for column in cursor.description)
        rows = cursor.fetchall()
    return Found(_columns(statement, connection.dialect, types).read(rows), 0)


def ask_each(session: Session, statement: UpdateBase, rows: Sequence[Told]) -> None:
    """Execute a change for each of these, which all tell the same names."""
    if not rows:
        return
    connection = session.connection()
    compiled = _compiled(statement, connection.dialect, None)
    with _cursor(connection, compiled) as cursor:
        cursor.executemany(compiled.text, [compiled.parameters(row) for row in rows])


def insert_rows(session: Session, model: type[DeclarativeBase], rows: Sequence[Told]) -> None:
    """Write rows that nobody in this transaction holds as objects, all with the same columns: the
    bookkeeping of the ORM costs several times the writing.
    """
    if rows:
        ask_each(session, _inserted(table_of(model), tuple(rows[0])), rows)


def table_of(model: type[DeclarativeBase]) -> Table:
    """The table of a model, for statements about columns alone."""
    table = model.__table__
    assert isinstance(table, Table)
    return table


def by_ids(key: Any, *columns: Any) -> Select[Any]:
    """A question to be asked again and again, with `district` and a list of `ids`."""
    table = table_of(key.class_)
    here = table.c.district == bindparam("district")
    named = table.c[key.key].in_(bindparam("ids", expanding=True))
    return select(*(table.c[column.key] for column in columns)).where(here, named)


@contextmanager
def _cursor(connection: Connection, compiled: _Compiled) -> Iterator[Any]:
    """A cursor of the driver; what it raises becomes what SQLAlchemy raises."""
    driver: Any = connection.dialect.dbapi
    cursor = connection.connection.cursor()
    try:
        yield cursor
    except driver.Error as wrong:
        told = DBAPIError.instance(compiled.text, None, wrong, driver.Error)
        raise told from wrong
    finally:
        cursor.close()


def _spread(told: Told) -> tuple[Told, tuple[str, int] | None]:
    """The members of a list beside the other values, and which it is; filled up with its last to a
    power of two, so that few lengths are compiled.
    """
    name = next((name for name, value in told.items() if type(value) is list), None)
    if name is None:
        return told, None
    values = told[name]
    count = 1 << (len(values) - 1).bit_length() if values else 0
    filled = values + values[-1:] * (count - len(values))
    return {**told, **{f"{name}_{n}": v for n, v in enumerate(filled, 1)}}, (name, count)


@lru_cache(MOST_COMPILED)
def _inserted(table: Table, columns: tuple[str, ...]) -> UpdateBase:
    """What writes these columns, and the others as their defaults say."""
    told: dict[str, Any] = {name: bindparam(name, type_=table.c[name].type) for name in columns}
    usual: dict[str, Any] = {c.key: c.default for c in table.c if c.key not in columns}
    told |= {name: one.arg for name, one in usual.items() if one is not None and one.is_scalar}
    return insert(table).values(told)


@lru_cache(MOST_COMPILED)
def _compiled(statement: Statement, dialect: Dialect, listed: tuple[str, int] | None) -> _Compiled:
    made: Any = statement.compile(dialect=dialect)
    told = {listed[0]: [None] * listed[1]} if listed else {}
    sql = made.construct_expanded_state({**made.params, **told})
    of = {one: name for name, ones in sql.parameter_expansion.items() for one in ones}
    binds = {name: made.binds[of.get(name, name)] for name in sql.parameters}
    own = {name: bind.value for name, bind in binds.items() if bind.value is not None}
    places = [
        (name, binds[name].type.dialect_impl(dialect).bind_processor(dialect))
        for name in sql.positiontup or sql.parameters
    ]
    return _Compiled(
        text=sql.statement,
        places=places,
        own=own,
        is_positional=bool(made.positional),
        gives_rows=isinstance(statement, Select),
    )


@lru_cache(MOST_COMPILED)
def _columns(statement: Select[Any], dialect: Dialect, types: tuple[Any, ...]) -> _Columns:
    """For rows of these types, as the driver numbers them."""
    given = list(statement.selected_columns)
    converts = (
        column.type.dialect_impl(dialect).result_processor(dialect, told)
        for column, told in zip(given, types, strict=True)
    )
    row: Any = namedtuple("Row", [str(c.key) for c in given], rename=True)  # type: ignore[misc]
    return _Columns([(n, convert) for n, convert in enumerate(converts) if convert], row._make)
