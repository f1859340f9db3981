"""What the records of a patrol come to, and what a patrol is started with."""

from datetime import UTC, date, datetime
from uuid import UUID, uuid4

import numpy as np
import pytest
from flask import Flask

from make import NANZHUSHAN, SHUIJIANG, id_of, make_end, make_patrol, make_segment
from people import NANCHUAN, Person
from xunhu.db import db, writing
from xunhu.patrols.fixes import join
from xunhu.patrols.models import Campaign, Patrol, PatrolEnd, TrackSegment, Vehicle
from xunhu.patrols.segments import fixes_of


def test_a_patrol_becomes_a_row(chen: Person, town: Flask) -> None:
    vehicle = uuid4()
    record = make_patrol(purpose="railway", crew_count=3, refs={"vehicle": str(vehicle)})
    chen.push(record)
    with town.app_context():
        row = db.session.scalars(db.select(Patrol)).one()
    assert (str(row.id), row.township, row.author) == (id_of(record), SHUIJIANG, "chen")
    assert (row.purpose, row.crew_count, row.vehicle) == ("railway", 3, vehicle)
    assert (row.began_at, row.began_on) == (
        datetime(2026, 11, 2, 1, tzinfo=UTC),
        date(2026, 11, 2),
    )


def test_the_day_of_a_patrol_is_that_of_shanghai(chen: Person, town: Flask) -> None:
    chen.push(make_patrol(occurred_at="2026-11-01T16:00:00Z"))
    with town.app_context():
        assert db.session.scalars(db.select(Patrol.began_on)).one() == date(2026, 11, 2)


def test_an_end_keeps_its_interruptions(chen: Person, town: Flask) -> None:
    away = {
        "from": "2026-11-02T09:10:00+08:00",
        "to": "2026-11-02T09:20:00+08:00",
        "reason": "hidden",
    }
    chen.push(make_end(make_patrol(), interruptions=[away], end_battery_pct=40.5, note="雨"))
    with town.app_context():
        row = db.session.scalars(db.select(PatrolEnd)).one()
    assert row.interruptions == [
        {"from": "2026-11-02T01:10:00.000Z", "to": "2026-11-02T01:20:00.000Z", "reason": "hidden"}
    ]


@pytest.mark.parametrize("reason", ["hidden", "no_signal", "killed", "permission", "paused"])
def test_every_reason_is_taken(chen: Person, reason: str) -> None:
    away = {"from": "2026-11-02T01:10:00Z", "to": "2026-11-02T01:20:00Z", "reason": reason}
    result = chen.push(make_end(make_patrol(), interruptions=[away]))[0]
    assert result["status"] == "stored"


def test_fixes_come_out_as_they_went_in(chen: Person, town: Flask) -> None:
    patrol = make_patrol()
    positions = [(107.2844301, 29.2476009), (107.2844302, 29.2476008, 801.5)]
    chen.push(make_segment(patrol, positions, accuracy_m=[4.5, None], source="tracker"))
    with town.app_context():
        fixes = join(fixes_of(db.session(), NANCHUAN, UUID(id_of(patrol))))
    assert fixes.lon.tolist() == [107.2844301, 107.2844302]
    assert fixes.lat.tolist() == [29.2476009, 29.2476008]
    assert fixes.accuracy_m[0] == 4.5
    assert np.isnan(fixes.accuracy_m[1])


def test_segments_are_in_the_order_of_their_parts(chen: Person, town: Flask) -> None:
    patrol = make_patrol()
    chen.push(*[make_segment(patrol, [(107.2, 29.2)], part=part) for part in (2, 0, 1)])
    with town.app_context():
        fixes = join(fixes_of(db.session(), NANCHUAN, UUID(id_of(patrol))))
    assert fixes.part.tolist() == [0, 1, 2]


def test_a_source_is_the_phone_unless_told(chen: Person, town: Flask) -> None:
    chen.push(make_segment(make_patrol()))
    with town.app_context():
        assert db.session.scalars(db.select(TrackSegment.source)).one() == "phone"


@pytest.fixture
def vehicles(town: Flask) -> None:
    """One electric vehicle in each township, and a campaign."""
    with town.app_context(), writing() as session:
        for name, township in (("水江一号", SHUIJIANG), ("楠竹山一号", NANZHUSHAN)):
            session.add(Vehicle(district=NANCHUAN, id=uuid4(), name=name, township=township))
        session.add(
            Campaign(
                district=NANCHUAN,
                id=uuid4(),
                name="铁路宣传月",
                from_on=date(2026, 11, 1),
                until_on=date(2026, 11, 30),
            )
        )


@pytest.mark.usefixtures("vehicles")
@pytest.mark.parametrize(
    ("username", "names"),
    [
        ("chen", {"水江一号"}),
        ("he", {"楠竹山一号"}),
        ("zhao", {"水江一号", "楠竹山一号"}),
        ("tan", set()),
    ],
)
def test_vehicles_are_those_of_ones_townships(sign_in, username: str, names: set[str]) -> None:
    found = sign_in(username).get("/api/v1/vehicles").json["items"]
    assert {vehicle["name"] for vehicle in found} == names


@pytest.mark.usefixtures("vehicles")
def test_campaigns_are_for_the_whole_district(liu: Person, tan: Person) -> None:
    (campaign,) = liu.get("/api/v1/campaigns").json["items"]
    assert (campaign["name"], campaign["from_on"]) == ("铁路宣传月", "2026-11-01")
    assert tan.get("/api/v1/campaigns").json["items"] == []
