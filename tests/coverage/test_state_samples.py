"""How a target stands: the same samples that the phone's own rule is held to."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from xunhu.coverage.township.states import state_of
from xunhu.targets.models import Target, TargetStatus

SAMPLES = json.loads(
    (Path(__file__).parents[1] / "contract" / "target_states.json").read_text("utf-8")
)


def day(told: str | None) -> date | None:
    return date.fromisoformat(told) if told else None


@pytest.mark.parametrize("sample", SAMPLES, ids=[sample["name"] for sample in SAMPLES])
def test_a_target_stands_as_its_sample_says(sample: dict[str, Any]) -> None:
    said, on, last = sample["target"], day(sample["on"]), day(sample["last_visited_on"])
    target = Target(
        status=TargetStatus(said["status"]),
        status_until_on=day(said["status_until_on"]),
        interval_days=said["interval_days"],
    )
    assert on is not None
    since = (on - last).days if last else None
    assert state_of(target, since, on).value == sample["state"]
