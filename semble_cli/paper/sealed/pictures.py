"""Pictures as pages of a PDF: upright, as large as they were scanned, or as a page of A4 has room.
Nothing is in the page that is not in the picture."""

from __future__ import annotations

import io
import logging
import struct
import warnings
import zlib
from typing import TYPE_CHECKING, Any, NamedTuple

from semble_cli.errors import Sentence
from semble_cli.paper.sealed.jpeg import without_notes
from semble_cli.paper.sealed.kinds import unusable

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pikepdf import Pdf

    from semble_cli.patient.sharing.part import Part

_A4 = 595.276, 841.89
_POINTS = 72.0
_MARGIN = 28.35
"""10 mm."""
_LEAST_SCAN, _LONGEST_SCAN = 283.0, 1300.0
"""Points of the sides of what was scanned as a page: 10 to 46 cm."""
_LEAST_DPI = 90
"""Cameras and programs say 72 where they know nothing."""
_UPRIGHT = {
    1: (1, 0, 0, 1, 0, 0),
    2: (-1, 0, 0, 1, 1, 0),
    3: (-1, 0, 0, -1, 1, 1),
    4: (1, 0, 0, -1, 0, 1),
    5: (0, -1, -1, 0, 1, 1),
    6: (0, -1, 1, 0, 0, 1),
    7: (0, 1, 1, 0, 0, 0),
    8: (0, 1, -1, 0, 1, 0),
}
"""How a picture is turned and mirrored that was taken so (EXIF, Orientation), as the matrix of a
square of one."""
_ON_THEIR_SIDE = 5
"""From this orientation on, width and height change places."""
_ORIENTATION = 0x0112
_JPEG_MODES = ("L", "RGB")
_DEPTHS = {"1": ("/DeviceGray", 1, 1), "L": ("/DeviceGray", 1, 8), "RGB": ("/DeviceRGB", 3, 8)}
"""The colours that are written, how many values a point has, and of how many bits."""

_DAMAGES = (
    *(OSError, ValueError, TypeError, SyntaxError, EOFError, LookupError, AttributeError),
    *(ArithmeticError, RuntimeError, struct.error, zlib.error),
)
"""What the readers of pictures raise where one is not as it should be: each format its own."""

_DAMAGED = Sentence("the picture is damaged, or of a kind that is not known here.")
_TOO_LARGE = Sentence("the picture has too many points.")


class _Picture(NamedTuple):
    """A picture to be put on a page: its stream, its points, as how it lies, and its resolution."""

    stream: Any
    width: int
    height: int
    orientation: int
    dpi: tuple[float, float] | None


def add_picture(pdf: Pdf, part: Part) -> None:
    """Put a picture on a page of its own at the end of a PDF; each one of a TIFF with several.

    Raises:
        CannotBePrinted: it cannot be read.
    """
    from PIL import Image

    logging.getLogger("PIL").addHandler(logging.NullHandler())  # what it finds it tells there
    try:
        with warnings.catch_warnings():
            # What is wrong beside the points is left out; twice as many of these as are remarked
            # upon are refused.
            warnings.simplefilter("ignore")
            with Image.open(io.BytesIO(part.content)) as image:
                for picture in _pictures(pdf, part, image):
                    _add_page(pdf, picture)
    except Image.DecompressionBombError:
        raise unusable(part, _TOO_LARGE) from None
    except _DAMAGES:
        raise unusable(part, _DAMAGED) from None


def _pictures(pdf: Pdf, part: Part, image: Any) -> Iterator[_Picture]:
    if image.format in ("JPEG", "MPO"):
        yield _photo(pdf, part, image)
        return
    for number in range(getattr(image, "n_frames", 1) if image.format == "TIFF" else 1):
        image.seek(number)
        yield _drawn(pdf, image)


def _photo(pdf: Pdf, part: Part, image: Any) -> _Picture:
    """A JPEG, whose data are left as they are: written anew, they would be worse."""
    image.load()
    if image.mode not in _JPEG_MODES:
        return _drawn(pdf, image)
    space = _DEPTHS[image.mode][0]
    stream = _image_stream(pdf, without_notes(part.content), image.size, space, 8)
    _filter(stream, "/DCTDecode")
    return _Picture(stream, image.width, image.height, _orientation(image), _dpi(image))


def _drawn(pdf: Pdf, image: Any) -> _Picture:
    """Another picture: its points, packed without loss."""
    image.load()
    # Of a TIFF, the library turns the points as it reads them, and says so from then on.
    dpi, orientation = _dpi(image), _orientation(image)
    flat = _flat(image)
    space, colours, bits = _DEPTHS[flat.mode]
    stream = _image_stream(pdf, _packed(flat), flat.size, space, bits)
    _filter(stream, "/FlateDecode", colours, bits, flat.width)
    return _Picture(stream, flat.width, flat.height, orientation, dpi)


def _flat(image: Any) -> Any:
    """A picture in black and white, grey or RGB, what is transparent being white."""
    from PIL import Image

    if image.mode.startswith(("I", "F")):
        # Of 16 bits, as X-rays have; told to, the library would cut off all but the darkest.
        least, most = image.getextrema()
        scale = 255 / ((most - least) or 1)
        return image.convert("F").point(lambda value: value * scale - least * scale).convert("L")
    if image.has_transparency_data:
        ground = Image.new("RGBA", image.size, "white")
        return Image.alpha_composite(ground, image.convert("RGBA")).convert("RGB")
    return image if image.mode in _DEPTHS else image.convert("RGB")


def _packed(image: Any) -> bytes:
    """The points as PNG packs them, which PDF reads as they are."""
    out = io.BytesIO()
    image.save(out, "PNG", icc_profile=None, exif=b"")
    content = out.getvalue()
    at, data = 8, []
    while at < len(content):
        end = at + 8 + int.from_bytes(content[at : at + 4], "big")
        if content[at + 4 : at + 8] == b"IDAT":
            data.append(content[at + 8 : end])
        at = end + 4
    return b"".join(data)


def _image_stream(pdf: Pdf, content: bytes, size: tuple[int, int], space: str, bits: int) -> Any:
    from pikepdf import Name, Stream

    return Stream(
        pdf,
        content,
        Type=Name.XObject,
        Subtype=Name.Image,
        Width=size[0],
        Height=size[1],
        ColorSpace=Name(space),
        BitsPerComponent=bits,
    )


def _filter(stream: Any, name: str, colours: int = 0, bits: int = 0, columns: int = 0) -> None:
    """Say how the bytes of a stream are packed."""
    from pikepdf import Dictionary, Name

    packing = (
        Dictionary(Predictor=15, Colors=colours, BitsPerComponent=bits, Columns=columns)
        if colours
        else None
    )
    stream.write(stream.read_raw_bytes(), filter=Name(name), decode_parms=packing)


def _orientation(image: Any) -> int:
    found = image.getexif().get(_ORIENTATION, 1)
    return found if found in _UPRIGHT else 1


def _dpi(image: Any) -> tuple[float, float] | None:
    """The points in an inch, where somebody knew them."""
    try:
        across, down = (float(value) for value in image.info["dpi"])
    except (KeyError, TypeError, ValueError, ZeroDivisionError):
        return None
    return (across, down) if min(across, down) >= _LEAST_DPI else None


def _add_page(pdf: Pdf, picture: _Picture) -> None:
    from pikepdf import Array, Dictionary

    width, height = picture.width, picture.height
    dpi = picture.dpi
    if picture.orientation >= _ON_THEIR_SIDE:
        width, height = height, width
        dpi = dpi and (dpi[1], dpi[0])
    page, box = _placed(width, height, dpi)
    left, low, wide, high = box
    turned = " ".join(map(str, _UPRIGHT[picture.orientation]))
    drawing = f"q {wide:.3f} 0 0 {high:.3f} {left:.3f} {low:.3f} cm {turned} cm /P Do Q"
    pdf.add_blank_page(page_size=page)
    last = pdf.pages[-1].obj
    last.MediaBox = Array([0, 0, *(round(side, 2) for side in page)])
    last.Resources = Dictionary(XObject=Dictionary({"/P": picture.stream}))
    last.Contents = pdf.make_stream(drawing.encode())


def _placed(
    width: int, height: int, dpi: tuple[float, float] | None
) -> tuple[tuple[float, float], tuple[float, float, float, float]]:
    """The size of the page, and the left, the lower end, the width and the height of the picture on
    it, in points."""
    if dpi is not None:
        true = width / dpi[0] * _POINTS, height / dpi[1] * _POINTS
        if all(_LEAST_SCAN <= side <= _LONGEST_SCAN for side in true):
            return true, (0, 0, *true)
    page = _A4 if width <= height else (_A4[1], _A4[0])
    scale = min(
        (page[0] - 2 * _MARGIN) / width,
        (page[1] - 2 * _MARGIN) / height,
        1,  # one that has few points is not blown up
    )
    wide, high = width * scale, height * scale
    return page, ((page[0] - wide) / 2, (page[1] - high) / 2, wide, high)
