"""Old schemas are accepted for ever: converted when read, never in their bytes."""

import json
from collections.abc import Mapping
from copy import deepcopy
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from marshmallow import fields

from people import NANCHUAN
from xunhu.db import utcnow
from xunhu.records import kinds
from xunhu.records.envelope import read
from xunhu.records.kinds import all_kinds, named
from xunhu.schemas import StrictSchema, text

RECORDED = Path(__file__).parents[1] / "contract" / "recorded.geojsons"
LINES = [line for line in RECORDED.read_bytes().split(b"\n") if line]
SAMPLES = [(line[:64].decode(), line[65:]) for line in LINES]


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample[0][:8])
def test_what_was_ever_sealed_is_accepted_for_ever(sample: tuple[str, bytes]) -> None:
    digest, raw = sample
    assert sha256(raw).hexdigest() == digest, "recorded samples are never edited, only added to"
    found = read(raw, NANCHUAN, "chen", utcnow())
    assert found.refused is None, found.refused.errors if found.refused else ""


def test_there_is_a_recorded_sample_of_every_kind_and_schema() -> None:
    recorded = {
        (properties["kind"], properties["schema"])
        for properties in (json.loads(raw)["properties"] for _, raw in SAMPLES)
    }
    known = {(kind.name, n) for kind in all_kinds() for n in range(1, kind.version + 1)}
    assert known <= recorded


class ThirdSchema(StrictSchema):
    """Outreach as it might be in a third schema: one text and a count with another name."""

    headline = text(200, required=True)
    listener_count = fields.Integer(required=True)


def second(feature: Mapping[str, Any]) -> Mapping[str, Any]:
    later = deepcopy(dict(feature))
    told = later["properties"]["data"]
    later["properties"]["data"] = {"venue": told["venue"], "listener_count": told["reached_count"]}
    return later


def third(feature: Mapping[str, Any]) -> Mapping[str, Any]:
    later = deepcopy(dict(feature))
    told = later["properties"]["data"]
    told["headline"] = told.pop("venue")
    return later


@pytest.fixture
def third_version(monkeypatch: pytest.MonkeyPatch) -> None:
    """Outreach events have had three schemas."""
    kind = named("outreach_event")
    assert kind is not None
    newest = replace(kind, schema=ThirdSchema, version=3, upgrades={1: second, 2: third})
    monkeypatch.setitem(kinds._kinds, "outreach_event", newest)


def event_of(schema: int) -> bytes:
    raw = next(raw for _, raw in SAMPLES if b'"outreach_event"' in raw)
    return raw.replace(b'"schema":1', f'"schema":{schema}'.encode())


def test_the_first_schema_is_read_as_the_third(third_version: None) -> None:
    raw = event_of(1)
    sealed = read(raw, NANCHUAN, "chen", utcnow()).sealed
    assert sealed is not None
    assert sealed.content.keys() == {"headline", "listener_count"}
    assert sealed.raw == raw


@pytest.mark.parametrize("schema", [0, 4])
def test_a_schema_that_never_was_is_parked(third_version: None, schema: int) -> None:
    refused = read(event_of(schema), NANCHUAN, "chen", utcnow()).refused
    assert refused is not None
    assert (refused.code, refused.parked) == ("unknown-schema", True)


def test_a_first_schema_with_the_third_ones_number_is_parked(third_version: None) -> None:
    refused = read(event_of(3), NANCHUAN, "chen", utcnow()).refused
    assert refused is not None
    assert refused.parked
