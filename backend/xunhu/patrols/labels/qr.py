"""What a printed label says to a camera: an address, as a QR code. Pure."""

import io
import re

import segno

ORIGIN = re.compile(
    r"https?://[A-Za-z0-9.-]+(?::[0-9]{1,5})?|https?://\[[0-9A-Fa-f:.]+\](?::[0-9]{1,5})?"
)
QUIET_ZONE = 4  # modules of white around the code (ISO/IEC 18004, 6.3.8)


def is_origin(text: str) -> bool:
    """Whether a text is scheme, host and perhaps port of a page, and nothing more."""
    return len(text) <= 200 and ORIGIN.fullmatch(text) is not None


def qr_svg(address: str) -> bytes:
    """The address as an SVG image that scales to its frame.

    A full QR code, never a Micro QR, which phones' readers don't know; a quarter of it may be dirty
    or torn.
    """
    code = segno.make_qr(address, error="q")
    image = io.BytesIO()
    code.save(image, kind="svg", border=QUIET_ZONE, omitsize=True, light="#fff", svgclass=None)
    return image.getvalue()
