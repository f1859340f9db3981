"""What a sitting comes to, and that no column could hold a name."""

from uuid import UUID

import pytest
from flask import Flask

from make import CLINIC, make_sitting, point
from people import Person, make_target
from xunhu.clinics.models import ClinicSession, Consultation
from xunhu.clinics.schemas import AgeBand, ConsultationOutcome, Topic
from xunhu.db import db


def test_a_sitting_becomes_rows(liu: Person, town: Flask) -> None:
    liu.push(make_sitting())
    with town.app_context():
        sitting = db.session.scalars(db.select(ClinicSession)).one()
        told = [(c.topic, c.outcome, c.minutes, c.age_band) for c in sitting.consultations]
    assert (sitting.author, sitting.clinic, sitting.staff_count) == ("liu", UUID(CLINIC), 1)
    assert sorted(told, key=str) == [
        ("family", "mediation", 40, None),
        ("labour", "advice", 25, "36_59"),
    ]


def test_a_sitting_to_which_nobody_came_counts(liu: Person) -> None:
    assert liu.push(make_sitting(consultations=[]))[0]["status"] == "stored"


@pytest.mark.parametrize(
    ("name", "values"), [("topic", Topic), ("outcome", ConsultationOutcome), ("age_band", AgeBand)]
)
def test_every_word_of_the_contract_is_taken(liu: Person, name: str, values: type) -> None:
    plain = {"topic": "debt", "outcome": "court", "minutes": 0}
    told = [{**plain, name: value.value} for value in values]  # type: ignore[attr-defined]
    assert liu.push(make_sitting(consultations=told))[0]["status"] == "stored"


def test_words_are_those_of_the_contract() -> None:
    assert {t.value for t in Topic} == {
        "family", "labour", "debt", "land_housing", "injury_traffic", "consumer", "neighbour",
        "fraud", "administrative", "criminal", "other",
    }  # fmt: skip
    assert {b.value for b in AgeBand} == {"under_18", "18_35", "36_59", "60_plus"}


def test_rows_hold_nothing_of_a_client() -> None:
    columns = set(Consultation.__table__.columns.keys())
    assert columns == {
        "district", "session", "number", "topic", "outcome", "minutes", "age_band",
    }  # fmt: skip


def test_the_note_of_a_sitting_stays_in_its_sealed_bytes(liu: Person, town: Flask) -> None:
    liu.push(make_sitting(note="多为劳务纠纷"))
    with town.app_context():
        sitting = db.session.scalars(db.select(ClinicSession)).one()
    assert "多为劳务纠纷" not in str(vars(sitting))


def test_a_sitting_at_a_school_is_parked(liu: Person, town: Flask) -> None:
    with town.app_context():
        school = make_target("school", "水江小学", point())
    result = liu.push(make_sitting(refs={"clinic": str(school)}))[0]
    assert (result["status"], result["problem"]["type"]) == ("parked", "/problems/wrong-layer")
    assert result["problem"]["errors"][0]["pointer"] == "/properties/refs/clinic"


def test_a_sitting_at_a_clinic_is_stored(liu: Person, town: Flask) -> None:
    with town.app_context():
        clinic = make_target("clinic", "水江法律诊所", point())
    assert liu.push(make_sitting(refs={"clinic": str(clinic)}))[0]["status"] == "stored"
