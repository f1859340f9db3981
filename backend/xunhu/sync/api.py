"""Push, pull and verify: carries records, knows no feature."""

from typing import Any

from flask import Response

from xunhu.auth.who import current_user, roles, signed_in
from xunhu.db import db
from xunhu.records.roles import TOWNSHIP_ROLES
from xunhu.schemas import digest_bytes
from xunhu.sync.pull import pull
from xunhu.sync.push import BODY, pushed
from xunhu.sync.schemas import (
    PageSchema,
    PullQuery,
    PushAnswerSchema,
    VerifyAnswerSchema,
    VerifySchema,
)
from xunhu.sync.verify import Claim, verify_answer
from xunhu.wire import GEOJSON, Blueprint, json_answer

bp = Blueprint("sync", __name__, url_prefix="/api/v1/sync", description="同步 sync")


@bp.post("/push")
@roles(*TOWNSHIP_ROLES)
@bp.doc(requestBody=BODY)
@bp.response(200, PushAnswerSchema)
def push() -> Response:
    """Keep sealed records; every record gets its own answer, after its commit."""
    return json_answer(pushed(db.session(), current_user()))


@bp.get("/pull")
@signed_in
@bp.arguments(PullQuery, location="query")
@bp.response(200, PageSchema, content_type=GEOJSON)
@bp.alt_response(409, "CONFLICT")
def read_newer(asked: dict[str, Any]) -> Response:
    """Records that this user may see, newer than the cursor.

    409 `epoch-changed` or `scope-changed`: start again from no cursor.
    """
    page = pull(db.session(), current_user(), asked.get("cursor"), asked["limit"])
    return json_answer(page, GEOJSON)


@bp.post("/verify")
@signed_in
@bp.arguments(VerifySchema)
@bp.response(200, VerifyAnswerSchema)
def check(asked: dict[str, Any]) -> dict[str, Any]:
    """Whether the server has these records, bytes for bytes; changes nothing."""
    claims = [Claim(each["id"], digest_bytes(each["digest"])) for each in asked["records"]]
    return verify_answer(db.session(), current_user(), claims)
