"""create_app(): settings, database, errors, one line per feature."""

import sys
from pathlib import Path
from typing import Any

import flask_smorest
import structlog
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask, Response, request
from marshmallow import fields
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from sqlalchemy.exc import OperationalError, SQLAlchemyError
from werkzeug.exceptions import HTTPException

from xunhu import docs, pages, problems
from xunhu.auth import api as auth
from xunhu.auth import sessions
from xunhu.clinics import apply as clinics
from xunhu.coverage import api as coverage
from xunhu.coverage import follow
from xunhu.db import db, migrate
from xunhu.outreach import apply as outreach
from xunhu.patrols import api as patrols
from xunhu.patrols import apply as patrol_records
from xunhu.problems import Problem
from xunhu.schemas import StrictSchema
from xunhu.settings import Settings
from xunhu.sync import api as sync
from xunhu.targets import api as targets
from xunhu.townships import api as townships

MIGRATIONS = Path(__file__).parent / "migrations"
log = structlog.get_logger()


class Busy(Problem):
    """The database could not be reached or stayed locked; nothing was decided."""

    status, code = 503, "busy"


class FaultSchema(StrictSchema):
    pointer = fields.String(required=True)
    code = fields.String(required=True)
    message = fields.String(required=True)


class ProblemSchema(StrictSchema):
    """A refusal as RFC 9457 has it."""

    type = fields.String(required=True)
    title = fields.String(required=True)
    status = fields.Integer(required=True)
    detail = fields.String(required=True)
    instance = fields.String(required=True)
    errors = fields.List(fields.Nested(FaultSchema), required=True)


class Api(flask_smorest.Api):  # type: ignore[misc]
    """The OpenAPI description; refusals have this product's shape."""

    ERROR_SCHEMA = ProblemSchema
    DEFAULT_RESPONSE_CONTENT_TYPE: str = "application/json"

    def _register_responses(self) -> None:
        """Describe refusals under the media type that they come with."""
        self.DEFAULT_RESPONSE_CONTENT_TYPE = "application/problem+json"
        super()._register_responses()
        del self.DEFAULT_RESPONSE_CONTENT_TYPE

    def handle_http_exception(self, error: HTTPException) -> Response:
        return problems.answer(problems.from_http(error))


def create_app(settings: Settings | None = None) -> Flask:
    """The application; reads the environment when no settings are given."""
    settings = settings or Settings.from_env()
    _log_no_values()
    app = Flask("xunhu", static_folder=None)
    app.config.update(
        XUNHU=settings,
        SECRET_KEY=settings.secret_key,
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        SQLALCHEMY_ENGINE_OPTIONS={"pool_pre_ping": True, "hide_parameters": True},
        API_TITLE="巡护 Xunhu",
        API_VERSION="v1",
        OPENAPI_VERSION="3.1.0",
        OPENAPI_URL_PREFIX="/api/v1",
        OPENAPI_JSON_PATH="openapi.json",
        RATELIMIT_ENABLED=True,
    )
    db.init_app(app)
    migrate.init_app(app, db, directory=str(MIGRATIONS))
    register_kinds()
    api = Api(app)
    for feature in (auth, townships, targets, patrols, sync, coverage):
        api.register_blueprint(feature.bp)
    auth.limiter.init_app(app)
    app.register_blueprint(docs.bp)
    _add_health(app)
    app.register_blueprint(pages.bp)
    app.before_request(sessions.recognise)
    app.after_request(_harden)
    _answer_errors(app)
    return app


def _log_no_values() -> None:
    """Tracebacks without the values of variables: passwords and sealed records are among them."""
    plain = structlog.dev.ConsoleRenderer(
        colors=sys.stdout.isatty(), exception_formatter=structlog.dev.plain_traceback
    )
    structlog.configure(processors=[*structlog.get_config()["processors"][:-1], plain])


def register_kinds() -> None:
    """Every kind of record that this product knows, and who follows them."""
    for feature in (patrol_records, outreach, clinics):
        feature.register_kinds()
    follow.register_follower()


def _add_health(app: Flask) -> None:
    @app.get("/healthz")
    def healthz() -> dict[str, str]:
        return {"status": "ok"}

    @app.get("/readyz")
    def readyz() -> tuple[dict[str, str], int]:
        """Whether the database can be reached and its schema is the one of this code."""
        try:
            current = schema_is_current()
        except SQLAlchemyError:
            return {"status": "no database"}, 503
        return ({"status": "ok"}, 200) if current else ({"status": "old schema"}, 503)

    @app.get("/metrics")
    def metrics() -> Response:
        return Response(generate_latest(), content_type=CONTENT_TYPE_LATEST)


def schema_is_current() -> bool:
    """Whether the database has the schema of this code; raises SQLAlchemyError without one."""
    found = MigrationContext.configure(db.session.connection()).get_current_revision()
    return found == ScriptDirectory(str(MIGRATIONS)).get_current_head()


def _harden(response: Response) -> Response:
    response.headers.setdefault("X-Content-Type-Options", "nosniff")
    response.headers.setdefault("Referrer-Policy", "same-origin")
    response.headers.setdefault("Content-Security-Policy", pages.CONTENT_POLICY)
    if request.path.startswith("/api/"):
        response.headers.setdefault("Cache-Control", "no-store")
    return response


def _answer_errors(app: Flask) -> None:
    def crashed(error: Exception) -> Response:
        log.error("request failed", path=request.path, exc_info=error)
        failed = Problem()
        failed.status, failed.code = 500, "internal"
        return problems.answer(failed)

    def unavailable(error: OperationalError) -> Response:
        log.warning("database unavailable", path=request.path, exc_info=error)
        response = problems.answer(Busy())
        response.headers["Retry-After"] = "5"
        return response

    handlers: dict[Any, Any] = {
        Problem: problems.answer,
        HTTPException: lambda error: problems.answer(problems.from_http(error)),
        OperationalError: unavailable,
        Exception: crashed,
    }
    for error, handler in handlers.items():
        app.register_error_handler(error, handler)
