"""What a message says beside its documents, and what our kinds of documents are for the CI-SIS."""

from __future__ import annotations

import re

import pytest

from semble_cli.errors import InvalidInput
from semble_cli.exchange.mssante.kinds_of_documents import TYPE_OF, class_of, type_of
from semble_cli.exchange.mssante.message import (
    mss_headers,
    mss_parts,
    mss_subject,
    pdf_names,
)
from semble_cli.exchange.mssante.xdm import xdm_archive
from semble_cli.patient.around.stored_document import DocumentKind
from tests.exchange.mssante.sending import (
    SENDER,
    SENT_AT,
    a_document,
    provisional,
    qualified,
    subject_of,
)

RESULT, LETTER = a_document(), a_document("letter", 2, dated_on=None)


def test_the_headers_tell_product_identity_and_types() -> None:
    assert mss_headers("DEV935997", [RESULT, LETTER], subject_of(qualified())) == {
        "X-MSS-NIL": "DEV935997",
        "X-MSS-INS": "O",
        "X-MSS-CODECDA": "11502-2,96349-6",
    }


@pytest.mark.parametrize(
    "patient", [provisional(), qualified(identity_checked=False), qualified(doubtful=True)]
)
def test_an_identity_that_is_not_qualified_is_told_as_such(patient: object) -> None:
    headers = mss_headers("1", [RESULT], subject_of(patient))  # type: ignore[arg-type]
    assert headers["X-MSS-INS"] == "N"


def test_a_message_without_documents_has_the_product_number_alone() -> None:
    assert mss_headers("1", [], subject_of(qualified())) == {"X-MSS-NIL": "1"}


def test_the_subject_is_the_one_by_which_programs_know_the_archive() -> None:
    whose = "PAT-TROIS DOMINIQUE 28/03/1979"
    assert mss_subject([RESULT], qualified()) == f"XDM/1.0/DDM+CR d'examens biologiques {whose}"
    assert mss_subject([RESULT, LETTER], qualified()) == f"XDM/1.0/DDM+2 documents {whose}"
    born = provisional(birth_name="d’Œuvré", first_given_name="Zoé")
    assert mss_subject([RESULT], born).endswith("biologiques D'OEUVRE ZOE 31/12/1975")


def test_a_long_type_is_cut_after_forty_characters() -> None:
    long = RESULT._replace(type=RESULT.type._replace(label="x" * 39 + " yz"))
    assert mss_subject([long], qualified()).startswith(f"XDM/1.0/DDM+{'x' * 39} PAT-TROIS ")


def test_pdfs_are_named_by_day_type_and_person_and_no_two_alike() -> None:
    names = pdf_names([RESULT, LETTER, RESULT, RESULT], qualified())
    assert names == [
        "20260702_CR d'examens biologiques_PAT-TROIS_DOMINIQUE.pdf",
        "20260703_Lettre d'adressage_PAT-TROIS_DOMINIQUE.pdf",
        "20260702_CR d'examens biologiques_PAT-TROIS_DOMINIQUE_2.pdf",
        "20260702_CR d'examens biologiques_PAT-TROIS_DOMINIQUE_3.pdf",
    ]
    for each in TYPE_OF.values():
        assert not re.search(r'[\\/:*?"<>|]', each.label), "no system takes it as a file's name"


def test_the_archive_is_attached_and_the_pdfs_that_are_in_it() -> None:
    whose = subject_of(qualified())
    parts = mss_parts([RESULT, LETTER], whose, SENDER, SENT_AT)
    assert [(each.name, each.media_type) for each in parts] == [
        ("IHE_XDM.zip", "application/zip"),
        *((name, "application/pdf") for name in pdf_names([RESULT, LETTER], qualified())),
    ]
    assert parts[0].content == xdm_archive([RESULT, LETTER], whose, SENDER, SENT_AT)
    assert [each.content for each in parts[1:]] == [RESULT.pdf, LETTER.pdf]


def test_every_kind_but_other_has_a_type_and_a_class() -> None:
    assert set(DocumentKind) - set(TYPE_OF) == {DocumentKind.OTHER}
    assert {kind.value: (of.code, class_of(of).code) for kind, of in TYPE_OF.items()} == {
        "letter": ("96349-6", "10"),
        "report": ("11488-4", "10"),
        "test_result": ("11502-2", "10"),
        "imaging": ("18748-4", "31"),
        "prescription": ("57828-6", "42"),
        "certificate": ("89601-9", "52"),
        "consent": ("59284-0", "95"),
        "administrative": ("51851-4", "95"),
    }


@pytest.mark.parametrize("kind", [None, "", "other"])
def test_what_a_document_is_is_not_guessed(kind: str | None) -> None:
    with pytest.raises(InvalidInput, match="semble document edit 12 --kind KIND"):
        type_of(kind, 12)
