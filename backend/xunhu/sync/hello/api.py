"""Hello: the server's clock and limits, and what a phone still has on it."""

from typing import Any

from flask import current_app

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
    went missing with a lost one. Without counts nothing is noted, nor when they were made for
    another epoch than the server's: the phone says hello again when it has heard of this one. A
    report that comes after one with a higher number is out of date, and isn't noted either.
    """
    district = current_user().district
    if unsent:
        told_of = unsent.pop("epoch")
        note_unsent(district, current_device(), unsent, told_of, utcnow())
    return hello(db.session(), district, current_app.config["XUNHU"].duty_phone)
