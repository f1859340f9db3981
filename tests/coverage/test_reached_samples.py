"""What a track reaches by rule 5: the same samples that the phone's own rule is held to."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from xunhu.coverage.ground import reacher_of
from xunhu.patrols.fixes import fixes_from
from xunhu.patrols.track import clean
from xunhu.targets.cut import LINES, cut
from xunhu.targets.models import Piece, Target

SAMPLES = json.loads((Path(__file__).parents[1] / "contract" / "reached.json").read_text("utf-8"))
MORNING = datetime(2026, 11, 2, 1, tzinfo=UTC)


def numbers_reached(told: dict[str, Any], fixes: list[list[Any]]) -> set[int]:
    """The pieces of a target that a patrol with these fixes reaches, counted from its start."""
    target = Target(**told)
    pieces = [Piece(number=n, **one._asdict()) for n, one in enumerate(cut(target.geometry))]
    times = [round(MORNING.timestamp() + second) * 1000 for _lon, _lat, second, _ in fixes]
    columns = {"times": times, "accuracy_m": [accuracy for *_, accuracy in fixes]}
    line = {"type": "LineString", "coordinates": [fix[:2] for fix in fixes]}
    pairs, _later = clean(fixes_from(line, columns, 0, "phone", MORNING)).pairs
    numbers = reacher_of([(one, target) for one in pieces]).reached(pairs)
    return set(numbers.tolist())


@pytest.mark.parametrize("sample", SAMPLES, ids=[sample["name"] for sample in SAMPLES])
def test_a_track_reaches_what_its_sample_says(sample: dict[str, Any]) -> None:
    reached = numbers_reached(sample["target"], sample["fixes"])
    is_line = sample["target"]["geometry"]["type"] in LINES
    assert (sorted(reached) if is_line else bool(reached)) == sample["reached"]
