"""The OpenAPI description, its readable page, and the two addresses that watchers ask."""

import pytest
from flask import Flask
from sqlalchemy.exc import OperationalError

from xunhu.db import db

METHODS = {"get", "post", "put", "patch", "delete"}


@pytest.fixture
def described(app: Flask) -> dict:
    return app.test_client().get("/api/v1/openapi.json").json


def operations(described: dict) -> list[dict]:
    return [
        operation
        for methods in described["paths"].values()
        for name, operation in methods.items()
        if name in METHODS
    ]


def test_the_description_is_openapi_3_1(described: dict) -> None:
    assert described["openapi"] == "3.1.0"
    assert described["info"]["title"]


def test_every_route_of_the_api_is_described(app: Flask, described: dict) -> None:
    routes = {
        (
            rule.rule.replace("<uuid:", "{")
            .replace("<path:", "{")
            .replace("<int:", "{")
            .replace("<", "{")
            .replace(">", "}"),
            method.lower(),
        )
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith("/api/v1/") and "docs" not in rule.rule
        for method in (rule.methods or set()) - {"HEAD", "OPTIONS"}
    } - {("/api/v1/openapi.json", "get")}
    told = {(path, method) for path, methods in described["paths"].items() for method in methods}
    assert routes <= {(path, method) for path, method in told if method in METHODS}


def test_every_operation_says_what_it_does(described: dict) -> None:
    assert all(operation.get("summary") for operation in operations(described))
    assert all(operation["responses"] for operation in operations(described))


def test_every_reference_points_somewhere(described: dict) -> None:
    def references(node: object) -> list[str]:
        if isinstance(node, list):
            return [found for below in node for found in references(below)]
        if not isinstance(node, dict):
            return []
        own = [node["$ref"]] if isinstance(node.get("$ref"), str) else []
        return own + [found for below in node.values() for found in references(below)]

    for reference in references(described):
        place: object = described
        for step in reference.removeprefix("#/").split("/"):
            place = place[step]  # type: ignore[index]


def test_the_readable_page_loads_only_from_here(app: Flask) -> None:
    browser = app.test_client()
    page = browser.get("/api/v1/docs")
    assert page.status_code == 200
    addresses = [part.split('"')[0] for part in page.text.replace("src=", "href=").split('href="')]
    for address in addresses[1:]:
        assert address.startswith("/")
        with browser.get(address) as answer:
            assert answer.status_code == 200


def test_a_file_beside_the_page_is_not_given_out(app: Flask) -> None:
    for path in ("nothing.js", "../app.py", "%2e%2e/app.py", "%00"):
        assert app.test_client().get(f"/api/v1/docs/{path}").status_code == 404


def test_watchers_need_no_sign_in(app: Flask) -> None:
    for path in ("/healthz", "/readyz"):
        answer = app.test_client().get(path)
        assert (answer.status_code, answer.json) == (200, {"status": "ok"})


def test_an_old_schema_is_not_ready(app: Flask) -> None:
    with app.app_context():
        db.session.execute(db.text("UPDATE alembic_version SET version_num = '0000'"))
        db.session.commit()
    assert app.test_client().get("/readyz").status_code == 503
    assert app.test_client().get("/healthz").status_code == 200


def test_without_a_database_it_is_not_ready(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    def lost(*_args: object, **_kwargs: object) -> None:
        raise OperationalError("SELECT 1", {}, Exception("gone"))

    monkeypatch.setattr("xunhu.app.db.session.connection", lost)
    assert app.test_client().get("/readyz").status_code == 503
    assert app.test_client().get("/healthz").status_code == 200
