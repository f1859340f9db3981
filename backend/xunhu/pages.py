"""The front end as files: the shell for every screen, hashed assets for ever."""

import mimetypes
from pathlib import Path

from flask import Blueprint, Response, current_app, request, send_file
from werkzeug.routing import PathConverter

from xunhu.problems import NotFound

bp = Blueprint("pages", __name__)
mimetypes.add_type("application/manifest+json", ".webmanifest")
mimetypes.add_type("text/javascript", ".js")
mimetypes.add_type("text/javascript", ".mjs")

PACKED = (("br", ".br"), ("gzip", ".gz"))
CONTENT_POLICY = "; ".join(
    [
        "default-src 'self'",
        "img-src 'self' data: blob:",
        "style-src 'self' 'unsafe-inline'",
        "worker-src 'self' blob:",
        "object-src 'none'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
        "form-action 'self'",
    ]
)
TIANDITU = "https://*.tianditu.gov.cn"


def content_policy(is_tianditu_shown: bool) -> str:
    """What a page may load: our own alone, and Tianditu's tiles where they are set up."""
    return CONTENT_POLICY + (f"; connect-src 'self' {TIANDITU}" if is_tianditu_shown else "")


class PagePath(PathConverter):
    """A path that is no program's: theirs are 404 when wrong, and 405 for another method."""

    regex = "(?!(?:api|ogc)/)[^/].*?"


bp.record(lambda state: state.app.url_map.converters.update(page=PagePath))


@bp.get("/")
@bp.get("/<page:path>")
def page(path: str = "") -> Response:
    """A file of the built front end; every other address is a screen of the shell."""
    root: Path = current_app.config["XUNHU"].frontend_dir
    wanted = _file(root, path)
    if wanted:
        return _send(wanted, forever=path.startswith("assets/"))
    if path.startswith("assets/") or Path(path).suffix or not (root / "index.html").is_file():
        raise NotFound
    return _send(root / "index.html", forever=False)


def _file(root: Path, path: str) -> Path | None:
    """The file of that name below the root, if there is one."""
    try:
        wanted = (root / path).resolve()
        return wanted if wanted.is_relative_to(root.resolve()) and wanted.is_file() else None
    except (OSError, ValueError):  # too long for a name, or with a NUL
        return None


def _send(file: Path, *, forever: bool) -> Response:
    accepted = request.accept_encodings
    for coding, ending in PACKED:
        packed = file.with_name(file.name + ending)
        if accepted[coding] > 0 and packed.is_file():
            response = send_file(packed, mimetype=mimetypes.guess_type(file.name)[0])
            response.headers["Content-Encoding"] = coding
            break
    else:
        response = send_file(file)
    response.headers["Vary"] = "Accept-Encoding"
    caching = "public, max-age=31536000, immutable" if forever else "no-cache"
    response.headers["Cache-Control"] = caching
    return response
