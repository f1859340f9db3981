"""Kept images: DATA_DIR/attachments/ab/<hex of the SHA-256 of their bytes>."""

import errno
import os
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import MappingProxyType
from typing import BinaryIO

from xunhu.disk import IMAGES, image_place, measured, settle
from xunhu.problems import Problem

COMING = "coming"
LEFT_BEHIND_S = 24 * 3600


class StorageFull(Problem):
    """The disk is full: nothing was changed, and the phone asks again later."""

    status, code = 503, "storage-full"
    headers = MappingProxyType({"Retry-After": "300"})


def place_of(data_dir: Path, sha256: bytes) -> Path:
    """Where the image of this digest lies."""
    return image_place(data_dir, sha256.hex())


def is_kept(data_dir: Path, sha256: bytes | None) -> bool:
    """Whether the image of this digest is there."""
    return sha256 is not None and place_of(data_dir, sha256).is_file()


@contextmanager
def coming(data_dir: Path) -> Iterator[tuple[BinaryIO, BinaryIO]]:
    """Two files on the disk of the kept ones: for an image as it came, and for the clean one.

    Both go when the block ends, unless the second was settled. Raises StorageFull.
    """
    folder = data_dir / IMAGES / COMING
    try:
        folder.parent.mkdir(mode=0o700, exist_ok=True)
        folder.mkdir(mode=0o700, exist_ok=True)
        _clear(folder)
        with (
            tempfile.TemporaryFile(dir=folder) as came,
            tempfile.NamedTemporaryFile(dir=folder, delete=False) as clean,
        ):
            try:
                yield came, clean  # type: ignore[misc]  # a named file is one in all but its type
            finally:
                Path(clean.name).unlink(missing_ok=True)
    except OSError as wrong:
        if wrong.errno in (errno.ENOSPC, errno.EDQUOT):
            raise StorageFull from wrong
        raise


def settled(image: BinaryIO) -> tuple[bytes, int]:
    """The SHA-256 and the size of an image; its bytes are on disk when this returns."""
    image.flush()
    os.fsync(image.fileno())
    size, sha256 = measured(Path(image.name))
    return bytes.fromhex(sha256), size


def put_in_place(image: BinaryIO, place: Path) -> None:
    """Move a settled image to its place; its name is on disk when this returns."""
    place.parent.mkdir(mode=0o700, exist_ok=True)
    os.replace(image.name, place)  # noqa: PTH105
    for folder in place.parents[:3]:
        settle(folder)


def _clear(folder: Path) -> None:
    """Remove what a killed process left behind."""
    for left in folder.iterdir():
        with suppress(FileNotFoundError):  # another is clearing too, or has finished with it
            if left.stat().st_mtime < time.time() - LEFT_BEHIND_S:
                left.unlink()
