"""An officer's phone: a real Chromium with a profile that outlives its processes."""

import os
import signal
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Error, Page, Playwright

CHROMIUM = "/usr/bin/chromium"
QUIET = [
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
SOFTWARE_WEBGL = ["--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"]
SEAT_OF_SHUIJIANG = (107.28443, 29.2476)  # lon, lat
PHONE = {
    "viewport": {"width": 390, "height": 844},
    "device_scale_factor": 2,
    "has_touch": True,
    "is_mobile": True,
    "locale": "zh-CN",
    "timezone_id": "Asia/Shanghai",
    "permissions": ["geolocation", "screen-wake-lock"],
}


class Phone:
    """A browser that keeps its profile when it is killed, and can lose its network."""

    def __init__(self, playwright: Playwright, profile: Path) -> None:
        self.playwright = playwright
        self.profile = profile
        self.context: BrowserContext | None = None
        self.lon, self.lat = SEAT_OF_SHUIJIANG
        self.offline = False
        self.args = QUIET

    def start(self) -> Page:
        """Start the browser from its profile, as it was left."""
        self.context = self.playwright.chromium.launch_persistent_context(
            self.profile,
            executable_path=CHROMIUM,
            args=self.args,
            geolocation=self.position(5),
            offline=self.offline,
            **PHONE,
        )
        return self.context.pages[0]

    def open(self, url: str) -> Page:
        """Start the browser and show `url`."""
        page = self.start()
        page.goto(url)
        return page

    def position(self, accuracy_m: float) -> Any:
        return {"longitude": self.lon, "latitude": self.lat, "accuracy": accuracy_m}

    def move(self, lon: float, lat: float, accuracy_m: float = 5) -> None:
        """Stand at a place; the page's position watch hears of it at once."""
        self.lon, self.lat = lon, lat
        if self.context is not None:
            self.context.set_geolocation(self.position(accuracy_m))

    def lose_network(self) -> None:
        self.offline = True
        if self.context is not None:
            self.context.set_offline(True)

    def find_network(self) -> None:
        self.offline = False
        if self.context is not None:
            self.context.set_offline(False)

    def kill(self) -> None:
        """End all processes of the browser at once, as a phone does that runs out of memory."""
        for process in processes_of(self.profile):
            with suppress(ProcessLookupError):  # it ended with its parent
                os.kill(process, signal.SIGKILL)
        self.close()

    def close(self) -> None:
        if self.context is None:
            return
        with suppress(Error):  # it was killed before
            self.context.close()
        self.context = None


def processes_of(profile: Path) -> list[int]:
    """The browser that runs on this profile, and every process below it."""
    parents = dict(living_processes())
    family = [pid for pid in parents if f"--user-data-dir={profile}" in command_line(pid)]
    for pid in family:
        family += [
            child for child, parent in parents.items() if parent == pid and child not in family
        ]
    return family


def living_processes() -> Iterator[tuple[int, int]]:
    """Each process of the machine with its parent."""
    for folder in Path("/proc").iterdir():
        try:
            if folder.name.isdigit():
                yield (
                    int(folder.name),
                    int((folder / "stat").read_text().rpartition(")")[2].split()[1]),
                )
        except OSError:  # it ended meanwhile
            continue


def command_line(pid: int) -> str:
    try:
        return Path(f"/proc/{pid}/cmdline").read_text()
    except OSError:
        return ""


@pytest.fixture
def phone_of(playwright: Playwright, tmp_path: Path) -> Iterator[Callable[[str], Phone]]:
    """Hands each person a phone of their own, with an empty profile."""
    phones: dict[str, Phone] = {}

    def handed(person: str) -> Phone:
        return phones.setdefault(person, Phone(playwright, tmp_path / f"phone of {person}"))

    yield handed
    for phone in phones.values():
        phone.close()


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """How pytest-playwright starts the browser of its own `page` fixture: the desk."""
    return browser_type_launch_args | {"executable_path": CHROMIUM, "args": QUIET}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    desk = {"locale": "zh-CN", "timezone_id": "Asia/Shanghai"}
    return browser_context_args | desk | {"viewport": {"width": 1440, "height": 900}}
