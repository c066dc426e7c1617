"""What a file is, by its beginning."""

from __future__ import annotations

import io
import zipfile

import pytest

from semble_cli.exchange.media_type import media_type_of


def archive(*names: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as book:
        for name in names:
            book.writestr(name, "<x/>")
    return made.getvalue()


WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PROGRAM = "application/vnd.microsoft.portable-executable"
UNKNOWN = "application/octet-stream"

FILES = [
    (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj", "a.pdf", "application/pdf"),
    (b"%PDF-1.7\n1 0 obj", "sans nom", "application/pdf"),
    (bytes.fromhex("89504e470d0a1a0a0000000d49484452"), "a.pdf", "image/png"),
    (bytes.fromhex("ffd8ffe000104a46494600010100"), "a.jpg", "image/jpeg"),
    (b"II*\0\x08\0\0\0", "scan.tif", "image/tiff"),
    (b"\0" * 128 + b"DICM..", "irm.dcm", "application/dicom"),
    (archive("[Content_Types].xml", "word/document.xml"), "lettre.docx", WORD),
    (archive("x"), "export.zip", "application/zip"),
    (archive("x"), "export", "application/zip"),
    (b'<?xml version="1.0"?><ClinicalDocument/>', "cr.xml", "application/xml"),
    (b"MZ\x90\0\x03", "lettre.pdf", PROGRAM),
    ("Observé le 3".encode(), "note.txt", "text/plain"),
    (b"BMI 24", "note.txt", "text/plain"),
    (b"II. Observation\r\n\tx", "note.txt", "text/plain"),
    (("x" * 8191 + "é").encode()[:8192], "note.txt", "text/plain"),
    ("Observé le".encode("latin-1"), "note.txt", UNKNOWN),
    (b"a\x1b[2Jb", "note.txt", UNKNOWN),
    (b"\0" * 5000, "z.bin", UNKNOWN),
]


@pytest.mark.parametrize(("beginning", "name", "media_type"), FILES)
def test_a_file_is_told_by_its_bytes_and_its_name_decides_only_among_what_they_may_be(
    beginning: bytes, name: str, media_type: str
) -> None:
    assert media_type_of(beginning, name) == media_type
