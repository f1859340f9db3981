"""PostgreSQL's programs: which are taken, and that nobody sees the password."""

from pathlib import Path

import pytest
from sqlalchemy.engine import make_url

from xunhu.backups import programs
from xunhu.backups.programs import programs_for
from xunhu.backups.refusals import BackupFailed

ADDRESS = "postgresql+psycopg://xunhu:s3cret%40@db.example:5433/patrols?sslmode=require"


@pytest.fixture
def installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A machine with the programs of PostgreSQL 14, 16 and 17, and half of 15."""
    monkeypatch.setattr(programs, "DEBIAN", tmp_path)
    monkeypatch.setattr(programs.shutil, "which", lambda _name: None)
    for version in (14, 15, 16, 17):
        folder = tmp_path / str(version) / "bin"
        folder.mkdir(parents=True)
        for name in ("pg_dump", "pg_restore", "psql")[: 1 if version == 15 else 3]:
            (folder / name).write_text(f"#!/bin/sh\necho '{name} (PostgreSQL) {version}.2'\n")
            (folder / name).chmod(0o755)
    return tmp_path


@pytest.mark.parametrize(("server", "taken"), [(14, 14), (15, 16), (16, 16), (17, 17), (9, 14)])
def test_the_nearest_version_that_is_not_older_is_taken(
    installed: Path, server: int, taken: int
) -> None:
    assert programs_for(make_url(ADDRESS), server).folder == installed / str(taken) / "bin"


def test_without_such_programs_the_line_says_what_to_install(installed: Path) -> None:
    with pytest.raises(BackupFailed, match="18 版或更新的 pg_dump"):
        programs_for(make_url(ADDRESS), 18)


def test_the_password_is_on_no_command_line(installed: Path) -> None:
    found = programs_for(make_url(ADDRESS), 16)
    assert "s3cret" not in found.conninfo
    assert found.environment["PGPASSWORD"] == "s3cret@"


def test_everything_else_of_the_address_is(installed: Path) -> None:
    told = programs_for(make_url(ADDRESS), 16).conninfo
    assert set(told.split()) == {
        "host=db.example",
        "port=5433",
        "user=xunhu",
        "dbname=patrols",
        "sslmode=require",
    }
