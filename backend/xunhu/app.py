"""create_app(): settings, database, errors, one line per feature."""

import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import structlog
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask import Flask, Response, current_app, request
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest
from sqlalchemy.exc import OperationalError, SQLAlchemyError
from werkzeug.exceptions import HTTPException

from xunhu import data_lock, docs, pages, problems
from xunhu.attachments import api as attachments
from xunhu.auth import api as auth
from xunhu.auth import machines, sessions
from xunhu.auth.devices import api as devices
from xunhu.check_ins import apply as check_ins
from xunhu.clinics import apply as clinics
from xunhu.collecting import collect_seldom
from xunhu.coverage import api as coverage
from xunhu.coverage import follow
from xunhu.coverage.footprint import api as footprint
from xunhu.coverage.thinning import thin_now_and_then
from xunhu.coverage.township import api as township_coverage
from xunhu.db import db, migrate
from xunhu.durability import weaknesses
from xunhu.feeds import api as trackers
from xunhu.feeds import hearing
from xunhu.feeds.settling import settle_now_and_then
from xunhu.feeds.tokens import api as tokens
from xunhu.fieldmap import api as fieldmap
from xunhu.hazards import apply as hazards
from xunhu.imports import api as files
from xunhu.outreach import apply as outreach
from xunhu.patrols import api as patrols
from xunhu.patrols import apply as patrol_records
from xunhu.patrols.fleet import api as fleet
from xunhu.patrols.labels import api as labels
from xunhu.patrols.tracks import api as tracks
from xunhu.problems import Problem
from xunhu.quality import api as quality
from xunhu.records import revisions
from xunhu.records.kinds import know_places
from xunhu.review.parked import api as parked
from xunhu.review.reading import api as reading
from xunhu.settings import Settings
from xunhu.sync import api as sync
from xunhu.sync.hello import api as hello
from xunhu.targets import api as targets
from xunhu.targets.apply import targets_among
from xunhu.townships import api as townships
from xunhu.upkeep import api as upkeep

FEATURES = (
    auth,
    devices,
    townships,
    targets,
    upkeep,
    patrols,
    tracks,
    fleet,
    labels,
    hello,
    sync,
    attachments,
    coverage,
    footprint,
    township_coverage,
    parked,
    reading,
    tokens,
    trackers,
    files,
    quality,
    fieldmap,
)
MIGRATIONS = Path(__file__).parent / "migrations"
log = structlog.get_logger()


class Busy(Problem):
    """The database could not be reached or stayed locked; nothing was decided."""

    status, code = 503, "busy"


class NotReady(RuntimeError):
    """Serving from this database now could lose what was acknowledged, or fail all the time."""


def serving_app() -> Flask:
    """The application that a server loads, settings from the environment.

    Raises Occupied while a restore runs, and NotReady with the reason.
    """
    settings = Settings.from_env()
    app = create_app(settings)
    held = data_lock.share(settings.data_dir)
    app.config.update(XUNHU_SERVING=True, XUNHU_LOCK=held)
    with app.app_context():
        why = unready()
        db.session.remove()
        db.engine.dispose()  # a connection must not be shared over a fork
    if why:
        held.close()
        raise NotReady(why)
    collect_seldom()
    return app


def create_app(settings: Settings) -> Flask:
    """The application for chores and tests; a server loads `serving_app`."""
    _log_no_values()
    app = Flask("xunhu", static_folder=None)
    app.config.update(
        XUNHU=settings,
        SECRET_KEY=settings.secret_key,
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        SQLALCHEMY_ENGINE_OPTIONS={
            "pool_pre_ping": not settings.database_url.startswith("sqlite"),  # a file is there
            "hide_parameters": True,
        },
        API_TITLE="巡护 Xunhu",
        API_VERSION="v1",
        OPENAPI_VERSION="3.1.0",
        OPENAPI_URL_PREFIX="/api/v1",
        OPENAPI_JSON_PATH="openapi.json",
        RATELIMIT_ENABLED=True,
        XUNHU_SERVING=False,
    )
    db.init_app(app)
    migrate.init_app(app, db, directory=str(MIGRATIONS))
    register_kinds()
    api = docs.Api(app)
    for feature in FEATURES:
        api.register_blueprint(feature.bp)
    auth.limiter.init_app(app)
    app.register_blueprint(docs.bp)
    _add_health(app)
    app.register_blueprint(pages.bp)
    app.before_request(sessions.recognise)
    app.before_request(machines.recognise)
    app.before_request(settle_now_and_then)
    app.before_request(thin_now_and_then)
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
    for feature in (patrol_records, check_ins, hazards, outreach, clinics):
        feature.register_kinds()
    revisions.register_kinds()
    know_places(targets_among)
    follow.register_follower()
    hearing.register_follower()


def _add_health(app: Flask) -> None:
    @app.get("/healthz")
    def healthz() -> dict[str, str]:
        return {"status": "ok"}

    @app.get("/readyz")
    def readyz() -> tuple[dict[str, str], int]:
        """Whether the database can be reached, is safe, and has the schema of this code."""
        why = unready()
        return ({"status": why}, 503) if why else ({"status": "ok"}, 200)

    @app.get("/metrics")
    def metrics() -> Response:
        return Response(generate_latest(), content_type=CONTENT_TYPE_LATEST)


def unready() -> str:
    """Why this process should not serve now; nothing when it may."""
    try:
        if not schema_is_current():
            return "old schema"
        if current_app.config["XUNHU_SERVING"]:
            return refusal_of(weaknesses(db.session.connection()))
    except SQLAlchemyError:
        return "no database"
    return ""


def refusal_of(weak: Sequence[str]) -> str:
    """One line on the settings of a database that could lose what was acknowledged."""
    return f"数据库设置不安全：{'；'.join(weak)}" if weak else ""


def schema_is_current() -> bool:
    """Whether the database has the schema of this code; raises SQLAlchemyError without one."""
    found = MigrationContext.configure(db.session.connection()).get_current_revision()
    return found == ScriptDirectory(str(MIGRATIONS)).get_current_head()


def _harden(response: Response) -> Response:
    response.headers.setdefault("X-Content-Type-Options", "nosniff")
    response.headers.setdefault("Referrer-Policy", "same-origin")
    policy = pages.content_policy(bool(current_app.config["XUNHU"].tianditu_key))
    response.headers.setdefault("Content-Security-Policy", policy)
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

    def let_go(_error: BaseException | None) -> None:
        """Before Flask-SQLAlchemy does it: what is answered holds, if the database is gone now."""
        with suppress(OperationalError):
            db.session.remove()

    app.teardown_appcontext(let_go)
    handlers: dict[Any, Any] = {
        Problem: problems.answer,
        HTTPException: lambda error: problems.answer(problems.from_http(error)),
        OperationalError: unavailable,
        Exception: crashed,
    }
    for error, handler in handlers.items():
        app.register_error_handler(error, handler)
