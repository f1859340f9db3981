"""What the records of a hazard and its steps come to, and who may make them."""

from datetime import UTC, date, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from flask import Flask

from make import ABSENT, id_of, make_hazard, make_hazard_step, point, sequence
from people import Person
from xunhu.db import Model, db
from xunhu.hazards.models import Hazard, HazardStep
from xunhu.hazards.schemas import Action, Category, Severity


def only(app: Flask, model: type[Model]) -> Any:
    with app.app_context():
        return db.session.scalars(db.select(model)).one()


def pointer_of(result: dict[str, Any]) -> str:
    assert result["status"] == "parked"
    return str(result["problem"]["errors"][0]["pointer"])


def test_a_hazard_becomes_a_row_at_its_place(chen: Person, town: Flask) -> None:
    crossing = str(uuid4())
    chen.push(make_hazard(geometry=point(107.3, 29.2), refs={"target": crossing}))
    row = only(town, Hazard)
    assert (row.lon, row.lat, row.target, row.patrol) == (107.3, 29.2, UUID(crossing), None)
    assert (row.category, row.severity, row.description) == (
        "rail_fence",
        "high",
        "护栏缺口约 2 米",
    )
    assert (row.author, row.occurred_on) == ("chen", date(2026, 11, 2))


def test_a_step_becomes_a_row(wang: Person, town: Flask) -> None:
    hazard = make_hazard(author="wang")
    told = {"responsible_unit": "水江工务工区", "due_on": "2026-11-20"}
    wang.push(hazard, make_hazard_step(hazard, "assigned", author="wang", **told))
    row = only(town, HazardStep)
    assert (row.hazard, row.action) == (UUID(id_of(hazard)), "assigned")
    assert (row.responsible_unit, row.due_on) == ("水江工务工区", date(2026, 11, 20))
    assert row.occurred_at == datetime(2026, 11, 2, 2, tzinfo=UTC)


def test_a_step_may_come_before_its_hazard(chen: Person, town: Flask) -> None:
    result = chen.push(make_hazard_step(uuid4()))[0]
    assert result["status"] == "stored"
    assert only(town, HazardStep).due_on is None


def test_the_day_of_a_hazard_is_that_of_shanghai(chen: Person, town: Flask) -> None:
    chen.push(make_hazard(occurred_at="2026-11-01T16:30:00Z"))
    assert only(town, Hazard).occurred_on == date(2026, 11, 2)


@pytest.mark.parametrize("category", Category)
def test_every_category_is_taken(chen: Person, category: Category) -> None:
    assert chen.push(make_hazard(category=category.value))[0]["status"] == "stored"


@pytest.mark.parametrize("severity", Severity)
def test_every_severity_is_taken(chen: Person, severity: Severity) -> None:
    assert chen.push(make_hazard(severity=severity.value))[0]["status"] == "stored"


@pytest.mark.parametrize("action", Action)
def test_every_action_is_taken(chen: Person, action: Action) -> None:
    assert chen.push(make_hazard_step(uuid4(), action.value))[0]["status"] == "stored"


def test_words_are_those_of_the_contract() -> None:
    assert {c.value for c in Category} == {
        "rail_fence", "rail_crossing", "rail_encroachment", "light_object", "subgrade",
        "stacked_goods", "fire", "road", "flood", "landslide", "electricity", "school", "other",
    }  # fmt: skip
    assert [s.value for s in Severity] == ["low", "medium", "high", "urgent"]
    assert {a.value for a in Action} == {
        "assigned", "measure", "rectified", "verified", "reopened",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"geometry": None}, "/geometry"),
        ({"category": "ghost"}, "/properties/data/category"),
        ({"severity": ABSENT}, "/properties/data/severity"),
        ({"description": "长" * 1001}, "/properties/data/description"),
        ({"refs": {"campaign": str(uuid4())}}, "/properties/refs/campaign"),
        ({"note": "没有这一项"}, "/properties/data/note"),
    ],
)
def test_a_hazard_that_breaks_the_contract_is_parked(
    chen: Person, changes: dict[str, Any], pointer: str
) -> None:
    assert pointer_of(chen.push(make_hazard(**changes))[0]) == pointer


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"refs": {}}, "/properties/refs/hazard"),
        ({"action": "forgotten"}, "/properties/data/action"),
        ({"due_on": "2026-11-31"}, "/properties/data/due_on"),
        ({"due_on": "2026-11-20T00:00:00Z"}, "/properties/data/due_on"),
        ({"note": "长" * 501}, "/properties/data/note"),
    ],
)
def test_a_step_that_breaks_the_contract_is_parked(
    chen: Person, changes: dict[str, Any], pointer: str
) -> None:
    assert pointer_of(chen.push(make_hazard_step(uuid4(), **changes))[0]) == pointer


def test_a_description_with_a_telephone_number_is_never_kept(chen: Person, town: Flask) -> None:
    result = chen.push(make_hazard(description="户主电话 13812345678"))[0]
    assert (result["status"], result["problem"]["type"]) == ("rejected", "/problems/personal-data")
    with town.app_context():
        assert db.session.scalars(db.select(Hazard)).all() == []


def test_a_volunteer_makes_neither_hazards_nor_steps(liu: Person) -> None:
    sent = make_hazard(author="liu"), make_hazard_step(uuid4(), "verified", author="liu")
    assert [r["status"] for r in liu.push(*sent)] == ["parked", "parked"]


def test_a_viewer_sends_no_hazard(zhao: Person) -> None:
    assert zhao.send(sequence(make_hazard(author="zhao"))).status_code == 403
