"""A phone's rescue file comes in on another machine, once, and each record gets its answer."""

import gzip
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask

from make import digest_of, id_of, make_event, sequence
from people import Person

Bring = Callable[[bytes], Result]


@pytest.fixture
def bring(town: Flask, program: Callable[..., Result], tmp_path: Path) -> Bring:
    """Run `xunhu import records` on a file with these bytes."""

    def run(body: bytes) -> Result:
        path = tmp_path / "queue.geojsons"
        path.write_bytes(body)
        return program("import", "records", str(path))

    return run


def test_a_queue_is_kept_byte_for_byte_and_never_twice(chen: Person, bring: Bring) -> None:
    one, other = make_event(), make_event()
    chen.push(one)
    told = bring(sequence(one, other))
    assert (told.exit_code, told.stdout) == (0, "queue.geojsons：2 条，此前已有 1，已保存 1\n")
    assert {f["receipt"]["digest"] for f in chen.pull()["features"]} == {
        digest_of(one),
        digest_of(other),
    }
    assert "2 条，此前已有 2" in bring(sequence(one, other)).stdout


@pytest.mark.parametrize("begin", [b"", b"\x1e"])
@pytest.mark.parametrize("end", [b"\n", b"\r\n"])
def test_bare_lines_or_other_ends_of_line_change_no_bytes(
    chen: Person, bring: Bring, begin: bytes, end: bytes
) -> None:
    event = make_event()
    bring(begin + event + end)
    assert chen.push(event)[0]["status"] == "duplicate"


def test_a_file_that_was_cut_short_gives_all_but_its_last(chen: Person, bring: Bring) -> None:
    whole, cut = make_event(), make_event()
    told = bring(sequence(whole, cut)[:-1])
    assert ("已保存 1，不完整 1" in told.stdout, chen.sees()) == (True, [id_of(whole)])
    assert "编号读不出 不完整" in told.stderr


def test_what_its_author_may_not_record_waits_for_a_supervisor(
    chen: Person, wang: Person, bring: Bring
) -> None:
    event = make_event(author="zhao")
    told = bring(sequence(event))
    assert ("待主管处理 1" in told.stdout, f"{id_of(event)} 待主管处理" in told.stderr) == (
        True,
        True,
    )
    assert chen.sees() == wang.sees() == []


def test_whoever_brings_it_its_record_is_its_authors(
    chen: Person, he: Person, bring: Bring
) -> None:
    event = make_event()
    bring(sequence(event))
    assert (chen.sees(), he.sees()) == ([id_of(event)], [])
    assert chen.pull()["features"][0]["receipt"]["sender"] == "import"


@pytest.mark.parametrize(
    ("body", "why"),
    [
        (b"", "里没有记录"),
        (gzip.compress(b"{}", mtime=0), "先解压"),
        (sequence(make_event(), make_event(author="tan")), "不属于同一个区"),
    ],
)
def test_a_file_that_makes_no_sense_changes_nothing(
    chen: Person, bring: Bring, body: bytes, why: str
) -> None:
    told = bring(body)
    assert (told.exit_code, chen.sees()) == (1, [])
    assert why in told.stderr
