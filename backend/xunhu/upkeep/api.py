"""Targets kept up by the administrators of a district."""

from typing import Any
from uuid import UUID

import structlog
from flask import Response

from xunhu.auth.who import current_user, roles
from xunhu.imports.targets import import_targets
from xunhu.records.roles import Role
from xunhu.targets.api import TargetFeature, feature_of
from xunhu.targets.wanted import Wanted
from xunhu.upkeep import near, schemas, telling
from xunhu.upkeep.editing import add_target, edit_target, quietly
from xunhu.upkeep.sent import BODY, sent_files
from xunhu.wire import GEOJSON, Blueprint, json_answer

bp = Blueprint("upkeep", __name__, url_prefix="/api/v1/targets", description="覆盖目标 targets")
log = structlog.get_logger()


@bp.post("")
@roles(Role.ADMINISTRATOR)
@bp.arguments(schemas.NewTarget)
@bp.response(201, TargetFeature, content_type=GEOJSON)
def add(told: dict[str, Any]) -> Response:
    """Add a target; what patrols, check-ins and events of the past reached counts at once.

    `inaccessible` wants a reason and a last day, `excluded` a reason; whoever sends it is kept as
    `status_approved_by`. 422 `code-taken`: its layer has that code.
    """
    target = add_target(current_user(), told)
    log.info("target added", who=current_user().username, target=str(target.id))
    answer = json_answer(TargetFeature().dump(feature_of(target)), GEOJSON)
    answer.status_code = 201
    return answer


@bp.patch("/<uuid:target>")
@roles(Role.ADMINISTRATOR)
@bp.arguments(schemas.TargetValues)
@bp.response(200, TargetFeature, content_type=GEOJSON)
def edit(told: dict[str, Any], target: UUID) -> Response:
    """Change what is named of a target; what isn't stays. Coverage follows in one transaction."""
    row = edit_target(current_user(), target, told)
    log.info("target changed", who=current_user().username, target=str(target), what=sorted(told))
    return json_answer(TargetFeature().dump(feature_of(row)), GEOJSON)


@bp.post("/import")
@roles(Role.ADMINISTRATOR)
@bp.doc(requestBody=BODY)
@bp.arguments(schemas.ImportQuery, location="query")
@bp.response(200, schemas.ImportSchema)
@bp.alt_response(404, "NOT_FOUND")
def bring(query: dict[str, Any]) -> dict[str, Any]:
    """Add or update targets from files, all of them or none; a known code keeps its id.

    422 `bad-file`: a Feature won't do; it is named. 422 `in-doubt`: the file looks shifted or of
    another district; another `datum` or `force` answers that, and a dry run tells it in `asked`.
    With `near` only what lies within `within_m` of a line is taken.
    """
    who, dry_run = current_user(), query.pop("dry_run")
    wanted = Wanted(**query | {"force": frozenset(query["force"])}, approver=who.username)
    changes = import_targets(sent_files(), wanted, who.district, quietly(dry_run=dry_run))
    log.info("targets imported", who=who.username, dry_run=dry_run, count=len(changes.items))
    return telling.told_import(changes, dry_run=dry_run)


@bp.post("/near")
@roles(Role.ADMINISTRATOR)
@bp.arguments(schemas.NearSchema)
@bp.response(200, schemas.NearList)
@bp.alt_response(404, "NOT_FOUND")
def along(told: dict[str, Any]) -> dict[str, Any]:
    """The villages and schools near a line, by distance; with `interval_days` they get it at once.

    An interval that a place has stays; `places` names those chosen among the places found.
    Villages of the official list beside the line whose place nobody has told are listed, never
    guessed at: `POST /targets/import` with `near` brings them.
    """
    who, dry_run = current_user(), told.pop("dry_run")
    chosen = None if told["places"] is None else frozenset(told["places"])
    asked = near.Asked(**told | {"layers": frozenset(told["layers"]), "places": chosen})
    listed = near.list_near(who.district, asked, quietly(dry_run=dry_run))
    log.info("targets near a line", who=who.username, line=str(asked.line), dry_run=dry_run)
    return telling.told_near(listed, dry_run=dry_run)
