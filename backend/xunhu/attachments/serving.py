"""A kept image as a response: inert, and never shared between users."""

from uuid import UUID

import structlog
from flask import current_app, request, send_file
from werkzeug.wrappers import Response

from xunhu.attachments.reach import one_to_see
from xunhu.attachments.store import is_kept, place_of
from xunhu.auth.who import Who
from xunhu.db import db
from xunhu.problems import NotFound

log = structlog.get_logger()

# an erased image has to go from phones within a day; another user's browser asks again
CACHED = "private, max-age=86400, immutable"
INERT = "default-src 'none'; sandbox"


def served(who: Who, record: UUID, slot: str) -> Response:
    """The image for somebody who may see its record, or 304; raises NotFound."""
    image = one_to_see(db.session(), who, record, slot)
    data_dir = current_app.config["XUNHU"].data_dir
    if image.kept_sha256 is None or not is_kept(data_dir, image.kept_sha256):
        log.error("image lost", record=str(record), slot=slot)
        raise NotFound
    path = place_of(data_dir, image.kept_sha256)
    answer = send_file(path, image.kept_type, conditional=False, etag=image.kept_sha256.hex())
    answer.headers.update(
        {
            "Cache-Control": CACHED,
            "Vary": "Cookie",
            "Content-Disposition": "inline",
            "Content-Security-Policy": INERT,
            "Cross-Origin-Resource-Policy": "same-origin",
        }
    )
    return answer.make_conditional(request)
