"""Many phones at once: numbers without gaps, and a reader who never misses one."""

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor

from flask import Flask

from make import id_of, make_event, make_patrol, make_segment
from people import Person
from xunhu.db import db
from xunhu.records.models import SealedRecord

PHONES, PUSHES, BATCH = 6, 5, 4


def push_batches(person: Person, batches: Iterable[Sequence[bytes]]) -> list[int]:
    """The numbers that these records got, in the order of their results."""
    return [result["seq"] for batch in batches for result in person.push(*batch)]


def read_until(reader: Person, writers: Sequence[Future[list[int]]]) -> list[int]:
    """The numbers that a poller sees from the start until nothing is written any more."""
    seen: list[int] = []
    cursor, last_round = "", False
    while True:
        page = reader.pull(cursor=cursor, limit=3)
        seen += [feature["receipt"]["seq"] for feature in page["features"]]
        cursor = page["next"]
        if last_round and not page["more"]:
            return seen
        last_round = all(writer.done() for writer in writers)


def test_nobody_is_skipped_while_all_write(sign_in: Callable[[str], Person]) -> None:
    phones = [sign_in("chen") for _ in range(PHONES)]
    reader = sign_in("zhao")
    work = [[[make_event() for _ in range(BATCH)] for _ in range(PUSHES)] for _ in phones]
    with ThreadPoolExecutor(PHONES) as pool:
        writers = [pool.submit(push_batches, *job) for job in zip(phones, work, strict=True)]
        seen = read_until(reader, writers)
    numbers = sorted(number for writer in writers for number in writer.result())
    assert numbers == list(range(1, PHONES * PUSHES * BATCH + 1))
    assert seen == numbers


def test_a_batch_is_numbered_without_another_between(sign_in: Callable[[str], Person]) -> None:
    phones = [sign_in("chen") for _ in range(PHONES)]
    with ThreadPoolExecutor(PHONES) as pool:
        pushed = [pool.submit(push_batches, p, [[make_event() for _ in range(9)]]) for p in phones]
    for numbers in (writer.result() for writer in pushed):
        assert numbers == list(range(numbers[0], numbers[0] + 9))


def test_one_record_sent_by_all_at_once_is_one(
    sign_in: Callable[[str], Person], town: Flask
) -> None:
    phones = [sign_in("chen") for _ in range(PHONES)]
    patrol = make_patrol()
    with ThreadPoolExecutor(PHONES) as pool:
        results = [found[0] for found in pool.map(lambda phone: phone.push(patrol), phones)]
    assert sorted(r["status"] for r in results) == ["duplicate"] * (PHONES - 1) + ["stored"]
    assert {r["seq"] for r in results} == {1}
    with town.app_context():
        assert db.session.scalars(db.select(SealedRecord.id)).one().hex == id_of(patrol).replace(
            "-", ""
        )


def test_segments_of_one_patrol_by_two_phones_count_once(
    sign_in: Callable[[str], Person],
) -> None:
    phones = [sign_in("chen"), sign_in("wang")]
    patrol = make_patrol()
    records = [patrol, *[make_segment(patrol, part=n) for n in range(8)]]
    with ThreadPoolExecutor(2) as pool:
        both = list(pool.map(lambda phone: phone.push(*records), phones))
    stored = [r for results in both for r in results if r["status"] == "stored"]
    assert sorted(r["seq"] for r in stored) == list(range(1, len(records) + 1))


def test_districts_do_not_wait_for_one_another_in_number(
    sign_in: Callable[[str], Person],
) -> None:
    chen, tan = sign_in("chen"), sign_in("tan")
    here = [[make_patrol()] for _ in range(6)]
    there = [[make_patrol(author="tan", township="500199001")] for _ in range(6)]
    with ThreadPoolExecutor(2) as pool:
        numbers = pool.map(push_batches, [chen, tan], [here, there])
    assert list(numbers) == [[1, 2, 3, 4, 5, 6]] * 2
