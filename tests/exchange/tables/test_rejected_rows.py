"""Rejected rows are given back with the bytes that they came with."""

from __future__ import annotations

import io

import pytest

from semble_cli.exchange.tables.rejected_rows import RejectedRows, cells_of_file, form_of_rejects
from semble_cli.exchange.tables.table_file import TableFile


def rejected(content: bytes, reason: str = "why", encoding: str | None = None) -> bytes:
    """What a file of rejects has if every row of a table is rejected."""
    file = TableFile(io.BytesIO(content), encoding)
    form = form_of_rejects(file)
    kept = io.BytesIO()
    out = io.TextIOWrapper(
        kept, form.encoding, errors="surrogateescape", newline="", write_through=True
    )
    rejects = RejectedRows(out, file.header, file.header_text, form)
    for row in file.rows():
        rejects.write(row, reason)
    return kept.getvalue()


HEADER = "Nom;Prénom;Né(e) le;Sexe"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "cp850", "mac_roman"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize(
    ("row", "given_back"),
    [
        ("LEFÈVRE;Zoé;31/02/1975;F", "LEFÈVRE;Zoé;31/02/1975;F;why"),
        ('"LEFÈVRE";  Zoé ;"31";F', '"LEFÈVRE";  Zoé ;"31";F;why'),
        ('LEFÈVRE;"Zoé;\nMarie";31;F', 'LEFÈVRE;"Zoé;\nMarie";31;F;why'),
        ("LEFÈVRE;Zoé;31/02/1975;F;6;7", "LEFÈVRE;Zoé;31/02/1975;F;why;6;7"),
        ('LEFÈVRE;"a;b";31;F;"6;7";', 'LEFÈVRE;"a;b";31;F;why;"6;7";'),
        ("LEFÈVRE;Zoé", "LEFÈVRE;Zoé;;;why"),
        ('LEFÈVRE;"Zoé;31;F', 'LEFÈVRE;"Zoé;31;F;why'),
        ('"LEFÈVRE" ;"Zoé";31;F', '"LEFÈVRE" ;"Zoé";31;F;why'),
        ("+33;Zoé;31;F", "'+33;Zoé;31;F;why"),
    ],
)
def test_a_line_is_given_back_as_it_came_with_the_reason_behind_the_cells_of_the_header(
    encoding: str, end: str, row: str, given_back: str
) -> None:
    row, given_back = row.replace("\n", end), given_back.replace("\n", end)
    content = f"{HEADER}{end}{row}{end}".encode(encoding)
    told = f"{HEADER};motif{end}{given_back}{end}".encode(encoding)
    assert rejected(content, encoding=encoding) == told
    assert rejected(told, encoding=encoding) == told


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_so_it_is_in_utf_16(encoding: str) -> None:
    content = f"{HEADER}\r\nLEFÈVRE;Zoé;31/02/1975;F\r\n".encode(encoding)
    told = f"{HEADER};motif\r\nLEFÈVRE;Zoé;31/02/1975;F;why\r\n".encode(encoding)
    assert rejected(content) == told


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_the_order_of_the_bytes_of_a_file_with_a_mark_stays(encoding: str) -> None:
    content = f"\ufeff{HEADER}\nLEFÈVRE;Zoé;31/02/1975;F\n".encode(encoding)
    told = f"\ufeff{HEADER};motif\nLEFÈVRE;Zoé;31/02/1975;F;why\n".encode(encoding)
    assert rejected(content) == told
    assert rejected(content, encoding=encoding[:6]) == told
    assert rejected(content, encoding=encoding[:6].upper().replace("-", "_")) == told
    assert rejected(told) == told


def test_a_mark_is_no_part_of_the_first_name_whatever_encoding_is_told() -> None:
    content = "\ufeffsep=;\nNom;Ville\né;1\n".encode()
    assert rejected(content, encoding="utf-8") == "\ufeffsep=;\nNom;Ville;motif\né;1;why\n".encode()
    assert TableFile(io.BytesIO(b"\xef\xbb\xbfNom;Ville\n1;2\n"), "utf-8").header == (
        "Nom",
        "Ville",
    )


def test_bytes_that_are_no_text_stay() -> None:
    content = "Nom;Prénom;Ville\n".encode() + b"Lef\xe8vre;Zo\xe9;Lyon\n"
    assert rejected(content, encoding="utf-8") == (
        "Nom;Prénom;Ville;motif\n".encode() + b"Lef\xe8vre;Zo\xe9;Lyon;why\n"
    )


@pytest.mark.parametrize(
    ("content", "told"),
    [
        ("sep=,\na,b\n1,2\n", "sep=,\na,b,motif\n1,2,why\n"),
        ("a;b;\n1;2;\n", "a;b;motif;\n1;2;why;\n"),
        ("a;motif;b\n1;old; 2\n", "a;b;motif\n1; 2;why\n"),
        ("motif;a;b\nold;1;2\n", "a;b;motif\n1;2;why\n"),
        ('a;b;motif\n1;2;"old; older"\n', "a;b;motif\n1;2;why\n"),
        ("Titre\n\na;b;c\n1;2;3\n", "a;b;c;motif\n1;2;3;why\n"),
        (
            '"Nom;""Prénom"";Ville"\n"A;""b;c"";d"\n',
            '"Nom;""Prénom"";Ville;motif"\n"A;""b;c"";d;why"\n',
        ),
    ],
)
def test_whatever_the_table_is_like(content: str, told: str) -> None:
    assert rejected(content.encode()) == told.encode()
    assert rejected(told.encode()) == told.encode()


def test_a_reason_that_the_encoding_has_no_signs_for_is_said_in_plain_ones() -> None:
    told = rejected("a;b\né;1\n".encode("cp850"), "l’“x” … →\u202f; ≠", encoding="cp850")
    assert told.decode("cp850") == 'a;b;motif\né;1;"l\'""x"" ... -> ; ?"\n'


def test_a_reason_never_runs_nor_closes_a_quote_of_the_row() -> None:
    assert rejected(b"a;b\n1;2\n", "=1+1") == b"a;b;motif\n1;2;'=1+1\n"
    assert rejected(b'a;b;c\n1;"2;3\n', 'say "x"; y') == b"a;b;c;motif\n1;\"2;3;say 'x'  y\n"


def test_what_is_compared_of_a_row_is_what_its_cells_mean() -> None:
    assert cells_of_file(["'=1", "x ", "why", "", ""], ["a", "b", "motif"]) == ("=1", "x")
    assert cells_of_file(["1"], ["a", "b"]) == ("1",)
