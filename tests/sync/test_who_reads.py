"""Contract section 3: which role reads which kind, and how far."""

from collections.abc import Callable

import pytest

from make import (
    NANZHUSHAN,
    id_of,
    make_end,
    make_event,
    make_patrol,
    make_segment,
    make_sitting,
    sequence,
)
from make import SHUIJIANG as SHUIJIANG_CODE
from people import XINCHENG, Person

Sign = Callable[[str], Person]


@pytest.fixture
def work(chen: Person, wang: Person, liu: Person, he: Person, tan: Person) -> dict[str, str]:
    """A day's records of both districts: the name of each to its id."""
    patrol, theirs, elsewhere = (
        make_patrol(),
        make_patrol(author="he", township=NANZHUSHAN),
        make_patrol(author="tan", township=XINCHENG),
    )
    sent = {
        chen: {"patrol": patrol, "track": make_segment(patrol), "end": make_end(patrol)},
        wang: {"wang's patrol": make_patrol(author="wang"), "event": make_event()},
        liu: {"sitting": make_sitting(), "liu's event": make_event(author="liu")},
        he: {
            "their patrol": theirs,
            "their track": make_segment(theirs, author="he", township=NANZHUSHAN),
            "their event": make_event(author="he", township=NANZHUSHAN),
        },
        tan: {"elsewhere": elsewhere},
    }
    for person, records in sent.items():
        assert {r["status"] for r in person.push(*records.values())} == {"stored"}
    return {name: id_of(raw) for records in sent.values() for name, raw in records.items()}


SHUIJIANG_EVENTS = {"event", "liu's event"}
SHUIJIANG = {"patrol", "end", "wang's patrol"} | SHUIJIANG_EVENTS
NEXT_TOWN = {"their patrol", "their event"}


@pytest.mark.parametrize(
    ("username", "seen"),
    [
        ("chen", {"patrol", "track", "end"} | SHUIJIANG_EVENTS),
        ("wang", {"track"} | SHUIJIANG),
        ("liu", {"sitting", "liu's event"}),
        ("he", {"their track"} | NEXT_TOWN),
        ("zhao", SHUIJIANG | NEXT_TOWN),
        ("sun", SHUIJIANG | NEXT_TOWN),
        ("tan", {"elsewhere"}),
        ("du", {"elsewhere"}),
    ],
)
def test_everyone_reads_what_is_theirs_to_read(
    work: dict[str, str], sign_in: Sign, username: str, seen: set[str]
) -> None:
    names = {identity: name for name, identity in work.items()}
    assert {names[identity] for identity in sign_in(username).sees()} == seen


def test_a_sitting_is_read_by_its_volunteer_alone(work: dict[str, str], sign_in: Sign) -> None:
    others = ["chen", "wang", "he", "zhao", "sun", "tan", "du"]
    assert not any(work["sitting"] in sign_in(name).sees() for name in others)


def test_work_done_for_another_is_read_by_its_author(wang: Person, chen: Person) -> None:
    patrol = make_patrol(author="chen")
    wang.push(patrol)
    assert chen.sees() == [id_of(patrol)]
    assert chen.pull()["features"][0]["receipt"]["sender"] == "wang"


@pytest.mark.parametrize("username", ["zhao", "sun", "du"])
def test_those_who_see_a_district_push_nothing(sign_in: Sign, username: str) -> None:
    answer = sign_in(username).send(sequence(make_patrol(author=username)))
    assert (answer.status_code, answer.json["type"]) == (403, "/problems/forbidden")


def test_districts_count_for_themselves(chen: Person, tan: Person) -> None:
    here = make_patrol()
    there = make_patrol(id=id_of(here), author="tan", township=XINCHENG)
    assert [r["seq"] for r in chen.push(make_event(), here)] == [1, 2]
    assert [(r["status"], r["seq"]) for r in tan.push(there)] == [("stored", 1)]
    assert chen.pull()["epoch"] != tan.pull()["epoch"]


def test_a_record_sent_to_another_district_is_parked_there(chen: Person, tan: Person) -> None:
    assert tan.push(make_patrol())[0]["status"] == "parked"
    assert chen.sees() == []


def test_reference_data_is_the_districts_own(chen: Person, tan: Person) -> None:
    def codes(person: Person) -> set[str]:
        found = person.get("/api/v1/townships").json["features"]
        return {feature["properties"]["code"] for feature in found}

    assert (codes(chen), codes(tan)) == ({SHUIJIANG_CODE, NANZHUSHAN}, {XINCHENG})
