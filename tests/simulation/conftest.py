"""The simulator brings its own databases: it runs once, whatever XUNHU_TEST_DATABASE says."""

from pathlib import Path

import pytest

HERE = Path(__file__).parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark everything below this folder; the long tests come first, so that no worker idles."""
    for item in items:
        if item.path.is_relative_to(HERE):
            item.add_marker(pytest.mark.simulation)
    items.sort(key=lambda item: item.path.is_relative_to(HERE) and "planted" in item.path.name)
