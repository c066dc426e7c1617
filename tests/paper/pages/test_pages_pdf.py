"""Pages as a file: PDF/A by a validator of its own, the same each time, read back by pdftotext."""

from __future__ import annotations

import io
import subprocess
from datetime import UTC, datetime, timedelta, timezone

import pikepdf
import pikepdf.pdfa
import pytest

from semble_cli.paper.pages.layout import lay_out
from semble_cli.paper.pdf import Archival, pages_pdf
from semble_cli.patient.pages.parts import Heading, Pair, Pairs, Paragraph, Part, Title
from tests.paper.pages.documents import EVERY_PART, of

AT = datetime(2026, 11, 28, 9, 30, tzinfo=timezone(timedelta(hours=1)))


def pdf(*parts: Part, archival: Archival = Archival.PDF_A_2B) -> bytes:
    return pages_pdf(lay_out(of(*(parts or EVERY_PART))), "Synthèse", AT, archival=archival)


def by_pdftotext(file: bytes, *options: str) -> str:
    done = subprocess.run(
        ["pdftotext", "-enc", "UTF-8", *options, "-", "-"],
        input=file,
        capture_output=True,
        check=True,
    )
    return done.stdout.decode()


@pytest.mark.parametrize("archival", list(Archival))
def test_it_is_pdf_a(archival: Archival) -> None:
    with pikepdf.open(io.BytesIO(pdf(archival=archival))) as read:
        report = pikepdf.pdfa.check(read, archival.lower())
        assert report.passed, report.summary()
        assert (
            f"<pdfaid:part>{archival[0]}</pdfaid:part>" in read.Root.Metadata.read_bytes().decode()
        )


def test_it_says_nothing_but_its_pages_and_is_the_same_each_time() -> None:
    file = pdf()
    assert file == pdf()
    read = pikepdf.open(io.BytesIO(file))
    assert not read.docinfo.keys()
    told = read.Root.Metadata.read_bytes().decode()
    moment = AT.astimezone(UTC).isoformat()
    assert told.count(moment) == told.count('Date="') == 3
    assert "Synthèse" in told
    assert "PAT-TROIS" not in told
    assert "creator" not in told
    assert str(read.Root.Lang) == "fr-FR"
    objects = [each for each in read.objects if isinstance(each, pikepdf.Dictionary)]
    keys = {str(key) for each in objects for key in each}
    assert keys.isdisjoint(
        {*("/JavaScript", "/JS", "/URI", "/A", "/AA", "/Annots", "/EmbeddedFiles", "/Author")}
        | {"/OpenAction", "/Names", "/AcroForm"}
    )
    fonts = [str(each["/BaseFont"]) for each in objects if "/BaseFont" in each]
    assert fonts
    assert all("+SourceSansPro" in font for font in fonts)


def test_pages_are_a4_and_the_words_of_programs_are_french_or_english() -> None:
    read = pikepdf.open(io.BytesIO(pages_pdf(lay_out(of(Title("x"))), "Summary", AT, "en")))
    assert str(read.Root.Lang) == "en-GB"
    sides = [float(side) * 25.4 / 72 for side in read.pages[0].mediabox]
    assert sides == pytest.approx([0, 0, 210, 297], abs=0.01)


def test_pdftotext_gives_names_back_with_their_accents() -> None:
    names = ["Œuvré-d’Hauteville", "Ελένη Παπαδοπούλου", "Владимир", "Zoé Nguyễn", "{nb} 100 %"]
    file = pdf(Title(names[0]), Heading("Noms"), *(Paragraph(each) for each in names[1:]))
    read = by_pdftotext(file).splitlines()
    for name in names:
        assert name in read
    file = pdf(Pairs((Pair("Nom", "Marie\u2010Lou"), Pair("Prénom", "Zoe\u0301"))))
    assert "Marie-Lou" in by_pdftotext(file)
    assert "Zoé" in by_pdftotext(file)
