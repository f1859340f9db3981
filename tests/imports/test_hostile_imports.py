"""Every hostile file through every command: one clear line or an import, never a traceback."""

import csv

import pytest
from sqlalchemy import func, select

from xunhu.db import db
from xunhu.records.models import ParkedRecord, SealedRecord
from xunhu.targets.models import Target
from xunhu.townships.models import Township

TABLES = (SealedRecord, ParkedRecord, Target, Township)
COMMANDS = {
    "tracks": ["--author", "chen"],
    "townships": [],
    "targets": ["--layer", "other", "--district", "500119"],
}


def counts(town):
    with town.app_context():
        return [db.session.scalar(select(func.count()).select_from(table)) for table in TABLES]


@pytest.mark.parametrize("command", COMMANDS)
def test_no_hostile_file_surprises_or_leaves_half_of_itself(office, town, shared, command):
    folder = shared / "bad_inputs"
    with (folder / "manifest.csv").open() as manifest:
        files = [row["file"] for row in csv.DictReader(manifest)]
    accepted = 0
    for name in files:
        before = counts(town)
        told = office(command, folder / name, *COMMANDS[command])
        if told.exit_code:
            assert (told.exit_code, told.output.count("\n")) == (1, 1), name
            assert counts(town) == before, name
        accepted += told.exit_code == 0
    assert 0 < accepted < len(files) / 2
