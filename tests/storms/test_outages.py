"""A database that fails in the middle of a push: refused in order, or answered as it was kept."""

from dataclasses import replace

import psycopg
import pytest
from flask import Flask
from sqlalchemy.exc import OperationalError

from make import make_event, make_patrol, make_segment, sequence
from people import Person
from rig.databases import Databases, PostgresCluster
from xunhu.coverage import follow
from xunhu.records import kinds
from xunhu.sync import push

FAR_ENDS = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE datname = 'test_alone' AND pid <> pg_backend_pid()
"""


def run_full(*_given: object) -> None:
    """What any statement comes to on a full disk."""
    raise OperationalError("INSERT", None, psycopg.errors.DiskFull("No space left on device"))


def test_a_full_disk_is_no_fault_of_the_record_that_met_it(
    chen: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    event = kinds.named("outreach_event")
    assert event is not None
    monkeypatch.setitem(kinds._kinds, event.name, replace(event, apply=run_full))
    answer = chen.send(sequence(make_patrol(), make_event()))
    assert (answer.status_code, answer.json["type"]) == (503, "/problems/busy")
    assert chen.sees() == []


def test_a_disk_that_is_full_for_coverage_keeps_nothing_of_the_batch(
    chen: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    patrol = make_patrol()
    batch = [patrol, make_segment(patrol)]
    with monkeypatch.context() as full:
        full.setattr(follow, "go_on", run_full)
        assert chen.send(sequence(*batch)).status_code == 503
    assert [result["status"] for result in chen.push(*batch)] == ["stored", "stored"]


def test_what_was_kept_is_answered_when_the_database_goes_just_then(
    chen: Person, town: Flask, databases: Databases, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not isinstance(databases, PostgresCluster):
        pytest.skip("SQLite is no process that could go")
    answered = push.push_answer

    def answered_too_late(*given: object) -> object:
        told = answered(*given)
        databases.say("postgres", FAR_ENDS)
        return told

    monkeypatch.setattr(push, "push_answer", answered_too_late)
    assert chen.push(make_event())[0]["status"] == "stored"
