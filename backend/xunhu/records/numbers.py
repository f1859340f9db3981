"""Where in a record numbers belong, by its schemas; everywhere else they were typed as a text."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from marshmallow import Schema, fields

from xunhu.records.kinds import Kind, all_kinds
from xunhu.schemas import Column

# names to what is below them; None where numbers belong, nothing where the schema knows none
Numbers = Mapping[str, Any] | None
UNKNOWN: Numbers = {}
GEOMETRY: Numbers = {"coordinates": None, "bbox": None}


def below(numbers: Numbers, name: str) -> Numbers:
    """What belongs under a member; its name may be a JSON pointer, as in an amendment."""
    steps = name[1:].split("/") if name.startswith("/") else [name]
    for step in steps:
        if not step.isdigit():  # a place in a list
            numbers = (numbers or {}).get(step, UNKNOWN)
    return numbers


@cache
def columns_of(schema: type[Schema]) -> frozenset[str]:
    """The names of a schema's columns of numbers."""
    fields_of = schema().fields.items()
    return frozenset(
        field.data_key or name for name, field in fields_of if isinstance(field, Column)
    )


def numbers_of(kind: Kind | None, properties: type[Schema]) -> Numbers:
    """Where numbers belong in a feature of a kind; in one of an unknown kind's `data`, nowhere."""
    if kind is None:
        return _feature(properties, {})
    return _numbers_of(kind.schema, properties, tuple(known.schema for known in all_kinds()))


@cache
def _numbers_of(
    schema: type[Schema], properties: type[Schema], known: tuple[type[Schema], ...]
) -> Numbers:
    told: dict[str, Any] = {}
    for one in known:
        told |= _declared(one)
    changes = _feature(properties, told)
    return _feature(properties, {"changes": changes, **_declared(schema)})


def _feature(properties: type[Schema], told: Mapping[str, Any]) -> Mapping[str, Any]:
    known = {**_declared(properties), "data": told}
    return {"geometry": GEOMETRY, "bbox": None, "properties": known}


@cache
def _declared(schema: type[Schema]) -> Mapping[str, Any]:
    """The names under which a schema wants numbers, itself or further below."""
    found: dict[str, Any] = {}
    for name, field in schema().fields.items():
        inner = field.inner if isinstance(field, fields.List) else field
        if isinstance(inner, fields.Number | Column):
            found[field.data_key or name] = None
        elif isinstance(inner, fields.Nested):
            found[field.data_key or name] = _declared(type(inner.schema))
    return found
