"""The bench's own parts: the same year each time, that the product takes in; its table."""

from datetime import date

from flask import Flask

from bench.floor import floor_s
from bench.table import Row, at_least, at_most, table
from bench.year import FIXES_A_DAY, SENDER, pushes_of, ride, seen_and_held, townships
from coverage_rig.real_district import settle_bare
from xunhu.auth.accounts import add_user, find_user
from xunhu.auth.who import Who
from xunhu.db import db, utcnow, writing
from xunhu.records.roles import Role
from xunhu.sync.accept import accept
from xunhu.sync.frame import unframe
from xunhu.targets.shipped import DISTRICT

DAY = date(2026, 3, 3)


def test_a_day_is_the_same_each_time_and_no_two_are() -> None:
    (town,) = townships(1)
    assert pushes_of(town, DAY) == pushes_of(town, DAY)
    assert not (ride(town, DAY).lonlat == ride(town, date(2026, 3, 4)).lonlat).any()
    assert sum(push.fixes for push in pushes_of(town, DAY)) == FIXES_A_DAY


def test_the_product_stores_all_of_it(app: Flask) -> None:
    settle_bare(app)
    towns = townships(2)
    with app.app_context():
        with writing() as session:
            add_user(session, SENDER, role=Role.PATROL_OFFICER, password_hash="", townships=towns)
        user = find_user(db.session(), SENDER)
        assert user is not None
        for push in (*pushes_of(towns[1], DAY), seen_and_held(towns, DAY)):
            who = Who.of(user, utcnow())
            stored = accept(unframe(push.body), DISTRICT, who, utcnow())
            assert [one.status.value for one in stored] == ["stored"] * push.records


def test_the_floor_reads_what_the_product_reads(tmp_path) -> None:
    (town,) = townships(1)
    floor_s(pushes_of(town, DAY), tmp_path)
    assert (tmp_path / "floor.bin").stat().st_size > FIXES_A_DAY


def test_the_table_says_what_is_reached() -> None:
    rows = [at_most("a", 3, "ms", 4), at_least("b", 3, "×", 4), Row("c", "1,234")]
    assert table(("measure", "result", "to reach", "reached"), rows).splitlines()[2:] == [
        "| a | 3 ms | ≤ 4 ms | yes |",
        "| b | 3 × | ≥ 4 × | **no** |",
        "| c | 1,234 |  |  |",
    ]
