"""Files that have to last: on disk when we say so; images under the SHA-256 of their bytes."""

import hashlib
import os
from pathlib import Path

IMAGES = "attachments"


def image_place(root: Path, sha256: str) -> Path:
    """Where an image lies below a data directory or a folder of backups."""
    return root / IMAGES / sha256[:2] / sha256


def is_whole_image(image: Path) -> bool:
    """Whether an image is there, and is what its name says."""
    return image.is_file() and measured(image)[1] == image.name


def measured(path: Path) -> tuple[int, str]:
    """Size and SHA-256 of a file."""
    with path.open("rb") as file:
        return path.stat().st_size, hashlib.file_digest(file, "sha256").hexdigest()


def settle(path: Path) -> None:
    """Return when a file, or the names in a folder, are on the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
