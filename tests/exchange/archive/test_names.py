"""Names in an archive are such as every system takes."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from semble_cli.exchange.archive.names import is_safe, member_name
from semble_cli.patient.around.stored_document import StoredDocument


def stored(file_name: str, number: int = 7) -> StoredDocument:
    at = datetime(2026, 11, 23, tzinfo=UTC)
    return StoredDocument(1, "", file_name, "", "", at, "", id=number)


@pytest.mark.parametrize(
    ("file_name", "name"),
    [
        ("lettre.pdf", "documents/0007-lettre.pdf"),
        ("../../etc/passwd", "documents/0007-etc-passwd"),
        ("C:\\scans\\Échographie n°3.JPG", "documents/0007-C-scans-Echographie-n3.JPG"),
        ("CON", "documents/0007-CON"),
        ("صورة.png", "documents/0007.png"),
        (".pdf", "documents/0007-pdf"),
        ("a.longending99", "documents/0007-a-longending99"),
        ("x" * 200 + ".pdf", f"documents/0007-{'x' * 60}.pdf"),
        ("carte 2 79 03 51 215 189 89.pdf", "documents/0007-carte-2-79.pdf"),
        ("a.p\u202edf", "documents/0007-a-pdf"),
    ],
)
def test_a_document_is_named_by_its_number_and_what_its_file_was_called(
    file_name: str, name: str
) -> None:
    assert member_name(stored(file_name)) == name


def test_where_names_must_not_tell_a_document_is_a_number() -> None:
    assert member_name(stored("sida.pdf"), is_told=False) == "documents/0007.pdf"


@given(st.text(max_size=300), st.integers(1, 10**9))
def test_the_name_of_every_document_is_safe_and_its_own(file_name: str, number: int) -> None:
    name = member_name(stored(file_name, number))
    assert is_safe(name)
    assert name.startswith(f"documents/{number:04}")


@pytest.mark.parametrize(
    "name",
    [
        *("", "/", "/etc/passwd", "../a", "a/../b", "a/./b", "a//b", "a\\b", "C:a", "a/", "a b"),
        *("-rf", ".hidden", "a\n", "a\x1b[31m", "é.pdf", "a.", "documents/..", "~/a", "a\u202eb"),
    ],
)
def test_what_may_leave_its_place_or_drive_a_terminal_is_no_safe_name(name: str) -> None:
    assert not is_safe(name)
