"""The OpenAPI description, and its readable page; all its assets are local."""

from collections.abc import Iterator
from http import HTTPStatus
from pathlib import Path
from typing import Any

import flask_smorest
import swagger_ui_bundle
from apispec import BasePlugin
from flask import Blueprint, Flask, Response, send_from_directory
from marshmallow import fields
from werkzeug.exceptions import HTTPException
from werkzeug.routing import Rule

from xunhu import problems
from xunhu.schemas import FaultSchema, StrictSchema

bp = Blueprint("docs", __name__, url_prefix="/api/v1/docs")

WITH_A_BODY = (
    HTTPStatus.BAD_REQUEST,
    HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
)
ASSETS = Path(swagger_ui_bundle.swagger_ui_path)
PAGE = """<!doctype html>
<html lang="zh-CN">
<meta charset="utf-8">
<title>巡护 Xunhu API</title>
<link rel="stylesheet" href="/api/v1/docs/swagger-ui.css">
<div id="api"></div>
<script src="/api/v1/docs/swagger-ui-bundle.js"></script>
<script type="module" src="/api/v1/docs/start.js"></script>
</html>
"""
# this reader knows 3.0 alone, and shows what 3.1 says just as well
START = """const answer = await fetch("/api/v1/openapi.json")
const spec = {...(await answer.json()), openapi: "3.0.3"}
SwaggerUIBundle({spec, dom_id: "#api"})
"""


class ProblemSchema(StrictSchema):
    """A refusal as RFC 9457 has it."""

    type = fields.String(required=True)
    title = fields.String(required=True)
    status = fields.Integer(required=True)
    detail = fields.String(required=True)
    instance = fields.String(required=True)
    errors = fields.List(fields.Nested(FaultSchema), required=True)


class Border(BasePlugin):
    """What is so for every operation: how it may refuse, and what an empty parameter means."""

    def __init__(self, app: Flask) -> None:
        self.app = app

    def operation_helper(
        self, path: str | None = None, operations: dict[str, Any] | None = None, **told: Any
    ) -> None:
        """The view's own words about a refusal stay."""
        for method, operation in (operations or {}).items():
            for status in self._refusals(told["rule"], method, operation):
                operation["responses"].setdefault(status, HTTPStatus(status).name)
            for parameter in operation.get("parameters", []):
                if parameter["in"] == "query" and not parameter.get("required"):
                    parameter["allowEmptyValue"] = True  # wire.py: counts as not given

    def _refusals(self, rule: Rule, method: str, operation: dict[str, Any]) -> Iterator[int]:
        allowed = getattr(self.app.view_functions[rule.endpoint], "allowed", None)
        yield HTTPStatus.SERVICE_UNAVAILABLE
        if allowed:
            yield HTTPStatus.UNAUTHORIZED
        if method != "get" or allowed:  # a machine whose token doesn't open it
            yield HTTPStatus.FORBIDDEN
        if rule.arguments:
            yield HTTPStatus.NOT_FOUND
        if "requestBody" in operation:
            yield from WITH_A_BODY


class Api(flask_smorest.Api):  # type: ignore[misc]
    """The OpenAPI description; refusals have this product's shape, and none goes unsaid."""

    ERROR_SCHEMA = ProblemSchema
    DEFAULT_ERROR_RESPONSE_NAME = None  # "anything else may come" would describe nothing
    DEFAULT_RESPONSE_CONTENT_TYPE: str = "application/json"

    def __init__(self, app: Flask) -> None:
        super().__init__(app, spec_kwargs={"extra_plugins": [Border(app)]})

    def _register_responses(self) -> None:
        """Describe refusals under the media type that they come with."""
        self.DEFAULT_RESPONSE_CONTENT_TYPE = "application/problem+json"
        super()._register_responses()
        del self.DEFAULT_RESPONSE_CONTENT_TYPE

    def handle_http_exception(self, error: HTTPException) -> Response:
        return problems.answer(problems.from_http(error))


@bp.get("")
def read() -> Response:
    """The page itself."""
    return Response(PAGE, content_type="text/html; charset=utf-8")


@bp.get("/start.js")
def start() -> Response:
    """What starts the page; a file of its own, since scripts in pages are not allowed."""
    return Response(START, content_type="text/javascript")


@bp.get("/<path:name>")
def asset(name: str) -> Response:
    """A file of the reader."""
    return send_from_directory(ASSETS, name)
