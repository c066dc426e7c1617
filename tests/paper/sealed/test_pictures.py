"""Pictures as pages: upright, whole, and without what cameras write beside them."""

from __future__ import annotations

import io

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageOps

from semble_cli.errors import CannotBePrinted
from semble_cli.paper.sealed import pictures
from semble_cli.paper.sealed.jpeg import without_notes
from semble_cli.paper.sealed.pages import as_pdf
from semble_cli.patient.sharing.part import Part
from tests.paper.sealed.originals import drawn_picture, photo_jpeg, saved
from tests.paper.sealed.readers import everything_in, pages_of, sizes_of

RED, WHITE = (200, 0, 0), (255, 255, 255)


def page_of(content: bytes, kind: str) -> Image.Image:
    (page,) = pages_of(as_pdf(Part("x", f"image/{kind}", content)), "")
    return page


def corners(page: Image.Image) -> list[tuple[int, ...]]:
    """The colours in the four quarters of what is not white."""
    box = ImageOps.invert(page).getbbox()
    assert box is not None
    left, top, right, low = box
    width, height = right - left, low - top
    return [
        tuple(round(value / 50) * 50 for value in page.getpixel(at))  # type: ignore[union-attr]
        for at in (
            (left + width // 4, top + height // 4),
            (left + width * 3 // 4, top + height // 4),
            (left + width // 4, top + height * 3 // 4),
            (left + width * 3 // 4, top + height * 3 // 4),
        )
    ]


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("form", ["JPEG", "PNG", "TIFF", "WEBP"])
def test_a_picture_is_upright_however_the_camera_was_held(form: str, orientation: int) -> None:
    if form == "JPEG":
        content = photo_jpeg(orientation)
    else:
        exif = Image.Exif()
        exif[0x0112] = orientation
        more = {"lossless": True} if form == "WEBP" else {}
        content = saved(drawn_picture(size=(400, 300)), form, exif=exif, **more)
    with Image.open(io.BytesIO(content)) as image:
        upright = ImageOps.exif_transpose(image).convert("RGB")
    page = page_of(content, form.casefold())
    assert (page.width > page.height) == (upright.width > upright.height)
    white = Image.new("RGB", (upright.width + 20, upright.height + 20), "white")
    white.paste(upright, (10, 10))
    assert corners(page) == corners(white)


@pytest.mark.parametrize("mode", ["1", "L", "P", "RGB", "RGBA", "LA", "CMYK", "I;16", "YCbCr"])
def test_a_picture_of_any_colours_is_taken(mode: str) -> None:
    image = drawn_picture("L" if mode == "I;16" else mode if mode != "LA" else "L")
    if mode == "I;16":
        image = Image.new("I;16", (40, 30), 60_000)
        image.paste(1_000, (0, 0, 20, 15))
        image.paste(1_000, (20, 15, 40, 30))
    if mode == "LA":
        image = image.convert("LA")
    page = page_of(saved(image, "TIFF" if mode != "YCbCr" else "JPEG"), "tiff")
    dark, bright = corners(page)[:2]
    assert max(dark[1:]) <= 100
    assert bright == (250, 250, 250)


def test_a_grey_picture_of_16_bits_keeps_its_shades() -> None:
    image = Image.new("I;16", (256, 20))
    image.putdata([column * 100 for _ in range(20) for column in range(256)])
    (page,) = pages_of(as_pdf(Part("x", "image/tiff", saved(image, "TIFF"))), "")
    row = [page.getpixel((421 - 128 + column, 297))[0] for column in range(256)]  # type: ignore[index]
    assert row[5] < 20
    assert 110 < row[128] < 145
    assert row[250] > 235


def test_what_is_transparent_is_white() -> None:
    image = Image.new("RGBA", (40, 40), (0, 0, 0, 0))
    image.paste((200, 0, 0, 255), (0, 0, 20, 40))
    page = page_of(saved(image, "PNG"), "png")
    assert page.getpixel((297 - 10, 421)) == RED
    assert page.getpixel((297 + 10, 421)) == WHITE


def test_each_page_of_a_scan_is_a_page_in_its_true_size() -> None:
    pages = [Image.new("1", (1654, 2339), 1), Image.new("1", (2339, 1654), 1)]
    content = saved(
        pages[0], "TIFF", save_all=True, append_images=pages[1:], dpi=(200, 200),
        compression="group4",
    )  # fmt: skip
    made = as_pdf(Part("x", "image/tiff", content))
    assert sizes_of(made, "") == [(595, 842), (842, 595)]
    assert len(made) < 40_000


@pytest.mark.parametrize(
    ("size", "dpi", "page"),
    [
        ((1654, 2339), (200, 200), (595, 842)),
        ((1654, 2339), (72, 72), (595, 842)),
        ((3000, 2000), None, (842, 595)),
        ((827, 1169), (100, 100), (595, 842)),
        ((1240, 877), (150, 150), (595, 421)),
        ((20_000, 20), (200, 200), (842, 595)),
        ((100, 100), (200, 200), (595, 842)),
    ],
)
def test_the_page_is_that_which_was_scanned_or_a4(
    size: tuple[int, int], dpi: tuple[int, int] | None, page: tuple[int, int]
) -> None:
    more = {"dpi": dpi} if dpi else {}
    content = saved(Image.new("L", size, 200), "PNG", **more)
    assert sizes_of(as_pdf(Part("x", "image/png", content)), "") == [page]


def test_a_scan_that_lies_on_its_side_has_its_true_size_upright() -> None:
    exif = Image.Exif()
    exif[0x0112] = 6
    content = saved(Image.new("L", (1000, 600)), "JPEG", dpi=(100, 200), exif=exif)
    assert sizes_of(as_pdf(Part("x", "image/jpeg", content)), "") == [(595, 842)]
    content = saved(Image.new("L", (1000, 1200)), "JPEG", dpi=(100, 200), exif=exif)
    assert sizes_of(as_pdf(Part("x", "image/jpeg", content)), "") == [(432, 720)]


def test_small_pictures_are_not_blown_up() -> None:
    page = page_of(saved(drawn_picture(size=(40, 30)), "PNG"), "png")
    box = ImageOps.invert(page).getbbox()
    assert box is not None
    assert 40 <= box[2] - box[0] <= 42
    assert 30 <= box[3] - box[1] <= 32


def test_the_data_of_a_photo_are_left_as_they_are() -> None:
    made = everything_in(as_pdf(Part("x", "image/jpeg", photo_jpeg())), "")
    assert without_notes(photo_jpeg()) in made
    for told in (b"SECRET", b"DURAND", b"Exif", b"JFIF"):
        assert told not in made


def test_a_photo_without_notes_looks_the_same_and_has_none() -> None:
    for more in ({}, {"progressive": True}, {"subsampling": 2}, {"quality": 30}):
        content = photo_jpeg(**more)
        plain = without_notes(content)
        assert len(plain) < len(content)
        assert b"SECRET" not in plain
        with Image.open(io.BytesIO(plain)) as after, Image.open(io.BytesIO(content)) as before:
            assert after.tobytes() == before.tobytes()
            assert dict(after.getexif()) == {}
        assert without_notes(plain) == plain


def test_a_second_picture_behind_the_first_is_left_out() -> None:
    assert without_notes(photo_jpeg() + photo_jpeg()) == without_notes(photo_jpeg())


def test_a_photo_that_does_not_say_where_it_ends_has_no_notes_either() -> None:
    content = photo_jpeg()
    assert without_notes(content[:-2]) == without_notes(content)


def test_a_photo_whose_notes_cannot_be_told_from_it_is_refused() -> None:
    content = photo_jpeg()
    at = content.index(b"\xff\xdb")  # the tables, before which a reader passes over zeros
    odd = content[:at] + b"\0" + content[at:]
    with Image.open(io.BytesIO(odd)) as image:
        image.load()
    with pytest.raises(CannotBePrinted, match="the picture is damaged"):
        as_pdf(Part("x", "image/jpeg", odd))


def test_what_says_how_colours_are_read_stays() -> None:
    content = saved(drawn_picture("CMYK"), "JPEG")
    assert b"Adobe" in content
    assert b"Adobe" in without_notes(content)


@given(st.integers(2, 3000), st.binary(max_size=4))
def test_a_photo_that_is_cut_or_changed_is_told_or_taken(at: int, other: bytes) -> None:
    content = photo_jpeg(quality=10)[:at] + other
    try:
        assert without_notes(content).endswith(b"\xff\xd9")
    except ValueError:
        with pytest.raises(CannotBePrinted, match="the picture is damaged"):
            as_pdf(Part("x", "image/jpeg", content))


@pytest.mark.parametrize("form", ["JPEG", "PNG", "TIFF", "WEBP", "GIF", "BMP"])
def test_a_picture_that_is_cut_is_refused_by_name(form: str) -> None:
    content = saved(drawn_picture(size=(300, 200)), form)
    with pytest.raises(CannotBePrinted, match=r"^image-3 cannot be shared .* is damaged"):
        as_pdf(Part("image-3", f"image/{form.casefold()}", content[: len(content) // 2]))


def test_a_picture_with_too_many_points_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 100)
    with pytest.raises(CannotBePrinted, match="too many points"):
        as_pdf(Part("x", "image/png", saved(drawn_picture(), "PNG")))
    assert pictures._A4 == (595.276, 841.89)
