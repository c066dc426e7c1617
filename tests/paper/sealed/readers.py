"""Programs that are not ours, by which sealed PDFs are opened: poppler, qpdf, MuPDF, PDFium."""

from __future__ import annotations

import io
import subprocess
from typing import TYPE_CHECKING, Any

import pikepdf
import pypdfium2

from tests.paper.sealed.originals import PASSPHRASE

if TYPE_CHECKING:
    from pathlib import Path

    from PIL import Image


def run(*command: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(command, capture_output=True, check=False, timeout=60)


def text_of(file: Path, passphrase: str = PASSPHRASE) -> str:
    """The text of all pages, as poppler reads it."""
    done = run("pdftotext", "-upw", passphrase, "-layout", str(file), "-")
    assert done.returncode == 0, done.stderr
    return done.stdout.decode()


def pages_of(content: bytes, passphrase: str = PASSPHRASE, scale: float = 1) -> list[Image.Image]:
    """The pages as PDFium draws them, a point being a pixel."""
    with pypdfium2.PdfDocument(content, password=passphrase) as found:
        return [page.render(scale=scale).to_pil().convert("RGB") for page in found]


def sizes_of(content: bytes, passphrase: str = PASSPHRASE) -> list[tuple[int, int]]:
    """The sizes of the pages, in whole points."""
    with pypdfium2.PdfDocument(content, password=passphrase) as found:
        return [tuple(map(round, page.get_size())) for page in found]


def opened(content: bytes, passphrase: str = PASSPHRASE) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(content), password=passphrase)


def everything_in(content: bytes, passphrase: str = PASSPHRASE) -> bytes:
    """All that a PDF holds, in clear: objects, and streams as they are and unpacked."""
    found = [b""]
    with opened(content, passphrase) as pdf:
        for each in pdf.objects:
            found.append(_written(each))
            if isinstance(each, pikepdf.Stream):
                found.append(each.read_raw_bytes())
                try:
                    found.append(each.read_bytes())
                except pikepdf.PdfError:  # a picture, whose bytes are those above
                    continue
    return b"\n".join(found)


def _written(each: Any) -> bytes:
    plain = each.stream_dict if isinstance(each, pikepdf.Stream) else each
    return bytes(plain.unparse(resolved=True)) if isinstance(plain, pikepdf.Object) else b""
