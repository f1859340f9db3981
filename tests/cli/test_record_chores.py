"""verify, erase, unapplied: the office finds what is damaged, and has gone what must go."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from click.testing import Result
from flask import Flask

from attachments.lane import kept_files, sent
from attachments.pictures import jpeg
from make import id_of, make_amendment, make_event, make_hazard, uuid7
from people import Person
from xunhu import records_cli
from xunhu.db import db, squeeze, writing
from xunhu.records import kinds
from xunhu.records.kinds import Sealed
from xunhu.records.models import ParkedRecord, SealedRecord

Program = Callable[..., Result]
BROKEN = "outreach_event: RuntimeError: broken"


@pytest.fixture
def chore(town: Flask, program: Program, monkeypatch: pytest.MonkeyPatch) -> Program:
    """`xunhu` on the town's database and its images."""
    monkeypatch.setenv("XUNHU_DATA_DIR", str(town.config["XUNHU"].data_dir))
    return program


def spoil(app: Flask, table: Any, content: bytes) -> None:
    """Every row of a table has other bytes, as a bad disk might have it."""
    with app.app_context(), writing() as session:
        session.execute(db.update(table).values(content=content))


def test_what_is_whole_is_found_so(chen: Person, chore: Program) -> None:
    chen.push(make_event(), make_event(township="500119999"))
    sent(chen, jpeg())
    result = chore("verify")
    assert (result.exit_code, result.stdout) == (0, "已核对 4 条记录和图片，0 条损坏\n")


@pytest.mark.parametrize("content", [squeeze(b"{}"), b"no zstd", b""])
def test_a_damaged_record_is_named(
    chen: Person, town: Flask, chore: Program, content: bytes
) -> None:
    event = make_event()
    chen.push(event)
    spoil(town, SealedRecord, content)
    result = chore("verify")
    assert (result.exit_code, f"500119 {id_of(event)} 已损坏" in result.stdout) == (1, True)


def test_a_damaged_parked_record_is_named(chen: Person, town: Flask, chore: Program) -> None:
    strange = make_event(township="500119999")
    assert chen.push(strange)[0]["status"] == "parked"
    spoil(town, ParkedRecord, b"")
    result = chore("verify")
    assert (result.exit_code, f"500119 {id_of(strange)} 已损坏" in result.stdout) == (1, True)


@pytest.mark.parametrize("spoil_image", [Path.unlink, lambda path: path.write_bytes(b"?")])
def test_a_damaged_image_is_named(
    chen: Person, town: Flask, chore: Program, spoil_image: Callable[[Path], object]
) -> None:
    record = sent(chen, jpeg())
    spoil_image(kept_files(town)[0])
    result = chore("verify")
    assert (result.exit_code, f"{id_of(record)}/photo-1 已损坏" in result.stdout) == (1, True)


def test_what_is_erased_goes_with_its_image_and_is_whole_without(
    chen: Person, town: Flask, chore: Program
) -> None:
    record = sent(chen, jpeg())
    assert chore("erase", id_of(record), "--reason", "误拍人脸").exit_code == 0
    assert (chen.pull()["tombstones"], kept_files(town)) == ([id_of(record)], [])
    assert chore("verify").stdout == "已核对 0 条记录和图片，0 条损坏\n"


def test_an_erased_parked_record_is_whole_without_its_bytes(chen: Person, chore: Program) -> None:
    strange = make_event(township="500119999")
    chen.push(strange)
    assert chore("erase", id_of(strange), "--reason", "误报").exit_code == 0
    assert chore("verify").exit_code == 0


VENUE, SEEN = "蓝色铁皮棚后", "红砖围墙缺口"


def on_disk(app: Flask) -> bytes:
    """All that SQLite's files hold, free pages and log included."""
    path = Path(app.config["XUNHU"].database_url.removeprefix("sqlite:///"))
    return b"".join(found.read_bytes() for found in path.parent.glob(f"{path.name}*"))


def test_nothing_of_what_is_erased_is_left_in_the_files(
    chen: Person, town: Flask, chore: Program
) -> None:
    if town.config["XUNHU"].database_url.startswith("postgresql"):
        pytest.skip("PostgreSQL's files are its own affair")
    event, hazard = make_event(venue=VENUE), make_hazard(description=SEEN)
    strange = make_event(township="500119999")
    amendment = make_amendment(hazard, {"/properties/data/description": SEEN * 3})
    chen.push(event, hazard, strange, amendment)
    traces = [VENUE.encode(), SEEN.encode(), *map(squeeze, (event, hazard, strange, amendment))]
    assert all(trace in on_disk(town) for trace in traces)
    for record in (event, hazard, strange):
        assert chore("erase", id_of(record), "--reason", "误报").exit_code == 0
    assert [trace for trace in traces if trace in on_disk(town)] == []


def test_while_somebody_reads_it_is_said_what_is_left(
    chen: Person, chore: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    event = make_event()
    chen.push(event)
    monkeypatch.setattr(records_cli, "empty_log", lambda: False)
    result = chore("erase", id_of(event), "--reason", "误报")
    assert (result.exit_code, "日志文件里还留有原文" in result.stderr) == (0, True)


@pytest.mark.parametrize("reason", ["", "  ", "\u3000\t"])
def test_without_a_reason_nothing_is_erased(chen: Person, chore: Program, reason: str) -> None:
    event = make_event()
    chen.push(event)
    result = chore("erase", id_of(event), "--reason", reason)
    assert (result.exit_code, chen.sees()) == (1, [id_of(event)])
    assert result.stderr == "Error: 请写明理由：--reason 不能为空\n"


@pytest.mark.parametrize("reason", ["机主 13812345678", "身份证 500119199001011234"])
def test_a_reason_that_names_somebody_erases_nothing(
    chen: Person, chore: Program, reason: str
) -> None:
    event = make_event()
    chen.push(event)
    result = chore("erase", id_of(event), "--reason", reason)
    assert (result.exit_code, chen.sees()) == (1, [id_of(event)])


def test_an_unknown_record_cannot_be_erased(town: Flask, chore: Program) -> None:
    result = chore("erase", uuid7(), "--reason", "误报")
    assert (result.exit_code, "没有这条记录" in result.stderr) == (1, True)


def test_what_is_not_applied_is_listed_until_a_mend(
    chen: Person, chore: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    event, kind = make_event(), kinds.named("outreach_event")
    assert kind is not None

    def fail(_sealed: Sealed) -> None:
        raise RuntimeError("broken")

    with monkeypatch.context() as broken:
        broken.setitem(kinds._kinds, "outreach_event", replace(kind, apply=fail))
        chen.push(event)
    listed = chore("unapplied")
    assert (listed.exit_code, listed.stdout) == (1, f"500119 1 {id_of(event)} {BROKEN}\n")
    mended = chore("unapplied", "--retry")
    assert (mended.exit_code, mended.stdout) == (0, "")
