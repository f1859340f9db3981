"""Every file of the shared folder of bad input gets the answer written in expected.json."""

import csv
import json
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from xunhu.files import geojson_file, table, tracks
from xunhu.files.bad_file import BadFile

EXPECTED = json.loads((Path(__file__).parent / "expected.json").read_text())
NOW_MS = 1_795_000_000_000  # November 2026
SHANGHAI = ZoneInfo("Asia/Shanghai")


def read(reader: str, raw: bytes) -> dict[str, Any]:
    """What the reader makes of a file, in the words of expected.json."""
    try:
        if reader == "geojson":
            return {"features": len(geojson_file.read(raw))}
        if reader == "table":
            return {"rows": len(table.read(raw))}
        recording = tracks.read(raw, NOW_MS, SHANGHAI if reader == "local tracks" else None)
    except BadFile as fault:
        return {"refused": fault.reason, "at": fault.pointer}
    found = {"runs": len(recording.runs), "fixes": recording.fix_count}
    return found | ({"invalid": recording.invalid_count} if recording.invalid_count else {})


@pytest.mark.parametrize("name", EXPECTED)
def test_a_hostile_file_gets_its_answer(name, shared):
    expected = dict(EXPECTED[name])
    reader = expected.pop("reader")
    assert read(reader, (shared / "bad_inputs" / name).read_bytes()) == expected


def test_every_file_of_the_manifest_has_an_answer(shared):
    with (shared / "bad_inputs" / "manifest.csv").open() as manifest:
        assert {row["file"] for row in csv.DictReader(manifest)} == set(EXPECTED)


@pytest.mark.parametrize("name", EXPECTED)
@pytest.mark.parametrize("reader", ["geojson", "tracks", "local tracks", "table"])
def test_no_reader_is_surprised_by_a_file_meant_for_another(name, reader, shared):
    answer = read(reader, (shared / "bad_inputs" / name).read_bytes())
    assert answer
