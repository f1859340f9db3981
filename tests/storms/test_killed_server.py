"""Kill -9 during a push storm: what was acknowledged is there, once, and nobody skips it.

`XUNHU_KILLS` asks for more kills than the 30 of every merge.
"""

from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from storms.receipts import all_stored, unapplied
from storms.storm import Storm
from xunhu.coverage.models import PatrolDay, PatrolDaySum


def coverage(storm: Storm) -> list[Any]:
    """All that coverage has worked out, in one order."""
    sets, sums = PatrolDay.__table__, PatrolDaySum.__table__
    with Session(storm.engine) as session:
        return [
            session.execute(select(*table.columns).order_by(*table.primary_key)).all()
            for table in (sets, sums)
        ]


def test_nothing_acknowledged_is_missing_after_any_kill(storm: Storm) -> None:
    print(storm.figures())
    assert storm.missing == []
    assert storm.receipts.faults == []
    assert storm.receipts.stored
    assert storm.receipts.parked


def test_every_record_is_there_once_and_none_that_nobody_holds_a_receipt_for(storm: Storm) -> None:
    assert all_stored(storm.engine) == set(storm.receipts.stored)
    assert storm.doubled == []


def test_a_reader_who_goes_on_through_the_kills_skips_nothing(storm: Storm) -> None:
    held = {record: seq for record, (_, seq, _) in storm.receipts.stored.items()}
    assert storm.reader.faults == []
    assert storm.reader.seen == held


def test_a_rebuild_gives_the_numbers_that_came_in_one_by_one(storm: Storm) -> None:
    before = coverage(storm)
    assert all(before)
    assert storm.server.run("coverage", "rebuild")[0] == 0
    assert coverage(storm) == before


def test_the_database_and_every_record_in_it_are_whole(storm: Storm) -> None:
    status, told = storm.server.run("verify")
    assert status == 0, told
    assert unapplied(storm.engine) == []
    if storm.cluster:
        assert storm.cluster.damage("storm") == []
        return
    with storm.engine.connect() as connection:
        checks = [
            connection.exec_driver_sql(f"PRAGMA {name}_check").all()
            for name in ("integrity", "foreign_key")
        ]
    assert checks == [[("ok",)], []]
