"""Schemathesis, as every role and as nobody: no server error, and no answer but described ones.

XUNHU_FUZZ_EXAMPLES says how many requests of each sort chance adds for every operation.
"""

import jsonschema_rs
import pytest
import schemathesis
from flask import Flask
from schemathesis import Case
from schemathesis.specs.openapi.schemas import OpenApiSchema

from fuzz.asked import CONFIG, requests_for
from fuzz.play import NOBODY, Play
from fuzz.small_district import ROLES, furnish
from xunhu.app import create_app
from xunhu.settings import Settings

SENDING = {"POST /api/v1/sync/push", "PUT /api/v1/attachments/{record}/{slot}"}
DECIDING = {
    "GET /api/v1/parked",
    "GET /api/v1/parked/{record}",
    "POST /api/v1/parked/{record}/accept",
    "POST /api/v1/parked/{record}/discard",
    "POST /api/v1/devices/{device}/reinstate",
}
ADDING = {"POST /api/v1/patrols/{patrol}/files"}
ISSUING = {
    "GET /api/v1/auth/tokens",
    "POST /api/v1/auth/tokens",
    "POST /api/v1/auth/tokens/{token}/revoke",
}
CLEANED, TIMED = "GET /api/v1/patrols/{patrol}/track", "GET /api/v1/patrols/{patrol}/track.gpx"
KEEPING_UP = {
    "POST /api/v1/targets",
    "PATCH /api/v1/targets/{target}",
    "POST /api/v1/targets/import",
    "POST /api/v1/targets/near",
    "POST /api/v1/vehicles",
    "PATCH /api/v1/vehicles/{vehicle}",
    "POST /api/v1/campaigns",
    "PATCH /api/v1/campaigns/{campaign}",
}
MANAGING = {"GET /api/v1/quality", "GET /api/v1/quality/townships"}
LABELS = {
    "GET /api/v1/targets/{target}/label.svg",
    "GET /api/v1/vehicles/{vehicle}/label.svg",
}
MAY_NOT = {
    "chen": DECIDING | KEEPING_UP | ADDING | ISSUING | MANAGING | LABELS,
    "liu": DECIDING | KEEPING_UP | ADDING | ISSUING | MANAGING | LABELS | {CLEANED, TIMED},
    "wang": KEEPING_UP | ISSUING,
    "zhao": DECIDING | KEEPING_UP | ADDING | ISSUING | SENDING | {TIMED},
    "sun": SENDING | {TIMED},
}
WITH_A_TOKEN = {
    "GET /api/v1/trackers/osmand",
    "POST /api/v1/trackers/osmand",
    "POST /api/v1/trackers/owntracks",
}
OPEN_TO_ALL = {"POST /api/v1/auth/login", "POST /api/v1/auth/logout", *WITH_A_TOKEN}


@pytest.fixture(scope="module")
def described(tmp_path_factory: pytest.TempPathFactory) -> OpenApiSchema:
    """The description, which needs no database."""
    app = create_app(Settings(tmp_path_factory.mktemp("described"), "sqlite://", "test"))
    return schemathesis.openapi.from_wsgi("/api/v1/openapi.json", app, config=CONFIG)


@pytest.fixture(scope="module")
def requests(described: OpenApiSchema) -> list[Case]:
    """For every operation, made once for all who send them."""
    operations = [found.ok() for found in described.get_all_operations()]
    return [case for operation in operations for case in requests_for(operation)]


@pytest.mark.parametrize("username", [*ROLES, NOBODY])
def test_every_answer_is_as_described(username: str, town: Flask, requests: list[Case]) -> None:
    """And each succeeds where it may, and nowhere else: a run of refusals would show nothing."""
    furnish(town)
    play = Play(town, username)
    play.run(requests)
    assert play.faults == []
    asked = {case.operation.label for case in requests}
    may = OPEN_TO_ALL if username == NOBODY else asked - MAY_NOT.get(username, set())
    assert play.welcomed == may


def test_it_is_a_sound_description(described: OpenApiSchema) -> None:
    described.validate()


def test_an_unsound_description_would_be_refused(described: OpenApiSchema) -> None:
    broken = {**described.raw_schema, "paths": {"/x": {"get": {"responses": [200]}}}}
    with pytest.raises(jsonschema_rs.ValidationError):
        schemathesis.openapi.from_dict(broken).validate()
