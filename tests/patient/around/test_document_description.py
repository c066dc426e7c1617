"""What people say of a document, and what they are shown of it."""

from __future__ import annotations

from datetime import date

import pytest

from semble_cli.errors import InvalidInput
from semble_cli.patient.around.document_description import (
    SHOWN,
    parse_dated_on,
    parse_title,
    shown_document,
)
from semble_cli.patient.around.stored_document import DocumentKind, StoredDocument
from semble_cli.patient.choices.of_records import DOCUMENT_KINDS
from tests.conftest import NOW


def test_a_title_is_a_line() -> None:
    assert parse_title("  Courrier   du\n3 ") == "Courrier du 3"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("", "give the document a title"),
        (" \n", "give the document a title"),
        ("x" * 201, "at most 200"),
        ("a\x1b", "control character"),
    ],
)
def test_what_is_no_title_is_refused(given: str, said: str) -> None:
    with pytest.raises(InvalidInput, match=said):
        parse_title(given)


def test_the_day_of_a_document_is_none_to_come() -> None:
    today = date(2026, 11, 23)
    assert parse_dated_on("4/11/2026", today) == date(2026, 11, 4)
    with pytest.raises(InvalidInput, match="still to come"):
        parse_dated_on("24/11/2026", today)


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("courrier", DocumentKind.LETTER),
        ("Compte-rendu", DocumentKind.REPORT),
        ("resultat d'examen", DocumentKind.RESULT),
        ("ordonnance", DocumentKind.PRESCRIPTION),
        ("autre", DocumentKind.OTHER),
    ],
)
def test_a_kind_is_read_in_french_too(word: str, kind: DocumentKind) -> None:
    assert DOCUMENT_KINDS.read("kind", word) is kind


def test_the_json_form_is_this() -> None:
    document = StoredDocument(
        *(1, "Courrier", "lettre.pdf", "application/pdf", "ab", NOW, "zoe"),
        kind="letter",
        dated_on=date(2026, 11, 4),
        id=7,
    )
    shown = shown_document(document, 16)
    assert tuple(shown) == SHOWN
    assert shown == {
        "id": 7,
        "patient_id": 1,
        "title": "Courrier",
        "kind": "letter",
        "dated_on": "2026-11-04",
        "file_name": "lettre.pdf",
        "media_type": "application/pdf",
        "size": 16,
        "sha256": "ab",
        "added_at": "2026-11-23T10:30:00Z",
        "added_by": "zoe",
        "version": 1,
    }
