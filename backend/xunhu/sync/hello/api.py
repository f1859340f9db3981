"""Hello: the server's clock and limits, and what a phone still has on it."""

from typing import Any

from xunhu.auth.devices.register import note_unsent
from xunhu.auth.who import current_device, current_user, signed_in
from xunhu.db import db, utcnow
from xunhu.sync.hello.limits import hello
from xunhu.sync.hello.schemas import HelloQuery, HelloSchema
from xunhu.wire import Blueprint

bp = Blueprint("hello", __name__, url_prefix="/api/v1/sync", description="同步 sync")


@bp.get("/hello")
@signed_in
@bp.arguments(HelloQuery, location="query")
@bp.response(200, HelloSchema)
def greet(unsent: dict[str, Any]) -> dict[str, Any]:
    """The server's clock and limits.

    A phone that signed in with a device id may say what is still on it, so that it is known what
    went missing with a lost one. Without parameters nothing is noted.
    """
    district = current_user().district
    if unsent:
        note_unsent(district, current_device(), unsent, utcnow())
    return hello(db.session(), district)
