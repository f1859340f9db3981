"""A disk of a few megabytes that fills up within seconds."""

import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

PIECE = bytes(64 * 1024)


@contextmanager
def mounted(size_mb: int) -> Iterator[Path]:
    """A tmpfs that everybody may write to; skips the test where this user may not mount."""
    folder = Path(tempfile.mkdtemp(prefix="xunhu-disk-"))
    words = ["mount", "-t", "tmpfs", "-o", f"size={size_mb}m", "tmpfs", str(folder)]
    told = subprocess.run(words, capture_output=True, text=True, check=False)
    try:
        if told.returncode:
            pytest.skip(f"no small disk can be made here: {told.stderr.strip()}")
        yield folder
    finally:
        if not told.returncode:
            subprocess.run(["umount", "--lazy", str(folder)], check=True)
        folder.rmdir()


def fill(folder: Path, leave: int = 0) -> Path:
    """A file that takes all space of a disk but `leave` bytes; its removal frees it again."""
    ballast = folder / "ballast"
    with ballast.open("wb", buffering=0) as out:
        try:
            while out.write(PIECE):
                continue
        except OSError:
            out.truncate(max(0, out.tell() - leave))
    return ballast
