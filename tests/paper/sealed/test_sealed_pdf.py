"""One PDF that a passphrase opens, in programs that are not ours."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

import pikepdf
import pypdfium2
import pytest

from semble_cli.errors import CannotBePrinted
from semble_cli.paper.sealed.pdf import sealed_pdf
from semble_cli.patient.sharing.part import Part
from tests.paper.sealed.originals import (
    COVER,
    PASSPHRASE,
    drawn_picture,
    locked_file,
    pdf_part,
    photo_jpeg,
    plain_file,
    saved,
)
from tests.paper.sealed.readers import everything_in, opened, run, sizes_of, text_of

if TYPE_CHECKING:
    from pathlib import Path

ARCHIVE = Part("dossier.zip", "application/zip", b"PK\x03\x04" + bytes(range(256)) * 9)
TABLE = Part("fichier-2.csv", "text/csv", "nom;prénom\n".encode())
PARTS = (
    pdf_part(plain_file("First", "Second")),
    Part("image-2.jpg", "image/jpeg", photo_jpeg()),
    Part("texte-3.txt", "text/plain", b"Third"),
    pdf_part(plain_file("Fourth"), "document-4.pdf"),
)


@pytest.fixture
def sealed(tmp_path: Path) -> Path:
    file = tmp_path / "documents.pdf"
    file.write_bytes(sealed_pdf([*PARTS, ARCHIVE, TABLE], PASSPHRASE, COVER))
    return file


def test_poppler_reads_the_pages_in_the_order_given(sealed: Path) -> None:
    text = text_of(sealed)
    words = ["Comment ouvrir", "First", "Second", "Third", "Fourth"]
    assert [text.index(word) for word in words] == sorted(text.index(word) for word in words)


@pytest.mark.parametrize("passphrase", ["", "2346", PASSPHRASE.upper(), f"{PASSPHRASE} "])
def test_nobody_opens_it_without_the_passphrase(sealed: Path, passphrase: str) -> None:
    assert run("pdftotext", "-upw", passphrase, str(sealed), "-").returncode != 0
    assert run("pdftotext", "-opw", passphrase, str(sealed), "-").returncode != 0
    with pytest.raises(pikepdf.PasswordError):
        opened(sealed.read_bytes(), passphrase)
    with pytest.raises(pypdfium2.PdfiumError):
        pypdfium2.PdfDocument(sealed, password=passphrase)


def test_nothing_is_readable_without_it(sealed: Path) -> None:
    content = sealed.read_bytes()
    for part in (*PARTS, ARCHIVE, TABLE):
        assert part.name.encode() not in content
        assert part.content[:64] not in content
    for word in (b"First", b"/Metadata", b"/Info", b"/Title", b"semble", b"pikepdf", b"qpdf"):
        assert word not in content


def test_qpdf_finds_it_whole_and_of_256_bits(sealed: Path) -> None:
    told = run("qpdf", f"--password={PASSPHRASE}", "--show-encryption", str(sealed))
    said = told.stdout.decode()
    assert "R = 6" in said
    for method in ("stream", "string", "file"):
        assert f"{method} encryption method: AESv3" in said
    assert "not allowed" not in said
    check = run("qpdf", f"--password={PASSPHRASE}", "--check", str(sealed))
    assert check.returncode == 0, check.stdout + check.stderr


def test_mupdf_draws_its_pages(sealed: Path, tmp_path: Path) -> None:
    done = run("mutool", "draw", "-p", PASSPHRASE, "-o", f"{tmp_path}/%d.png", str(sealed))
    assert done.returncode == 0, done.stderr
    assert len(list(tmp_path.glob("*.png"))) == 6


def test_pdfium_reads_it_and_finds_nothing_said_of_it(sealed: Path) -> None:
    with pypdfium2.PdfDocument(sealed, password=PASSPHRASE) as found:
        assert (len(found), found.count_attachments()) == (6, 2)
        assert found.get_metadata_dict() == dict.fromkeys(found.get_metadata_dict(), "")


def test_poppler_saves_the_attachments_as_they_were(sealed: Path, tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.mkdir()
    done = run("pdfdetach", "-upw", PASSPHRASE, "-saveall", "-o", str(out), str(sealed))
    assert done.returncode == 0, done.stderr
    found = {file.name: file.read_bytes() for file in out.iterdir()}
    assert found == {part.name: part.content for part in (ARCHIVE, TABLE)}


def test_qpdf_saves_the_attachments_as_they_were(sealed: Path) -> None:
    done = run(
        *("qpdf", f"--password={PASSPHRASE}", f"--show-attachment={ARCHIVE.name}", str(sealed))
    )
    assert hashlib.sha256(done.stdout).digest() == hashlib.sha256(ARCHIVE.content).digest()


def test_attachments_are_shown_at_once_and_have_no_dates(sealed: Path) -> None:
    with opened(sealed.read_bytes()) as pdf:
        assert pdf.Root.PageMode == pikepdf.Name.UseAttachments
        for each in pdf.attachments.values():
            file = each.get_file()
            assert (file.creation_date, file.mod_date) == (None, None)


def test_attachments_of_one_name_are_all_there() -> None:
    named = [TABLE._replace(content=bytes([each])) for each in range(3)]
    nameless = [Part("x", "x/y", bytes([each])) for each in (8, 9)]
    with opened(sealed_pdf([*named, *nameless], PASSPHRASE, COVER)) as pdf:
        found = {name: each.get_file().read_bytes() for name, each in pdf.attachments.items()}
    assert found == {
        "fichier-2.csv": b"\0",
        "fichier-2-2.csv": b"\1",
        "fichier-2-3.csv": b"\2",
        "x": b"\x08",
        "x-2": b"\x09",
    }


def test_the_page_about_attachments_is_there_only_with_attachments(tmp_path: Path) -> None:
    file = tmp_path / "x.pdf"
    file.write_bytes(sealed_pdf(PARTS, PASSPHRASE, COVER))
    assert "Comment ouvrir" not in text_of(file)
    assert b"UseAttachments" not in everything_in(file.read_bytes())
    file.write_bytes(sealed_pdf([TABLE], PASSPHRASE, COVER))
    assert "Comment ouvrir" in text_of(file)


def test_nothing_is_attached_without_a_page_that_says_so() -> None:
    with pytest.raises(ValueError, match=r"^$"):
        sealed_pdf([TABLE], PASSPHRASE)


def test_what_lies_stays_so_and_sizes_are_kept() -> None:
    content = sealed_pdf(
        [
            Part("a.png", "image/png", saved(drawn_picture(size=(300, 200)), "PNG")),
            Part("b.png", "image/png", saved(drawn_picture(size=(200, 300)), "PNG")),
            pdf_part(plain_file("x")),
        ],
        PASSPHRASE,
    )
    assert sizes_of(content) == [(842, 595), (595, 842), (595, 842)]


@pytest.mark.parametrize(
    ("part", "why"),
    [
        (pdf_part(locked_file("geheim"), "document-7.pdf"), "only its own password opens"),
        (pdf_part(b"%PDF-1.7\nno", "document-8.pdf"), "the PDF is damaged"),
        (pdf_part(b"", "document-9.pdf"), "the PDF is damaged"),
        (Part("image-1.png", "image/png", b"\x89PNG\r\n"), "the picture is damaged"),
    ],
)
def test_what_cannot_be_read_is_refused_by_name(part: Part, why: str) -> None:
    with pytest.raises(CannotBePrinted) as refused:
        sealed_pdf([*PARTS, part], PASSPHRASE)
    assert str(refused.value).startswith(f"{part.name} cannot be shared as pages: ")
    assert why in str(refused.value)
    assert "--zip" in str(refused.value)


def test_what_only_forbids_things_is_opened(tmp_path: Path) -> None:
    file = tmp_path / "x.pdf"
    file.write_bytes(sealed_pdf([pdf_part(locked_file(""))], PASSPHRASE))
    assert "Locked" in text_of(file)
