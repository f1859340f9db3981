"""Verify: whether the server has what a phone thinks it has, bytes for bytes."""

from typing import Any

from make import digest_of, id_of, make_event, make_patrol, make_record, make_sitting, uuid7
from people import Person


def ask(person: Person, *claims: tuple[str, str]) -> Any:
    records = [{"id": identity, "digest": digest} for identity, digest in claims]
    return person.post("/api/v1/sync/verify", json={"records": records})


def verified(person: Person, *records: bytes) -> list[str]:
    answer = ask(person, *[(id_of(r), digest_of(r)) for r in records])
    assert answer.status_code == 200, answer.text
    return [result["status"] for result in answer.json["results"]]


def test_every_status_in_the_order_asked(chen: Person) -> None:
    stored, parked, never = make_patrol(), make_record("hail", {}), make_patrol()
    chen.push(stored, parked)
    assert verified(chen, never, parked, stored) == ["unknown", "parked", "stored"]


def test_what_is_stored_comes_with_its_receipt(chen: Person) -> None:
    patrol = make_patrol()
    receipt = chen.push(patrol)[0]
    (told,) = ask(chen, (id_of(patrol), digest_of(patrol))).json["results"]
    assert (told["seq"], told["received_at"]) == (receipt["seq"], receipt["received_at"])


def test_what_is_parked_comes_with_its_problem(chen: Person) -> None:
    parked = make_record("hail", {})
    chen.push(parked)
    (told,) = ask(chen, (id_of(parked), digest_of(parked))).json["results"]
    assert told["problem"]["type"] == "/problems/unknown-kind"


def test_other_bytes_under_the_same_id_are_a_mismatch(chen: Person) -> None:
    patrol = make_patrol()
    chen.push(patrol)
    answer = ask(chen, (id_of(patrol), digest_of(make_patrol())))
    assert answer.json["results"][0]["status"] == "mismatch"


def test_the_answer_says_which_epoch_it_belongs_to(chen: Person) -> None:
    told = ask(chen).json
    assert told["epoch"] == chen.pull()["epoch"]
    assert told["durable_seq"] == 0


def test_somebody_elses_sitting_is_unknown_unless_one_has_its_bytes(
    liu: Person, wang: Person
) -> None:
    sitting = make_sitting(author="liu")
    liu.push(sitting)
    assert ask(wang, (id_of(sitting), digest_of(make_event()))).json["results"] == [
        {"id": id_of(sitting), "status": "unknown"}
    ]
    assert verified(wang, sitting) == ["stored"]


def test_another_districts_record_is_unknown(chen: Person, du: Person) -> None:
    patrol = make_patrol()
    chen.push(patrol)
    assert verified(du, patrol) == ["unknown"]


def test_more_than_500_at_once_are_too_much(chen: Person) -> None:
    claims = [(uuid7(), digest_of(b"x"))] * 501
    assert ask(chen, *claims).status_code == 413
    assert ask(chen, *claims[:500]).status_code == 200


def test_a_digest_that_is_none_names_its_place(chen: Person) -> None:
    answer = ask(chen, (uuid7(), "sha1:00"))
    assert answer.status_code == 422
    assert answer.json["errors"][0]["pointer"] == "/records/0/digest"
