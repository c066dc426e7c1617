"""Which kind of file somebody gives."""

from __future__ import annotations

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile

import pytest

from semble_cli.errors import InvalidInput
from semble_cli.exchange.kinds import FileKind, kind_of

MESSAGE = "MSH|^~\\&|GAM|CHU-X\r"
CARD = "BEGIN:VCARD\r\nVERSION:4.0\r\n"


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ('{"birth_name": "X"}', FileKind.DOCUMENTS),
        ("\ufeff [1]", FileKind.DOCUMENTS),
        (CARD, FileKind.CARDS),
        (f"\ufeff\n begin:vcard{CARD}", FileKind.CARDS),
        (MESSAGE, FileKind.MESSAGES),
        (f"\x0b{MESSAGE}", FileKind.MESSAGES),
        (f"FHS|^~\\&|GAM\r{MESSAGE}", FileKind.MESSAGES),
        ("MSH#$%!@#GAM\r", FileKind.MESSAGES),
        ("MSH;Nom;Prénom\n", FileKind.TABLE),
        ("MSH;;;\n", FileKind.TABLE),
        ("Nom;Prénom\nMSH|^~\\&|\n", FileKind.TABLE),
        ("", FileKind.TABLE),
    ],
)
def test_a_file_is_told_by_how_it_begins(content: str, kind: FileKind) -> None:
    for encoding in ("utf-8", "utf-16"):
        source = io.BytesIO(content.encode(encoding))
        assert kind_of(source) is kind
        assert source.tell() == 0


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        ("<html><table><tr><td>Nom</td></tr></table></html>", "HTML"),
        ("\r\n<!DOCTYPE html><html>", "HTML"),
        ('<meta charset="utf-8"><table>', "HTML"),
        ("MIME-Version: 1.0\r\nContent-Type: multipart/related", "HTML"),
        ('\ufeff<?xml version="1.0"?><Workbook/>', "XML"),
        ('<Bundle xmlns="http://hl7.org/fhir">', "XML"),
        ("%PDF-1.4\n", "PDF"),
        ("{\\rtf1 Nom", "RTF"),
    ],
)
def test_a_page_under_the_name_of_a_workbook_is_told_and_not_read(content: str, kind: str) -> None:
    for encoding in ("utf-8", "utf-16"):
        with pytest.raises(InvalidInput, match=rf"its format is {kind}, .*XLSX"):
            kind_of(io.BytesIO(content.encode(encoding)))
    with pytest.raises(InvalidInput, match=f"its format is {kind}"):
        kind_of(io.BytesIO(gzip.compress(content.encode())))


def archive_of(name: str, content: bytes) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        entry = tarfile.TarInfo(name)
        entry.size = len(content)
        archive.addfile(entry, io.BytesIO(content))
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (bz2.compress(b"Nom;Prenom\n"), "bzip2"),
        (bz2.compress(b"Nom;Prenom\n", 1), "bzip2"),
        (lzma.compress(b"Nom;Prenom\n"), "xz"),
        (b"7z\xbc\xaf\x27\x1c\0\4", "7z"),
        (b"Rar!\x1a\x07\x01\0", "RAR"),
        (b"\x28\xb5\x2f\xfd\x24", "zstd"),
        (archive_of("export.csv", b"Nom;Prenom\n"), "tar"),
        (gzip.compress(archive_of("export.csv", b"Nom;Prenom\n"), mtime=0), "tar"),
        (gzip.compress(gzip.compress(b"Nom;Prenom\n", mtime=0), mtime=0), "gzip"),
    ],
)
def test_a_packing_that_is_not_read_is_told(content: bytes, kind: str) -> None:
    with pytest.raises(InvalidInput, match=f"it is packed as {kind}; unpack it first"):
        kind_of(io.BytesIO(content))


@pytest.mark.parametrize(
    "content", ["<Nom>;<Prénom>", "PDF;Nom", "< 18 ans;Nom", "<Tableau>;Nom", "BZh;Rar!"]
)
def test_a_table_whose_first_name_has_a_sign_is_a_table(content: str) -> None:
    assert kind_of(io.BytesIO(content.encode())) is FileKind.TABLE


@pytest.mark.parametrize(
    ("inside", "kind"),
    [
        (("[Content_Types].xml", "word/document.xml"), "Word"),
        (("Index/Document.iwa", "preview.jpg"), "Numbers"),
    ],
)
def test_a_document_of_an_office_program_is_told_by_what_is_in_it(
    inside: tuple[str, ...], kind: str
) -> None:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as packed:
        for name in inside:
            packed.writestr(name, "x")
    with pytest.raises(InvalidInput, match=f"its format is {kind}, "):
        kind_of(io.BytesIO(archive.getvalue()))


def test_a_packed_file_is_told_by_what_is_in_it() -> None:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr("a.txt", CARD)
    assert kind_of(io.BytesIO(archive.getvalue())) is FileKind.CARDS
    assert kind_of(io.BytesIO(gzip.compress(MESSAGE.encode()))) is FileKind.MESSAGES


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("contacts.vcf", "rien", FileKind.CARDS),
        ("CONTACTS.VCF", "rien", FileKind.CARDS),
        ("export.hl7", "rien", FileKind.MESSAGES),
        ("export.vcf", "[]", FileKind.DOCUMENTS),
        ("export.hl7", CARD, FileKind.CARDS),
        ("export.csv", MESSAGE, FileKind.MESSAGES),
        ("export.csv", "rien", FileKind.TABLE),
    ],
)
def test_the_name_tells_where_the_beginning_does_not(
    name: str, content: str, kind: FileKind
) -> None:
    source = io.BytesIO(content.encode())
    source.name = name  # as an opened file has one
    assert kind_of(source) is kind
