"""The program on a database of its own."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from xunhu.cli import main

Program = Callable[..., Result]


@pytest.fixture
def program(
    tmp_path: Path, database_url: str, quick_hashing: None, monkeypatch: pytest.MonkeyPatch
) -> Program:
    """`xunhu` with these arguments, and `stdin` where it is given."""
    monkeypatch.setenv("XUNHU_DATA_DIR", str(tmp_path / "var"))
    monkeypatch.setenv("XUNHU_DATABASE_URL", database_url)
    monkeypatch.setenv("XUNHU_SECRET_KEY", "test")

    def run(*arguments: str, stdin: str | None = None) -> Result:
        return CliRunner().invoke(main, arguments, input=stdin)

    return run


@pytest.fixture
def xunhu(program: Program) -> Program:
    """The program after `xunhu init`."""
    assert program("init").exit_code == 0
    return program
