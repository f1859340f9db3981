"""Contract section 3: a township's hazards are read by its officers, its supervisor and above."""

from collections.abc import Callable

import pytest

from make import NANZHUSHAN, id_of, make_check_in, make_hazard, make_hazard_step, target_id
from people import Person


@pytest.fixture
def work(wang: Person, chen: Person, he: Person) -> dict[str, str]:
    """What two townships found: the name of each record to its id."""
    fence, landslide = make_hazard(author="wang"), make_hazard(author="he", township=NANZHUSHAN)
    sent = {
        wang: {
            "fence": fence,
            "mended": make_hazard_step(fence, "rectified", author="wang"),
            "wang was there": make_check_in(target_id("道口"), author="wang"),
        },
        chen: {"chen was there": make_check_in(target_id("道口"))},
        he: {"landslide": landslide},
    }
    for person, records in sent.items():
        assert {r["status"] for r in person.push(*records.values())} == {"stored"}
    return {name: id_of(raw) for records in sent.values() for name, raw in records.items()}


HERE, VISITS = {"fence", "mended"}, {"wang was there", "chen was there"}


@pytest.mark.parametrize(
    ("username", "seen"),
    [
        ("chen", HERE | {"chen was there"}),
        ("wang", HERE | VISITS),
        ("he", {"landslide"}),
        ("liu", set()),
        ("zhao", HERE | VISITS | {"landslide"}),
        ("sun", HERE | VISITS | {"landslide"}),
        ("tan", set()),
        ("du", set()),
    ],
)
def test_everyone_reads_what_is_theirs_to_read(
    work: dict[str, str], sign_in: Callable[[str], Person], username: str, seen: set[str]
) -> None:
    names = {identity: name for name, identity in work.items()}
    assert {names[identity] for identity in sign_in(username).sees()} == seen
