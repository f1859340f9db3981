"""Makes an image anew from its pixels alone; run as a process of its own by `apart`.

Standard input is the image as it came, standard output the clean one; the argument is the format
that it has to have. Nothing of the product is imported here: what breaks, breaks alone.
"""

import errno
import resource
import struct
import sys
import zlib
from contextlib import suppress
from io import SEEK_CUR, BytesIO
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
SMALL_PIXELS = 5_000_000  # a larger JPEG is decoded at a half, a quarter or an eighth
PNG_PIXELS = 8_300_000  # a larger PNG is read in strips, and kept at a half
MOST_PNG_PIXELS = 16_000_000  # no camera makes more of them, and a wall of zeros packs well
STRIP_BYTES = MIB // 2
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
PNG_SIGNATURE, CRC = b"\x89PNG\r\n\x1a\n", 4
CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}  # of each type of colour
TOLD = ("exif", "icc_profile")
BYTES_AS = {1: "L", 2: "LA", 3: "RGB", 4: "RGBA"}  # modes with so many bytes a pixel
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
    scale = next((s for s in (1, 2, 4) if width * height <= SMALL_PIXELS * s * s), 8)
    image.draft(None, (width // scale, height // scale))
    if isinstance(image, PngImageFile) and width * height > PNG_PIXELS:
        image = in_strips(image, source, scale)  # before its EXIF: Pillow loads it to look for that
    turn, profile = TURNS.get(orientation(image)), image.info.get("icc_profile")
    image.load()
    if isinstance(image, WebPImageFile):
        image = image.copy()  # its decoder would go on holding two more canvases
    return in_srgb(plain(image), profile), turn


def in_strips(image: PngImageFile, source: BinaryIO, scale: int) -> Image.Image:
    """A PNG made smaller while it is read, for it would not fit the memory at its full size.

    An interlaced one, or one of 16 bits a colour, is left as it is. Raises ValueError where the
    pixels are too many.
    """
    width, height = image.size
    if width * height > MOST_PNG_PIXELS:
        raise ValueError("too many pixels")
    bits, colour, interlaced = png_header(source)
    pixel_bits = bits * CHANNELS[colour]
    step, line = max(1, pixel_bits // 8), (width * pixel_bits + 7) // 8
    if interlaced or step not in BYTES_AS:
        return image
    rows, prior = Unpacked(source), bytes(line)
    kept: Image.Image | None = None
    at_once = max(1, STRIP_BYTES // (line * scale)) * scale
    for top in range(0, height, at_once):
        count = min(at_once, height - top)
        raw = unfiltered(prior, rows.read(count * (line + 1)), step)
        prior = raw[-line:]
        strip = plain(as_rows_of(image, raw, count)).reduce(scale)
        kept = kept or Image.new(strip.mode, (-(-width // scale), -(-height // scale)))
        kept.paste(strip, (0, top // scale))
    assert kept is not None
    kept.info = {name: image.info[name] for name in TOLD if name in image.info}
    return kept


def png_header(source: BinaryIO) -> tuple[int, int, int]:
    """Bits of a channel, type of colour, and whether it is interlaced (PNG, 11.2.1)."""
    source.seek(24)
    bits, colour, _, _, interlaced = source.read(5)
    return bits, colour, interlaced


class Unpacked:
    """What the IDAT chunks of a PNG hold, a piece at a time; raises EOFError at their end."""

    def __init__(self, source: BinaryIO) -> None:
        self.source, self.left = source, 0
        self.unpacker, self.ready = zlib.decompressobj(), bytearray()
        source.seek(len(PNG_SIGNATURE))

    def read(self, count: int) -> bytes:
        """So many bytes."""
        while len(self.ready) < count:
            held = self.unpacker.decompress(self.unpacker.unconsumed_tail, count)
            self.ready += held or self.unpacker.decompress(self._packed(), count)
        taken = bytes(self.ready[:count])
        del self.ready[:count]
        return taken

    def _packed(self) -> bytes:
        while not self.left:
            length, name = struct.unpack(">I4s", self.source.read(8))
            if name == b"IEND":
                raise EOFError
            self.left = length if name == b"IDAT" else 0
            self.source.seek(0 if self.left else length + CRC, SEEK_CUR)
        piece = self.source.read(min(self.left, STRIP_BYTES))
        if not piece:
            raise EOFError
        self.left -= len(piece)
        self.source.seek(0 if self.left else CRC, SEEK_CUR)
        return piece


def unfiltered(prior: bytes, rows: bytes, step: int) -> bytes:
    """The bytes of filtered rows, `step` a pixel, below the row `prior` (PNG, 9.2).

    The decoder does it for an image of such pixels whose first row is `prior`, not filtered.
    """
    count = len(rows) // (len(prior) + 1)
    packed = zlib.compress(b"\0" + prior + rows, 0)
    mode, size = BYTES_AS[step], (len(prior) // step, count + 1)
    return Image.frombytes(mode, size, packed, "zip", mode).tobytes()[len(prior) :]


def as_rows_of(image: PngImageFile, raw: bytes, count: int) -> Image.Image:
    """Some rows of a PNG that was opened and not loaded, with its palette and transparency."""
    rows = Image.frombytes(image.mode, (image.width, count), raw, "raw", image.tile[0].args)
    rows.info = image.info
    if image.palette is not None:
        rawmode, colours = image.palette.getdata()
        rows.putpalette(colours, rawmode)
    return rows


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
