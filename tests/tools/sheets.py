"""Many pictures on one sheet, each with its caption."""

import io
from pathlib import Path
from typing import NamedTuple

from PIL import Image, ImageDraw, ImageFont

FACE = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"
SIMPLIFIED = 2  # the third face of Noto's collection
PAPER, INK = "#dfe3dd", "#14212b"
GAP, CAPTION, TITLE = 20, 34, 56
MOST_BYTES = 600_000
Picture = tuple[str, bytes]


class Shape(NamedTuple):
    """How many pictures stand side by side, and how wide each is."""

    columns: int
    width: int


def sheet(title: str, pictures: list[Picture], shape: Shape, path: Path) -> None:
    """Write the pictures, each a caption and a PNG, as one JPEG of at most 600 KB."""
    small = [(caption, shrunk(png, shape.width)) for caption, png in pictures]
    height = max(image.height for _, image in small)
    rows = -(-len(small) // shape.columns)
    across = GAP + shape.columns * (shape.width + GAP)
    canvas = Image.new("RGB", (across, TITLE + GAP + rows * (height + CAPTION + GAP)), PAPER)
    draw = ImageDraw.Draw(canvas)
    draw.text((GAP, GAP), title, INK, face(28))
    for n, (caption, image) in enumerate(small):
        x = GAP + n % shape.columns * (shape.width + GAP)
        y = TITLE + GAP + n // shape.columns * (height + CAPTION + GAP)
        draw.text((x, y), caption, INK, face(20))
        canvas.paste(image, (x, y + CAPTION))
    path.write_bytes(jpeg(canvas))


def shrunk(png: bytes, width: int) -> Image.Image:
    image = Image.open(io.BytesIO(png)).convert("RGB")
    return image.resize(
        (width, round(image.height * width / image.width)), Image.Resampling.LANCZOS
    )


def face(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FACE, size, index=SIMPLIFIED)


def jpeg(image: Image.Image) -> bytes:
    """As good as it goes below the limit; raises ValueError when nothing goes."""
    for quality in range(88, 30, -6):
        out = io.BytesIO()
        image.save(out, "JPEG", quality=quality, optimize=True, progressive=True)
        if out.tell() <= MOST_BYTES:
            return out.getvalue()
    raise ValueError("too many pictures for one sheet")


def small_png(png: bytes, path: Path) -> None:
    """A picture for the README: at most 256 colours where those will do."""
    image = Image.open(io.BytesIO(png)).convert("RGB")
    image.quantize(256, dither=Image.Dither.NONE).save(path, optimize=True)
