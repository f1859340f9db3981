"""Makes an image anew from its pixels alone; run as a process of its own by `apart`.

Standard input is the image as it came, standard output the clean one; the argument is the format
that it has to have. Nothing of the product is imported here: what breaks, breaks alone.
"""

import errno
import resource
import sys
from contextlib import suppress
from io import BytesIO
from typing import BinaryIO

from PIL import Image, ImageCms, PngImagePlugin
from PIL.Image import Transpose
from PIL.ImageFile import ImageFile
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile
from PIL.WebPImagePlugin import WebPImageFile

MIB = 1024 * 1024
MEMORY_BYTES = 54 * MIB  # of writable memory; programs and libraries take 8 MiB more
CPU_S = 5
KEPT_BYTES = 16 * MIB

MOST_PIXELS = 100_000_000  # of what the header claims
JPEG_PIXELS = 5_000_000  # a larger JPEG is decoded at a half, a quarter or an eighth
MOST_TEXT = MIB
MOST_PROFILE = 512 * 1024

FORMATS: dict[str, type[ImageFile]] = {
    "JPEG": JpegImageFile,
    "PNG": PngImageFile,
    "WEBP": WebPImageFile,
}
SAVING = {
    "JPEG": {"quality": 85},
    "PNG": {"compress_level": 6},
    "WEBP": {"quality": 85, "method": 2},
}
ORIENTATION = 0x0112  # of EXIF
TURNS = {
    2: Transpose.FLIP_LEFT_RIGHT,
    3: Transpose.ROTATE_180,
    4: Transpose.FLIP_TOP_BOTTOM,
    5: Transpose.TRANSPOSE,
    6: Transpose.ROTATE_270,
    7: Transpose.TRANSVERSE,
    8: Transpose.ROTATE_90,
}
DONE, BAD_IMAGE, DISK_FULL = 0, 3, 4


def limit() -> None:
    """Give this process no more memory, time and disk than a good image needs."""
    _at_most(resource.RLIMIT_DATA, MEMORY_BYTES)
    _at_most(resource.RLIMIT_CPU, CPU_S)
    _at_most(resource.RLIMIT_FSIZE, KEPT_BYTES)
    _at_most(resource.RLIMIT_CORE, 0)
    PngImagePlugin.MAX_TEXT_CHUNK = MOST_TEXT
    PngImagePlugin.MAX_TEXT_MEMORY = MOST_TEXT


def _at_most(what: int, most: int) -> None:
    hard = resource.getrlimit(what)[1]
    if hard == resource.RLIM_INFINITY or hard > most:
        resource.setrlimit(what, (most, hard))


def clean(source: BinaryIO, kept: BinaryIO, name: str) -> None:
    """Write the first frame anew, upright and in sRGB; raises whatever Pillow does."""
    image, turn = decoded(source, name)
    if turn is not None:
        image = image.transpose(turn)
    image.save(kept, name, **SAVING[name])


def decoded(source: BinaryIO, name: str) -> tuple[Image.Image, Transpose | None]:
    """The bare pixels of an image in sRGB, and how they have to be turned."""
    image: Image.Image = FORMATS[name](source)
    width, height = image.size
    if width * height > MOST_PIXELS:
        raise ValueError("too many pixels")
    scale = next((s for s in (1, 2, 4) if width * height <= JPEG_PIXELS * s * s), 8)
    image.draft(None, (width // scale, height // scale))
    turn, profile = TURNS.get(orientation(image)), image.info.get("icc_profile")
    image.load()
    if isinstance(image, WebPImageFile):
        image = image.copy()  # its decoder would go on holding two more canvases
    return in_srgb(plain(image), profile), turn


def orientation(image: Image.Image) -> int:
    """How the camera was held, 1 to 8 as EXIF has it; 1 where that can't be read."""
    with suppress(Exception):
        return int(image.getexif().get(ORIENTATION, 1))
    return 1


def plain(image: Image.Image) -> Image.Image:
    """The pixels of a loaded image in one of three plain modes."""
    if image.mode.startswith("I"):  # grey in 16 bits
        image = image.point(lambda value: value / 256).convert("L")
    mode = "RGBA" if image.has_transparency_data else "L" if image.mode in ("1", "L") else "RGB"
    return image if image.mode == mode else image.convert(mode)


def in_srgb(image: Image.Image, profile: bytes | None) -> Image.Image:
    """The image with its colours as sRGB has them; as they are where the profile is no good."""
    if profile and len(profile) <= MOST_PROFILE and image.mode != "L":
        with suppress(ImageCms.PyCMSError, OSError):
            told = ImageCms.ImageCmsProfile(BytesIO(profile))
            srgb = ImageCms.createProfile("sRGB")
            ImageCms.profileToProfile(image, told, srgb, inPlace=True)
    image.info = {}
    return image


def main() -> int:
    """Clean standard input; gives the code that the process ends with."""
    limit()
    try:
        clean(sys.stdin.buffer, sys.stdout.buffer, sys.argv[1])
        sys.stdout.flush()
    except Exception as wrong:
        full = isinstance(wrong, OSError) and wrong.errno in (errno.ENOSPC, errno.EDQUOT)
        return DISK_FULL if full else BAD_IMAGE
    return DONE


if __name__ == "__main__":
    sys.exit(main())
