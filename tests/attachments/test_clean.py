"""What is left of an image when it is made anew: its pixels, upright, and nothing else."""

import struct
from io import BytesIO

import pytest
from PIL import Image, ImageCms

from attachments.pictures import (
    SECRET,
    display_profile,
    encoded,
    exif,
    film,
    jpeg,
    opened,
    picture,
    telling_jpeg,
    telling_png,
    telling_webp,
)
from xunhu.attachments.clean import clean

RED, BLUE = (200, 30, 30), (30, 30, 200)


def cleaned(image: bytes, name: str = "JPEG") -> bytes:
    kept = BytesIO()
    clean(BytesIO(image), kept, name)
    return kept.getvalue()


def near(pixel: object, colour: tuple[int, ...]) -> bool:
    assert isinstance(pixel, tuple)
    return all(abs(a - b) < 12 for a, b in zip(pixel, colour, strict=True))


@pytest.mark.parametrize(
    ("image", "name"),
    [(telling_jpeg(), "JPEG"), (telling_png(), "PNG"), (telling_webp(), "WEBP")],
)
def test_nothing_but_pixels_is_left(image: bytes, name: str) -> None:
    assert SECRET in image
    kept = cleaned(image, name)
    assert SECRET not in kept
    left = opened(kept)
    assert left.format == name
    assert not left.getexif()
    assert not {"exif", "xmp", "icc_profile", "comment", "Comment"} & set(left.info)


def test_a_turned_phone_gives_an_upright_photo() -> None:
    left = opened(cleaned(telling_jpeg(orientation=6)))
    assert left.size == (48, 64)
    assert near(left.getpixel((24, 8)), RED)
    assert near(left.getpixel((24, 56)), BLUE)


@pytest.mark.parametrize("orientation", [0, 1, 9, 65535])
def test_a_strange_orientation_is_none(orientation: int) -> None:
    assert opened(cleaned(telling_jpeg(orientation=orientation))).size == (64, 48)


@pytest.mark.parametrize("name", ["PNG", "WEBP"])
def test_what_is_half_transparent_stays_so(name: str) -> None:
    left = opened(cleaned(encoded(picture(mode="RGBA"), name), name))
    assert left.mode == "RGBA"
    assert near(left.getpixel((10, 10)), (*RED, 128))


def test_colours_of_another_profile_become_those_of_srgb() -> None:
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()
    plain = opened(cleaned(jpeg())).getpixel((10, 10))
    assert opened(cleaned(jpeg(icc_profile=display_profile()))).getpixel((10, 10)) == plain
    assert opened(cleaned(jpeg(icc_profile=lab))).getpixel((10, 10)) == plain
    assert opened(cleaned(jpeg(icc_profile=b"no profile at all"))).getpixel((10, 10)) == plain


@pytest.mark.parametrize("mode", ["1", "L", "P", "LA", "CMYK", "I;16"])
def test_every_mode_comes_out_as_it_looks(mode: str) -> None:
    grey = Image.new("L", (16, 16), 255)
    name = "JPEG" if mode == "CMYK" else "PNG"
    source = Image.new("I;16", (16, 16), 65535) if mode == "I;16" else grey.convert(mode)
    left = opened(cleaned(encoded(source, name), name)).convert("RGB")
    assert near(left.getpixel((8, 8)), (255, 255, 255))


def test_a_palette_takes_nothing_with_it() -> None:
    image = Image.new("P", (8, 8), 0)
    image.putpalette([0, 0, 0, *SECRET])
    source = encoded(image, "PNG")
    assert SECRET in source
    assert SECRET not in cleaned(source, "PNG")


@pytest.mark.parametrize("name", ["WEBP", "PNG"])
def test_of_a_film_the_first_frame_is_kept(name: str) -> None:
    left = opened(cleaned(film(5, name), name))
    assert getattr(left, "n_frames", 1) == 1
    assert near(left.convert("RGB").getpixel((9, 9)), (255, 0, 0))


def test_a_camera_photo_is_kept_at_half_its_width() -> None:
    assert opened(cleaned(jpeg(4000, 3000))).size == (2000, 1500)
    assert opened(cleaned(jpeg(2400, 1800))).size == (2400, 1800)


@pytest.mark.parametrize("mode", ["1", "L", "P", "LA", "RGB", "RGBA", "I;16"])
def test_a_large_png_read_in_strips_looks_as_if_read_at_once(
    monkeypatch: pytest.MonkeyPatch, mode: str
) -> None:
    grey = Image.effect_noise((203, 155), 90)
    coloured = Image.merge(
        "RGB", [grey, grey.rotate(90), Image.linear_gradient("L").resize((203, 155))]
    )
    source = (
        grey.convert("I").point(lambda v: v * 257).convert(mode)
        if mode == "I;16"
        else coloured.convert(mode)
    )
    png = encoded(source, "PNG")
    at_once = opened(cleaned(png, "PNG"))
    monkeypatch.setattr("xunhu.attachments.clean.PNG_PIXELS", 1000)
    monkeypatch.setattr("xunhu.attachments.clean.SMALL_PIXELS", 9000)
    monkeypatch.setattr("xunhu.attachments.clean.STRIP_BYTES", 3000)
    in_strips = opened(cleaned(png, "PNG"))
    assert (in_strips.size, in_strips.mode) == ((102, 78), at_once.mode)
    assert in_strips.tobytes() == at_once.reduce(2).tobytes()


def test_a_large_png_of_a_turned_phone_is_upright(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("xunhu.attachments.clean.PNG_PIXELS", 1000)
    left = opened(cleaned(encoded(picture(), "PNG", exif=exif(orientation=6)), "PNG"))
    assert (left.size, near(left.getpixel((24, 8)), RED)) == ((48, 64), True)
    assert not left.getexif()


def test_half_a_large_png_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("xunhu.attachments.clean.PNG_PIXELS", 1000)
    whole = encoded(Image.effect_noise((64, 64), 50), "PNG")
    for left in (len(whole) // 2, 60, 34):
        with pytest.raises((OSError, EOFError, ValueError, SyntaxError, struct.error)):
            cleaned(whole[:left], "PNG")


@pytest.mark.parametrize("name", ["PNG", "WEBP"])
def test_a_jpeg_is_no_image_of_another_type(name: str) -> None:
    with pytest.raises(SyntaxError):
        cleaned(jpeg(), name)


@pytest.mark.parametrize("name", ["JPEG", "PNG", "WEBP"])
def test_half_an_image_is_none(name: str) -> None:
    whole = encoded(Image.effect_noise((64, 64), 50).convert("RGB"), name)
    with pytest.raises((OSError, ValueError, SyntaxError, EOFError)):
        cleaned(whole[: len(whole) // 2], name)
