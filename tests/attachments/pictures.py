"""Images of all sorts, made here: honest ones, and those that mean harm."""

import struct
import zlib
from collections.abc import Iterable
from io import BytesIO
from typing import Any

from PIL import Image, ImageCms

ORIENTATION, MAKE, GPS = 0x0112, 0x010F, 0x8825
SECRET = b"CANARY-18523771234"
PNG_START = b"\x89PNG\r\n\x1a\n"


def picture(width: int = 64, height: int = 48, mode: str = "RGB") -> Image.Image:
    """Red to the left, blue to the right; half transparent where the mode can be."""
    image = Image.new("RGB", (width, height), (200, 30, 30))
    image.paste((30, 30, 200), (width // 2, 0, width, height))
    if mode == "RGBA":
        image.putalpha(128)
    return image.convert(mode)


def encoded(image: Image.Image, name: str = "JPEG", **options: Any) -> bytes:
    kept = BytesIO()
    image.save(kept, name, **options)
    return kept.getvalue()


def opened(image: bytes) -> Image.Image:
    found = Image.open(BytesIO(image))
    found.load()
    return found


def jpeg(width: int = 64, height: int = 48, **options: Any) -> bytes:
    return encoded(picture(width, height), **options)


def exif(**tags: Any) -> Image.Exif:
    """A camera's notes: its maker, where it was, and how it was held."""
    told = Image.Exif()
    told[MAKE] = SECRET.decode()
    told[GPS] = {1: "N", 2: (29.0, 14.0, 51.0), 3: "E", 4: (107.0, 17.0, 4.0)}
    told[ORIENTATION] = tags.get("orientation", 1)
    return told


def telling_jpeg(**tags: Any) -> bytes:
    """A JPEG full of what is nobody's business: EXIF, a comment, XMP, more after its end."""
    told = {"exif": exif(**tags), "comment": SECRET, "xmp": b"<x>" + SECRET + b"</x>"}
    return jpeg(**told) + b"PK\x03\x04" + SECRET


def telling_webp() -> bytes:
    told = {"exif": exif(), "xmp": SECRET, "icc_profile": display_profile()}
    return encoded(picture(mode="RGBA"), "WEBP", **told) + SECRET


def display_profile() -> bytes:
    """The ICC profile of sRGB, as a camera writes it into every image."""
    return ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()


def chunk(name: bytes, content: bytes) -> bytes:
    """A chunk of a PNG."""
    told = name + content
    return struct.pack(">I", len(content)) + told + struct.pack(">I", zlib.crc32(told))


def png_of_zeros(width: int, height: int, *chunks: bytes, rows: int | None = None) -> bytes:
    """A black RGB PNG of any size, with further chunks and perhaps fewer rows than it claims."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    packer = zlib.compressobj(9)
    row = bytes(width * 3 + 1)
    packed = b"".join(packer.compress(row) for _ in range(height if rows is None else rows))
    parts = [chunk(b"IHDR", header), *chunks, chunk(b"IDAT", packed + packer.flush())]
    return PNG_START + b"".join(parts) + chunk(b"IEND", b"")


def text_bomb(size: int) -> bytes:
    """A compressed text chunk."""
    return chunk(b"zTXt", b"a\0\0" + zlib.compress(bytes(size), 9))


def profile_bomb(size: int) -> bytes:
    return chunk(b"iCCP", b"a\0\0" + zlib.compress(bytes(size), 9))


def telling_png() -> bytes:
    """A PNG with text, an unknown chunk, and an HTML page after its end."""
    hidden = [chunk(b"tEXt", b"Comment\0" + SECRET), chunk(b"xXhH", SECRET)]
    return png_of_zeros(20, 10, *hidden) + b"<html><script>" + SECRET


def progressive_of_many_scans(scans: int) -> bytes:
    """A JPEG that is decoded over and over: its last scan is repeated."""
    whole = encoded(Image.new("L", (3000, 1600)), progressive=True, quality=50)
    last = whole[whole.rindex(b"\xff\xda") : -2]
    return whole[:-2] + last * scans + b"\xff\xd9"


def film(frames: int, name: str = "WEBP") -> bytes:
    """An animation; its first frame is red."""
    colours: Iterable[tuple[int, int, int]] = ((255 - n, 0, n) for n in range(frames))
    images = [Image.new("RGB", (640, 480), colour) for colour in colours]
    return encoded(images[0], name, save_all=True, append_images=images[1:])


PHOTO, OTHER = jpeg(), jpeg(80, 60)
