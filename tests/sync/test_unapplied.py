"""An `apply` that fails: its record is kept and marked, an alarm says so, the others are fine."""

from dataclasses import replace
from uuid import UUID

import pytest
from flask import Flask
from prometheus_client import REGISTRY

from make import id_of, make_event, make_patrol, make_segment, make_sitting
from people import Person
from xunhu.coverage import follow
from xunhu.coverage.models import PatrolDaySum
from xunhu.db import db, unsqueeze
from xunhu.outreach.models import OutreachEvent
from xunhu.records import kinds
from xunhu.records.kinds import Sealed
from xunhu.records.models import SealedRecord


def alarms(kind: str) -> float:
    return REGISTRY.get_sample_value("xunhu_unapplied_records_total", {"kind": kind}) or 0


def row_of(app: Flask, record: bytes) -> SealedRecord:
    with app.app_context():
        asked = db.select(SealedRecord).where(SealedRecord.id == UUID(id_of(record)))
        return db.session.scalars(asked).one()


def fails_for(record: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    """From now on an outreach event can't be applied once its rows are written, if it is this."""
    kind = kinds.named("outreach_event")
    assert kind is not None

    def apply(sealed: Sealed) -> None:
        kind.apply(sealed)
        db.session.flush()
        if sealed.raw == record:
            db.session.execute(db.text("SELECT no_such_column"))

    monkeypatch.setitem(kinds._kinds, "outreach_event", replace(kind, apply=apply))


def test_a_failed_apply_keeps_the_record_and_the_others(
    chen: Person, town: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad, good = make_event(), make_event()
    fails_for(bad, monkeypatch)
    assert [r["status"] for r in chen.push(good, bad, make_patrol())] == ["stored"] * 3
    kept = row_of(town, bad)
    assert (kept.state, kept.seq, unsqueeze(kept.content)) == ("unapplied", 2, bad)
    assert "no_such_column" in (kept.fault or "")
    with town.app_context():
        applied = db.session.scalars(db.select(OutreachEvent.id)).all()
    assert [str(identity) for identity in applied] == [id_of(good)]


def test_a_failed_apply_alarms(
    chen: Person, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    bad, before = make_event(), alarms("outreach_event")
    fails_for(bad, monkeypatch)
    chen.push(bad)
    assert alarms("outreach_event") == before + 1
    assert id_of(bad) in capsys.readouterr().out


def test_a_failed_record_is_pulled_and_known_like_any_other(
    chen: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad = make_event()
    fails_for(bad, monkeypatch)
    chen.push(bad)
    assert chen.sees() == [id_of(bad)]
    assert chen.push(bad)[0]["status"] == "duplicate"


def test_a_failed_follower_marks_only_its_own_patrol(
    chen: Person, town: Flask, monkeypatch: pytest.MonkeyPatch
) -> None:
    bad, good = make_patrol(), make_patrol()
    go_on = follow.go_on

    def fail_for_bad(session, district, patrol: UUID, *others) -> set[int] | None:
        days = go_on(session, district, patrol, *others)
        if str(patrol) == id_of(bad):
            raise FloatingPointError("a track of knots")
        return days

    monkeypatch.setattr(follow, "go_on", fail_for_bad)
    batch = [bad, make_segment(bad), good, make_segment(good)]
    assert [r["status"] for r in chen.push(*batch)] == ["stored"] * 4
    states = [row_of(town, record).state for record in batch]
    assert states == ["unapplied", "unapplied", "applied", "applied"]
    with town.app_context():
        counted = db.session.scalars(db.select(PatrolDaySum.patrol)).all()
    assert {str(patrol) for patrol in counted} == {id_of(good)}


def test_what_fails_tells_the_phone_nothing(liu: Person, monkeypatch: pytest.MonkeyPatch) -> None:
    kind = kinds.named("clinic_session")

    def apply(sealed: Sealed) -> None:
        raise RuntimeError("secret")

    monkeypatch.setitem(kinds._kinds, "clinic_session", replace(kind, apply=apply))
    result = liu.push(make_sitting())[0]
    assert set(result) == {"n", "id", "digest", "status", "seq", "received_at"}
