"""The names of files as they are kept."""

from __future__ import annotations

import pytest

from semble_cli.patient.around.file_names import base_name, title_of

NAMES = [
    ("lettre.pdf", "lettre.pdf"),
    ("/home/zoe/scans/lettre.pdf", "lettre.pdf"),
    ("../../etc/lettre.pdf", "lettre.pdf"),
    ("C:\\Users\\Zoé\\lettre.pdf", "lettre.pdf"),
    ("..", "document"),
    ("a/..", "document"),
    ("a/", "document"),
    ("", "document"),
    ("   ", "document"),
    ("a\x00b.pdf", "a_b.pdf"),
    ("a\nb\r\x1b[2J.pdf", "a_b__[2J.pdf"),
    ("exe\u202efdp.pdf", "exe_fdp.pdf"),
    ("a\u2028b\udc80.pdf", "a_b_.pdf"),
    ("e\u0301te\u0301.pdf", "été.pdf"),
    (" courrier du 3 .pdf ", "courrier du 3 .pdf"),
    (".profile", ".profile"),
    ("x" * 300, "x" * 200),
    ("x" * 300 + ".pdf", "x" * 196 + ".pdf"),
    ("a." + "x" * 300, "a." + "x" * 198),
]


@pytest.mark.parametrize(("given", "kept"), NAMES)
def test_a_name_is_kept_without_directories_and_of_what_is_seen(given: str, kept: str) -> None:
    assert base_name(given) == kept


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("lettre.pdf", "lettre"),
        ("archive.tar.gz", "archive.tar"),
        ("sans fin", "sans fin"),
        (".pdf", ".pdf"),
        ("courrier  du 3.pdf", "courrier du 3"),
    ],
)
def test_the_title_of_a_document_is_the_name_without_its_ending(name: str, title: str) -> None:
    assert title_of(name) == title
