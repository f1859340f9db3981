"""Labels with a QR code: who prints them, for what, and what a scan of them opens."""

from typing import Any

import pytest

from make import NANZHUSHAN, SHUIJIANG, uuid7
from patrols.label_samples import FILE, samples
from people import Person, make_target
from xunhu.patrols.labels.qr import is_origin, qr_svg

DESK = "https://xunhu.example.cn:8443"
CAR = {"name": "一号车", "township": SHUIJIANG}


@pytest.fixture
def crossing(town: Any) -> str:
    """The id of a crossing of 水江镇."""
    place = {"type": "Point", "coordinates": [107.25, 29.15]}
    with town.app_context():
        return str(make_target("crossing", "道口", place))


def label(person: Person, what: str, origin: str = DESK) -> Any:
    return person.get(f"/api/v1/{what}/label.svg", origin=origin)


def test_a_targets_label_opens_its_check_in(wang: Person, crossing: str) -> None:
    answer = label(wang, f"targets/{crossing}")
    assert (answer.status_code, answer.mimetype) == (200, "image/svg+xml")
    assert answer.data == qr_svg(f"{DESK}/check-in?target={crossing}")
    assert answer.data != qr_svg(f"{DESK}/check-in?target={uuid7()}")


def test_a_vehicles_label_opens_the_start(sun: Person, wang: Person) -> None:
    car = sun.post("/api/v1/vehicles", json=CAR).json["id"]
    assert label(wang, f"vehicles/{car}").data == qr_svg(f"{DESK}/start?vehicle={car}")


@pytest.mark.parametrize("who", ["chen", "liu"])
def test_the_field_prints_no_labels(who: str, sign_in: Any, crossing: str) -> None:
    person = sign_in(who)
    assert label(person, f"targets/{crossing}").status_code == 403
    assert label(person, f"vehicles/{uuid7()}").status_code == 403


def test_what_is_out_of_sight_has_no_label(
    sun: Person, wang: Person, du: Person, crossing: str
) -> None:
    car = sun.post("/api/v1/vehicles", json={**CAR, "township": NANZHUSHAN}).json["id"]
    assert label(wang, f"vehicles/{car}").status_code == 404
    assert label(du, f"targets/{crossing}").status_code == 404
    assert label(wang, f"targets/{uuid7()}").status_code == 404


@pytest.mark.parametrize(
    "origin", ["javascript:alert(1)", f"{DESK}/evil", "ftp://a", "", "a" * 300]
)
def test_a_label_leads_to_an_address_of_a_page_alone(
    wang: Person, crossing: str, origin: str
) -> None:
    assert label(wang, f"targets/{crossing}", origin).status_code == 422


def test_an_address_may_be_a_number_with_a_port() -> None:
    assert is_origin("http://10.0.0.7:8000")
    assert is_origin("http://[fd00::7]:8000")
    assert not is_origin("http://user@10.0.0.7")


def test_the_labels_that_the_phones_reader_is_held_to_are_those_of_today() -> None:
    assert FILE.read_text("utf-8") == samples(), "run: python -m patrols.label_samples"
