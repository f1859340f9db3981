"""The program on a database of its own."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from flask import Flask

from xunhu.app import create_app
from xunhu.cli import main
from xunhu.db import db
from xunhu.settings import Settings

Program = Callable[..., Result]


@pytest.fixture
def program(
    tmp_path: Path, database_url: str, quick_hashing: None, monkeypatch: pytest.MonkeyPatch
) -> Program:
    """`xunhu` with these arguments, and `stdin` where it is given."""
    monkeypatch.setenv("XUNHU_DATA_DIR", str(tmp_path / "var"))
    monkeypatch.setenv("XUNHU_DATABASE_URL", database_url)
    monkeypatch.setenv("XUNHU_SECRET_KEY", "test")

    made: list[Flask] = []

    def make(settings: Settings) -> Flask:
        made.append(create_app(settings))
        return made[-1]

    def run(*arguments: str, stdin: str | None = None) -> Result:
        result = CliRunner().invoke(main, arguments, input=stdin)
        for app in made:
            with app.app_context():
                db.engine.dispose()
        made.clear()
        return result

    monkeypatch.setattr("xunhu.cli.create_app", make)
    return run


@pytest.fixture
def xunhu(program: Program) -> Program:
    """The program after `xunhu init`."""
    assert program("init").exit_code == 0
    return program
