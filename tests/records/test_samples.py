"""The records that the phone seals in its own tests: the server takes every one of them."""

import json
from pathlib import Path
from typing import Any

import pytest

from make import sealed
from xunhu.db import utcnow
from xunhu.records.envelope import Read, read
from xunhu.records.kinds import all_kinds

SAMPLES: list[dict[str, Any]] = json.loads(
    (Path(__file__).resolve().parents[1] / "contract" / "records.json").read_text("utf-8")
)


def read_sample(sample: dict[str, Any]) -> Read:
    return read(sealed(sample), "500119", "chen", utcnow())


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda s: f"{s['properties']['kind']} {s['id']}")
def test_a_record_of_the_phone_is_acceptable(sample: dict[str, Any]) -> None:
    found = read_sample(sample)
    assert found.refused is None, found.refused and found.refused.errors
    assert found.sealed is not None
    assert found.sealed.kind.name == sample["properties"]["kind"]


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda s: f"{s['properties']['kind']} {s['id']}")
def test_with_a_field_that_nobody_knows_it_is_not(sample: dict[str, Any]) -> None:
    properties = sample["properties"]
    stranger = {**properties, "data": {**properties["data"], "client": "张三"}}
    refused = read_sample({**sample, "properties": stranger}).refused
    assert refused is not None
    assert [fault["pointer"] for fault in refused.errors] == ["/properties/data/client"]


def test_the_phone_makes_every_kind() -> None:
    assert {s["properties"]["kind"] for s in SAMPLES} == {kind.name for kind in all_kinds()}
