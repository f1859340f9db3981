"""Sign in, sign out, who am I."""

from typing import Any

from flask import Response, make_response
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from limits import parse

from xunhu.auth import sessions
from xunhu.auth.accounts import find_user, password_is
from xunhu.auth.schemas import LoginSchema, MeSchema
from xunhu.auth.who import Who, current_user, signed_in
from xunhu.db import db, utcnow
from xunhu.problems import Problem
from xunhu.wire import Blueprint

bp = Blueprint("auth", __name__, url_prefix="/api/v1/auth", description="登录 sign-in")
limiter = Limiter(get_remote_address, storage_uri="memory://")
# a whole office may stand behind one address, so what counts first is the user
WRONG_FOR_ONE_USER = parse("10/minute")


class BadCredentials(Problem):
    """No such user, a wrong password, or a user who is shut out: all look alike."""

    status, code = 401, "bad-credentials"


class TooOften(Problem):
    """Too many wrong passwords for one user within a minute."""

    status, code = 429, "too-often"


@bp.post("/login")
@limiter.limit("200/minute", deduct_when=lambda response: response.status_code == 401)
@bp.arguments(LoginSchema)
@bp.response(200, MeSchema)
@bp.alt_response(401, "UNAUTHORIZED")
@bp.alt_response(429, "TOO_MANY_REQUESTS")
def login(credentials: dict[str, str]) -> Response:
    """Begin a session that lasts 90 days from its last use.

    401 is `bad-credentials`, or `device-revoked` when all is right but the device was shut out.
    """
    username = credentials["username"]
    if not limiter.limiter.test(WRONG_FOR_ONE_USER, "sign-in", username):
        raise TooOften
    user = find_user(db.session(), username)
    if not password_is(user, credentials["password"]) or user is None:
        limiter.limiter.hit(WRONG_FOR_ONE_USER, "sign-in", username)
        raise BadCredentials
    now = utcnow()
    who = Who.of(user, now)
    device, name = credentials.get("device_id") or None, credentials.get("device_name")
    token = sessions.begin(user, device, name, now)
    response = make_response(MeSchema().dump({"user": who}))
    sessions.hand_over(response, token)
    return response


@bp.post("/logout")
@bp.response(204)
def logout() -> Response:
    """End this session; records on the phone are not touched."""
    sessions.end()
    response = make_response("", 204)
    response.delete_cookie(sessions.COOKIE, path="/")
    return response


@bp.get("/me")
@signed_in
@bp.response(200, MeSchema)
def me() -> dict[str, Any]:
    """The signed-in user."""
    return {"user": current_user()}
