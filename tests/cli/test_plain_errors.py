"""What goes wrong is said in one plain line, and nowhere with a secret in it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask

from people import OUR_PAGE, credentials
from rig.databases import Databases
from xunhu.auth import api as auth_api


@pytest.mark.parametrize(
    "path", ["/%00", "/a%00b.js", "/" + "a" * 300, "/" + "é" * 200, "/a/../../etc/x"]
)
def test_an_odd_address_is_a_screen_or_nothing(app: Flask, path: str) -> None:
    with app.test_client().get(path) as answer:
        assert answer.status_code in (200, 404)


def test_a_crash_writes_no_password_into_the_log(
    town: Flask, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def crash(*_args: object) -> None:
        raise RuntimeError("a crash")

    town.testing = False
    monkeypatch.setattr(auth_api, "find_user", crash)
    sent = credentials("chen", "correct horse")
    assert town.test_client().post("/api/v1/auth/login", json=sent).status_code == 500
    written = capsys.readouterr()
    assert "a crash" in written.out + written.err
    assert "correct horse" not in written.out + written.err


def test_refusals_are_described_as_they_come(app: Flask) -> None:
    described = app.test_client().get("/api/v1/openapi.json").json
    told = described["components"]["responses"]["UNAUTHORIZED"]["content"]
    name = told["application/problem+json"]["schema"]["$ref"].rpartition("/")[2]
    came = app.test_client().get("/api/v1/auth/me", headers=OUR_PAGE).json
    assert set(described["components"]["schemas"][name]["properties"]) == set(came)


@pytest.mark.parametrize(
    "words",
    [
        ("serve",),
        ("verify",),
        ("unapplied",),
        ("erase", "0192f000-0000-7000-8000-00000000c11c", "--reason", "误报"),
        ("coverage", "rebuild"),
        ("backup", "copy"),
        ("user", "add", "chen", "--role", "administrator", "--password-stdin"),
        ("import", "townships", __file__),
        ("import", "records", __file__),
    ],
    ids=lambda words: " ".join(words[:2]),
)
def test_before_init_a_chore_says_so_and_makes_nothing(
    program: Callable[..., Result],
    databases: Databases,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    words: tuple[str, ...],
) -> None:
    monkeypatch.setenv("XUNHU_DATABASE_URL", databases.url("postgres"))  # which has no tables
    before = set(tmp_path.iterdir())
    told = program(*words, stdin="a long password\n")
    sentence = f"数据目录 {tmp_path / 'var'} 还没有初始化：请先运行 xunhu init"
    assert (told.exit_code, told.stderr) == (1, f"Error: {sentence}\n")
    assert set(tmp_path.iterdir()) == before
    assert not (Path(words[1]).exists() if words[0] == "backup" else False)


@pytest.mark.parametrize("kept", [None, b""])
def test_without_a_database_file_none_is_made(
    program: Callable[..., Result],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    kept: bytes | None,
) -> None:
    monkeypatch.delenv("XUNHU_DATABASE_URL")
    if kept is not None:
        (tmp_path / "var").mkdir()
        (tmp_path / "var" / "xunhu.db").write_bytes(kept)
    before = sorted(tmp_path.rglob("*"))
    assert "请先运行 xunhu init" in program("verify").stderr
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize(
    "words",
    [("import", "tracks", "nofile.gpx", "--author", "chen"), ("serve", "--port", "x")],
)
def test_words_that_are_off_get_one_line(
    program: Callable[..., Result], words: tuple[str, ...]
) -> None:
    told = program(*words)
    assert told.exit_code == 2
    assert len(told.stderr.strip().splitlines()) == 1
