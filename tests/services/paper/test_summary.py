"""Pages about a register's patients, on both databases: who may print what, and what is noted."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any, NamedTuple

import pikepdf
import pypdfium2
import pytest

from semble_cli.errors import CannotBePrinted, NoSuchRecord, Refused, Sentence
from semble_cli.patient.pages.parts import FreeText, Heading, PageDocument, Paragraph, Title
from semble_cli.services.access import Role
from semble_cli.services.paper.summary import (
    Edition,
    PagesMade,
    PaperKind,
    print_patients,
)
from semble_cli.services.patients.create import create_patient
from semble_cli.services.practice.settings import set_setting
from semble_cli.services.record.treatments import add_treatment
from semble_cli.settings.families import known_setting
from semble_cli.store.database.open import connected
from tests.acting import acting_as
from tests.conftest import PAT_TROIS, a_patient

if TYPE_CHECKING:
    from semble_cli.services.patients.show import Shown
    from semble_cli.services.register import Register

NIR = "279035121518989"


class Plain(NamedTuple):
    """Composes pages that say what the service told."""

    kind: PaperKind = PaperKind.SUMMARY
    language: str = "fr"

    def __call__(self, found: Shown, edition: Edition) -> PageDocument:
        document = found.document
        told = [document["nir"], edition.login, edition.practice, document.get("consultations")]
        drugs = document["treatments"] and [each["drug"] for each in document["treatments"]]
        return PageDocument(
            Sentence("Patient {id}", id=found.patient.id),
            document["full_name"],
            "pied",
            (Title(document["birth_name"]), Paragraph(f"{told} {drugs}")),
        )


@pytest.fixture
def people(register: Register) -> Register:
    """A register of two patients, the first of whom takes something."""
    create_patient(register, a_patient(PAT_TROIS, nir=NIR))
    create_patient(register, a_patient())
    add_treatment(register, 1, {"drug": "Essai 1 g"})
    return register


def nothing(_: str) -> str | None:
    return None


def made(
    register: Register, ids: list[int], kind: PaperKind = PaperKind.SUMMARY, **how: Any
) -> PagesMade:
    return print_patients(register, ids, Plain(kind), nothing, **how)


def texts(pdf: bytes) -> list[str]:
    return [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(pdf)]


def metadata(pdf: bytes) -> str:
    with pikepdf.open(io.BytesIO(pdf)) as read:
        return read.Root.Metadata.read_bytes().decode()


def noted(register: Register) -> list[tuple[str, int | None, dict[str, Any]]]:
    with connected(register.store) as connection:
        events = connection.rows(
            "SELECT action, patient_id, content FROM event"
            " WHERE action IN ('patient.export', 'patient.reveal') ORDER BY seq"
        )
    return [(action, whom, json.loads(content)) for action, whom, content in events]


def test_each_patient_begins_on_a_page_of_its_own_in_the_order_asked_for(people: Register) -> None:
    found = made(people, [2, 1])
    assert (found.patients, found.pages) == (2, 2)
    first, second = texts(found.pdf)
    assert "ADRUN" in first
    assert "PAT-TROIS" in second
    assert "1 / 1" in first
    assert "1 / 1" in second
    assert found.pdf == made(people, [2, 1]).pdf
    read = metadata(found.pdf)
    assert "Synthèse" in read
    assert "ADRUN" not in read


def test_the_file_says_which_language_its_pages_speak(people: Register) -> None:
    for language, title in (("fr", "Traitements en cours"), ("en", "Current treatments")):
        compose = Plain(PaperKind.TREATMENTS, language)
        pdf = print_patients(people, [1], compose, nothing).pdf
        assert title in metadata(pdf)
        with pikepdf.open(io.BytesIO(pdf)) as read:
            assert str(read.Root.Lang).startswith(language)


def test_the_nir_is_masked_unless_it_is_revealed_which_is_noted(people: Register) -> None:
    assert "2 79 •• •• ••• ••• ••" in texts(made(people, [1]).pdf)[0]
    assert NIR in texts(made(people, [1], reveal=True).pdf)[0]
    told = {"noted": {"list": "summary", "form": "pdf", "patients": 1}}
    assert noted(people) == [
        ("patient.export", 1, told),
        ("patient.reveal", None, {"list": True}),
        ("patient.export", 1, told),
    ]


def test_what_several_leave_with_is_noted_once_and_names_nobody(people: Register) -> None:
    made(people, [1, 2], PaperKind.TREATMENTS)
    made(people, [2], PaperKind.RECORD)
    assert [(whom, content["noted"]) for _, whom, content in noted(people)] == [
        (None, {"list": "current_treatments", "form": "pdf", "patients": 2}),
        (2, {"list": "whole_record", "form": "pdf", "patients": 1}),
    ]


@pytest.mark.parametrize("role", [Role.READER, Role.SECRETARY])
def test_who_may_not_read_medical_contents_gets_the_rest_and_no_treatments(
    people: Register, role: Role, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "Essai" in texts(made(people, [1]).pdf)[0]
    other = acting_as(people, role, monkeypatch)
    for kind in (PaperKind.SUMMARY, PaperKind.RECORD):
        (page,) = texts(made(other, [1], kind).pdf)
        assert "PAT-TROIS" in page
        assert "Essai" not in page
        assert "None] None" in page
    with pytest.raises(Refused, match="medical contents"):
        made(other, [1], PaperKind.TREATMENTS)


def test_a_clinician_prints_the_treatments(
    people: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    clinician = acting_as(people, Role.CLINICIAN, monkeypatch)
    assert "Essai 1 g" in texts(made(clinician, [1], PaperKind.TREATMENTS).pdf)[0]


def test_nothing_is_noted_of_what_is_not_made(people: Register) -> None:
    class Arabic(Plain):
        def __call__(self, found: Shown, edition: Edition) -> PageDocument:
            return (
                super()
                .__call__(found, edition)
                ._replace(parts=(Heading("Identité"), Paragraph("أمل")))
            )

    with pytest.raises(CannotBePrinted, match="Patient 2: “Identité” cannot be printed: ARABIC"):
        print_patients(people, [2], Arabic(), nothing)
    with pytest.raises(NoSuchRecord):
        made(people, [1, 9])
    assert noted(people) == []


def test_the_practice_and_who_works_here_stand_on_it(people: Register) -> None:
    with people.reading() as connection:
        login = connection.login()
    (page,) = texts(made(people, [1]).pdf)
    assert f"'{login}', None" in page
    assert "Lilas" not in page
    set_setting(people, known_setting("practice.name"), "Cabinet des Lilas")
    assert "Cabinet des Lilas" in texts(made(people, [1]).pdf)[0]
    own = print_patients(people, [1], Plain(), lambda _: "Chez moi")
    assert "Chez moi" in texts(own.pdf)[0]


def test_what_somebody_wrote_as_they_pleased_is_written_out(people: Register) -> None:
    class Emoji(Plain):
        def __call__(self, found: Shown, edition: Edition) -> PageDocument:
            return super().__call__(found, edition)._replace(parts=(Paragraph(FreeText("a😀b")),))

    (page,) = texts(print_patients(people, [1], Emoji(), nothing).pdf)
    assert "a[U+1F600]b" in page
