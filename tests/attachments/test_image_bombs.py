"""Images that mean harm, cleaned as the server does it: in a process with limits."""

import subprocess
import sys
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image

from attachments.pictures import (
    encoded,
    exif,
    film,
    picture,
    png_of_zeros,
    profile_bomb,
    progressive_of_many_scans,
    text_bomb,
)
from xunhu.attachments import clean
from xunhu.attachments.apart import BROKE

MEMORY_KIB = 64 * 1024
WEIGH = Path(__file__).with_name("weigh.py")


def weighed(image: bytes, name: str, folder: Path) -> tuple[int, int]:
    """The code that the cleaning ended with, and the most memory that it took, in KiB."""
    source = folder / "image"
    source.write_bytes(image)
    command = [sys.executable, "-I", str(WEIGH), sys.executable, "-I", clean.__file__, name]
    with source.open("rb") as opened:
        told = subprocess.run(command, stdin=opened, capture_output=True, check=True, text=True)
    code, memory = told.stdout.split()
    return int(code), int(memory)


def noise(width: int, height: int) -> Image.Image:
    return Image.merge("RGB", [Image.effect_noise((width, height), 60)] * 3)


LARGEST: dict[str, tuple[str, Callable[[], bytes]]] = {
    "a camera photo, turned": (
        "JPEG",
        lambda: encoded(noise(2580, 1935), quality=70, exif=exif(orientation=6)),
    ),
    "of 48 megapixels": ("JPEG", lambda: encoded(picture(8000, 6000), quality=60)),
    "progressive": ("JPEG", lambda: encoded(picture(3000, 3000), progressive=True)),
    "a screenshot": ("PNG", lambda: encoded(picture(3840, 2160, "RGBA"), "PNG")),
    "of a drawing program, 12 megapixels": (
        "PNG",
        lambda: encoded(picture(4000, 3000, "RGBA"), "PNG"),
    ),
    "of 12 megapixels with a palette": ("PNG", lambda: encoded(picture(4000, 3000, "P"), "PNG")),
    "of 16 megapixels": ("PNG", lambda: png_of_zeros(4000, 4000)),
    "lossy": ("WEBP", lambda: encoded(noise(1824, 1368), "WEBP", quality=60, method=0)),
    "lossless": ("WEBP", lambda: encoded(picture(1824, 1368), "WEBP", lossless=True, method=0)),
}


@pytest.mark.parametrize("told", LARGEST)
def test_the_largest_that_are_kept_fit_the_memory(told: str, tmp_path: Path) -> None:
    name, make = LARGEST[told]
    code, memory = weighed(make(), name, tmp_path)
    assert code == clean.DONE
    assert memory <= MEMORY_KIB


BOMBS: dict[str, tuple[str, Callable[[], bytes]]] = {
    "a wall of zeros": ("PNG", lambda: png_of_zeros(30_000, 30_000, rows=500)),
    "one row without end": ("PNG", lambda: png_of_zeros(16_000_000, 1)),
    "fewer rows than it claims": ("PNG", lambda: png_of_zeros(4000, 3000, rows=100)),
    "a smaller wall of zeros": ("PNG", lambda: png_of_zeros(5_000, 5_000)),
    "a text of 50 MB": ("PNG", lambda: png_of_zeros(9, 9, text_bomb(50_000_000))),
    "texts without end": ("PNG", lambda: png_of_zeros(9, 9, *[text_bomb(900_000)] * 300)),
    "a profile of 50 MB": ("PNG", lambda: png_of_zeros(9, 9, profile_bomb(50_000_000))),
    "a huge progressive": (
        "JPEG",
        lambda: encoded(Image.new("L", (7_000, 7_000)), progressive=True, quality=10),
    ),
    "more than any camera": ("JPEG", lambda: encoded(Image.new("L", (12_000, 9_000)))),
    "a huge canvas": ("WEBP", lambda: encoded(Image.new("L", (4_000, 4_000)), "WEBP", method=0)),
}


@pytest.mark.parametrize("told", BOMBS)
def test_a_bomb_is_refused_within_the_memory(told: str, tmp_path: Path) -> None:
    name, make = BOMBS[told]
    code, memory = weighed(make(), name, tmp_path)
    assert code == clean.BAD_IMAGE
    assert memory <= MEMORY_KIB


def test_a_film_of_many_frames_takes_no_more_than_one(tmp_path: Path) -> None:
    code, memory = weighed(film(200), "WEBP", tmp_path)
    assert (code, memory <= MEMORY_KIB) == (clean.DONE, True)


def test_an_image_that_is_decoded_without_end_is_cut_off(tmp_path: Path) -> None:
    impatient = tmp_path / "impatient.py"
    impatient.write_text(Path(clean.__file__).read_text().replace("CPU_S = 5", "CPU_S = 1"))
    source = tmp_path / "image"
    source.write_bytes(progressive_of_many_scans(20_000))
    command = [sys.executable, "-I", str(impatient), "JPEG"]
    with source.open("rb") as opened:
        ended = subprocess.run(command, stdin=opened, capture_output=True, check=False)
    assert ended.returncode in BROKE


def test_what_is_no_image_is_refused(tmp_path: Path) -> None:
    for name in clean.FORMATS:
        for image in (b"", b"\xff\xd8\xff", b"<html>", b"PK\x03\x04", bytes(4096)):
            assert weighed(image, name, tmp_path)[0] == clean.BAD_IMAGE


def test_a_zip_behind_a_photo_does_not_survive() -> None:
    kept = BytesIO()
    clean.clean(BytesIO(encoded(picture()) + b"PK\x05\x06" + bytes(18)), kept, "JPEG")
    assert b"PK\x05\x06" not in kept.getvalue()
    assert kept.getvalue().endswith(b"\xff\xd9")
