"""What every test may ask for: the fixtures of `rig/`, a fixed clock, shared real input."""

import os
from datetime import datetime, timedelta, tzinfo
from pathlib import Path

import pytest
from hypothesis import settings

settings.register_profile("untimed", deadline=None)  # a busy machine is slow, not wrong
settings.load_profile("untimed")

pytest_plugins = ["people", "rig.databases", "rig.server", "rig.phone"]

NOON = datetime.fromisoformat("2026-11-02T12:00:00+08:00")  # a Monday


class FixedClock:
    """Stands at one instant until a test moves it."""

    def __init__(self, instant: datetime) -> None:
        self.instant = instant

    def now(self, tz: tzinfo | None = None) -> datetime:
        return self.instant.astimezone(tz)

    def advance(self, **parts: float) -> None:
        """Move on by `days`, `hours`, `minutes` or `seconds`."""
        self.instant += timedelta(**parts)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> FixedClock:
    """The server's clock, standing at Monday noon in Shanghai."""
    clock = FixedClock(NOON)
    monkeypatch.setattr("xunhu.db.datetime", clock)
    return clock


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real input, from `XUNHU_SHARED` or beside the repository."""
    beside = Path(__file__).resolve().parents[2] / "shared" / "data"
    folder = Path(os.environ.get("XUNHU_SHARED", beside))
    if not folder.is_dir():
        pytest.skip(f"no real input at {folder}: set XUNHU_SHARED")
    return folder
