"""Labels as a printer of 203 dpi gives them, read back: codes by two decoders that know nothing of
each other, from pixels of two renderers; texts by pdftotext; the file by a library of its own."""

from __future__ import annotations

import io
import subprocess
from typing import TYPE_CHECKING

import pikepdf
import pypdfium2
import pytest
import zxingcpp

from semble_cli.paper.labels.content import label_content
from semble_cli.paper.labels.layout import lay_out
from semble_cli.paper.labels.pages import paged
from semble_cli.paper.pdf import labels_pdf
from semble_cli.patient.labels.offsets import LabelOffset
from semble_cli.patient.labels.sizes import KNOWN_SIZES, parse_label_size
from semble_cli.patient.labels.templates import KNOWN_TEMPLATES, parse_label_template
from tests.paper.people import INS_TEXT, LONG, PROVISIONAL, QUALIFIED

if TYPE_CHECKING:
    from pathlib import Path

    from semble_cli.patient.record import Patient

DPI = 203


def labels(template: str, size: str, *patients: Patient, start: int = 1) -> bytes:
    paper = parse_label_size("s", size)
    read = parse_label_template("t", template)
    layouts = [lay_out(label_content(read, patient), paper) for patient in patients]
    return labels_pdf(paged(layouts, paper, start, LabelOffset()), "Étiquettes")


def by_dmtxread(pdf: bytes, directory: Path) -> list[bytes]:
    (directory / "labels.pdf").write_bytes(pdf)
    subprocess.run(
        ["pdftoppm", "-r", str(DPI), "-png", "labels.pdf", "page"], cwd=directory, check=True
    )
    found = []
    for page in sorted(directory.glob("page*.png")):
        read = subprocess.run(
            ["dmtxread", "-n", "-m", "4000", str(page)], capture_output=True, check=False
        )
        found += [line for line in read.stdout.split(b"\n") if line]
    return found


def by_zxing(pdf: bytes) -> list[bytes]:
    found = []
    for page in pypdfium2.PdfDocument(pdf):
        pixels = page.render(scale=DPI / 72, grayscale=True).to_numpy()
        found += [bytes(each.bytes) for each in zxingcpp.read_barcodes(pixels)]
    return found


@pytest.mark.parametrize("size", ["57x32", "89x36", "62 mm, margins 3", "57x21"])
def test_the_ins_datamatrix_is_read_back_byte_for_byte(size: str, tmp_path: Path) -> None:
    pdf = labels("{birth_name}\n{birth_date}\n{ins_datamatrix}", size, QUALIFIED)
    assert by_dmtxread(pdf, tmp_path) == [INS_TEXT.encode()]
    assert by_zxing(pdf) == [INS_TEXT.encode()]


def test_the_longest_names_are_read_back(tmp_path: Path) -> None:
    pdf = labels(KNOWN_TEMPLATES["ins"], "89x36", LONG)
    text = label_content(parse_label_template("t", "{ins_datamatrix}"), LONG).codes[0].text.encode()
    assert text.count(b"FLORIANT") == 1
    assert by_dmtxread(pdf, tmp_path) == by_zxing(pdf) == [text]


def test_our_code_is_read_back_from_every_usual_size(tmp_path: Path) -> None:
    for name, size in KNOWN_SIZES.items():
        (tmp_path / name).mkdir()
        pdf = labels(KNOWN_TEMPLATES["identity"], size, PROVISIONAL)
        assert by_dmtxread(pdf, tmp_path / name) == by_zxing(pdf) == [b"SEMBLE:1042"], name


def test_a_sheet_gives_one_code_for_each_patient() -> None:
    people = [PROVISIONAL._replace(id=number) for number in range(1, 9)]
    pdf = labels(KNOWN_TEMPLATES["identity"], KNOWN_SIZES["sheet_3x7"], *people, start=17)
    assert sorted(by_zxing(pdf)) == [b"SEMBLE:%d" % number for number in range(1, 9)]
    assert len(pikepdf.open(io.BytesIO(pdf)).pages) == 2


def test_texts_are_given_back_with_their_accents(tmp_path: Path) -> None:
    names = ("Œuvré-d’Hauteville Łódź", "Ελένη Ώ", "Владимир Ґї", "Marie\u2011Lou", "{nb}")
    people = [QUALIFIED._replace(used_name=name) for name in names]
    (tmp_path / "labels.pdf").write_bytes(labels("{used_name}", "89x36", *people))
    read = subprocess.run(
        ["pdftotext", "-enc", "UTF-8", str(tmp_path / "labels.pdf"), "-"],
        capture_output=True,
        check=True,
    ).stdout.decode()
    assert read.split("\x0c")[:-1] == [f"{name}\n\n" for name in (*names[:3], "Marie-Lou", "{nb}")]


@pytest.mark.parametrize(("size", "box"), [("57x32", (57, 32)), ("32x57", (32, 57))])
def test_a_page_has_the_true_size_of_the_label(size: str, box: tuple[int, int]) -> None:
    with pikepdf.open(io.BytesIO(labels("{sex}", size, QUALIFIED))) as read:
        points = [float(side) for side in read.pages[0].mediabox]
    assert [side * 25.4 / 72 for side in points] == pytest.approx([0, 0, *box], abs=0.01)


def test_a_file_says_nothing_but_its_pages_and_is_the_same_each_time() -> None:
    pdf = labels(KNOWN_TEMPLATES["ins"], "57x32", QUALIFIED, LONG)
    assert pdf == labels(KNOWN_TEMPLATES["ins"], "57x32", QUALIFIED, LONG)
    read = pikepdf.open(io.BytesIO(pdf))
    assert {key: str(value) for key, value in read.docinfo.items()} == {
        "/Title": "Étiquettes",
        "/Producer": "semble",
        "/CreationDate": "D:20000101000000Z",
    }
    told = [each for each in read.objects if isinstance(each, pikepdf.Dictionary)]
    keys = {str(key) for each in told for key in each}
    assert keys.isdisjoint(
        {"/JavaScript", "/JS", "/URI", "/A", "/AA", "/Annots", "/EmbeddedFiles", "/Author"}
    )
    assert str(read.Root.OpenAction[1]) == "/XYZ", "a place and a zoom: nothing is run"
    fonts = [str(each["/BaseFont"]) for each in told if "/BaseFont" in each]
    assert fonts
    assert all("+SourceSansPro" in font for font in fonts)
