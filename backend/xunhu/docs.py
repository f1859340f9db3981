"""The readable page of the OpenAPI description; all its assets are local."""

from pathlib import Path

import swagger_ui_bundle
from flask import Blueprint, Response, send_from_directory

bp = Blueprint("docs", __name__, url_prefix="/api/v1/docs")

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
