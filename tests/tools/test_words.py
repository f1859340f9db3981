"""The build refuses words that are missing, surplus or never written, and names them."""

import subprocess
from pathlib import Path

import pytest

CHECK = Path(__file__).resolve().parents[2] / "frontend" / "build" / "words.mjs"
WORDS = "export default { title: '{n} 条', state: { open: '开', shut: '关' } }"


def complaints(folder: Path, english: str = WORDS, source: str = "") -> list[str]:
    """What is said of a front end with these words and one source."""
    for language, words in (("zh-CN", WORDS), ("en", english)):
        (folder / "words" / language).mkdir(parents=True)
        (folder / "words" / language / "patrol.ts").write_text(words, "utf-8")
    (folder / "Screen.vue").write_text(source, "utf-8")
    done = subprocess.run(["node", CHECK, folder], capture_output=True, text=True, check=False)
    assert done.returncode == (1 if done.stderr else 0)
    return [line.removeprefix(f"{folder}/") for line in done.stderr.splitlines()]


def test_a_word_that_one_language_lacks_is_named(tmp_path: Path) -> None:
    english = WORDS.replace("shut: '关'", "closed: '关'")
    assert complaints(tmp_path, english) == [
        "patrol.state.shut is missing in en",
        "patrol.state.closed is missing in zh-CN",
    ]


def test_a_place_that_is_open_in_one_language_only_is_named(tmp_path: Path) -> None:
    assert "patrol.title leaves other places open in en" in complaints(
        tmp_path, WORDS.replace("{n}", "")
    )


@pytest.mark.parametrize(
    "key", ["'patrol.titel'", "`patrol.states.${one}`", "`patrol.state.x${n}`"]
)
def test_a_key_that_nobody_wrote_is_named_with_its_file(tmp_path: Path, key: str) -> None:
    [complaint] = complaints(tmp_path, source=f"<p>{{{{ t({key}) }}}}</p>")
    assert complaint == f"Screen.vue: nobody wrote {key.strip(chr(39) + '`')}"


@pytest.mark.parametrize("key", ["'patrol.title'", "`patrol.state.${one}`", "`patrol.${a}.open`"])
def test_a_key_that_is_written_passes_whole_or_with_a_hole(tmp_path: Path, key: str) -> None:
    assert complaints(tmp_path, source=f"<p>{{{{ t({key}) }}}}</p>") == []


def test_a_form_for_one_may_only_leave_out_how_many(tmp_path: Path) -> None:
    fine = WORDS.replace("{n} 条", "one row | {n} rows")
    assert complaints(tmp_path / "fine", fine) == []
    other = WORDS.replace("{n} 条", "{n} in {place} | {n} rows")
    assert "patrol.title leaves other places open in en" in complaints(tmp_path / "other", other)
