"""Runs `clean` in a process of its own, with limits, and one at a time."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Semaphore
from types import MappingProxyType
from typing import BinaryIO

import structlog

from xunhu.attachments import clean
from xunhu.attachments.store import StorageFull
from xunhu.problems import Problem, Said

log = structlog.get_logger()

FORMATS = {"image/jpeg": "JPEG", "image/png": "PNG", "image/webp": "WEBP"}
AT_ONCE = Semaphore(1)  # what one image takes of memory, eight must not take eight times
WAIT_S, RUN_S = 30, 60
# the image's own doing; any other signal came from outside
BROKE = {-s for s in (signal.SIGXCPU, signal.SIGSEGV, signal.SIGABRT, signal.SIGBUS, signal.SIGFPE)}


class BadImage(Problem):
    """No image of the type told, a damaged one, or one that takes too much to decode."""

    status, code = 422, "bad-image"


class Overloaded(Problem):
    """Nothing was decided about the image: the phone asks again later."""

    status, code = 503, "busy"
    headers = MappingProxyType({"Retry-After": "10"})


def clean_apart(came: BinaryIO, kept: BinaryIO, media_type: str) -> None:
    """Write an image anew; raises BadImage, StorageFull, or Overloaded when it can't tell."""
    came.seek(0)
    with _turn():
        code = _run(came, kept, FORMATS[media_type])
    if code == clean.DISK_FULL:
        raise StorageFull
    if code == clean.BAD_IMAGE or code in BROKE:
        raise BadImage(Said("图片已损坏、类型不符，或像素太多", "damaged, mistyped or too large"))
    if code != clean.DONE:
        log.error("image not cleaned", code=code)
        raise Overloaded


@contextmanager
def _turn() -> Iterator[None]:
    if not AT_ONCE.acquire(timeout=WAIT_S):
        raise Overloaded
    try:
        yield
    finally:
        AT_ONCE.release()


def _run(came: BinaryIO, kept: BinaryIO, name: str) -> int | None:
    """The code that the process ended with; None when it couldn't be started or didn't end."""
    command = [sys.executable, "-I", str(clean.__file__), name]
    try:
        ended = subprocess.run(  # noqa: S603
            command,
            stdin=came,
            stdout=kept,
            stderr=subprocess.DEVNULL,
            env={},
            timeout=RUN_S,
            check=False,
        )
    except (OSError, subprocess.TimeoutExpired) as wrong:
        log.error("image not cleaned", exc_info=wrong)
        return None
    return ended.returncode
