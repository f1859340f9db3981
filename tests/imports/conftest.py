"""The office at its desk: files in a folder, and the commands that bring them in."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from flask import Flask
from flask.cli import ScriptInfo

from xunhu.imports_cli import imports


@pytest.fixture
def office(town: Flask) -> Callable[..., Result]:
    """Run `xunhu import …` on the app of the test."""

    def run(*arguments: object) -> Result:
        script = ScriptInfo(create_app=lambda: town)
        result = CliRunner().invoke(imports, [str(each) for each in arguments], obj=script)
        assert result.exception is None or isinstance(result.exception, SystemExit)
        return result

    return run


@pytest.fixture
def geojson(tmp_path: Path) -> Callable[..., Path]:
    """Write Features, given as (geometry, properties), to a file of that name."""

    def write(name: str, *features: tuple[dict[str, Any] | None, dict[str, Any]]) -> Path:
        collection = {
            "type": "FeatureCollection",
            "features": [
                {"type": "Feature", "geometry": geometry, "properties": properties}
                for geometry, properties in features
            ],
        }
        path = tmp_path / f"{name}.geojson"
        path.write_text(json.dumps(collection))
        return path

    return write
