"""What the tests of exports share: pages that say little, and a record with all around it."""

from __future__ import annotations

import io
import json
import zipfile
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from semble_cli.errors import Sentence
from semble_cli.patient.around.note_text import GivenNote, GivenSection
from semble_cli.patient.pages.parts import PageDocument, Paragraph
from semble_cli.services.patients.edit import edit_fields
from semble_cli.services.record.consultations import add_consultation
from semble_cli.services.record.treatments import add_treatment
from tests.services.record.documents import keep, with_two_patients

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from semble_cli.services.exports.beside import PracticeReport
    from semble_cli.services.exports.contents import Facts
    from semble_cli.services.paper.summary import Edition
    from semble_cli.services.patients.history import PastEvent
    from semble_cli.services.patients.show import Shown
    from semble_cli.services.register import Register

NIR = "275126322074974"


class PlainPages(NamedTuple):
    """Composes pages that say what the service told."""

    language: str = "fr"

    def record(self, found: Shown, edition: Edition, *, reveal: bool) -> PageDocument:
        return _page(found.document["birth_name"], edition.login, reveal)

    def history(
        self, found: Shown, events: Sequence[PastEvent], edition: Edition, *, reveal: bool
    ) -> PageDocument:
        return _page(found.patient.id, [each.action for each in events], edition.login, reveal)

    def read_me(self, found: Shown, facts: Facts, edition: Edition) -> PageDocument:
        damaged = [each.id for each in facts.damaged]
        return _page(found.patient.id, edition.login, facts.names, damaged, facts.earlier)

    def practice(self, report: PracticeReport, edition: Edition) -> PageDocument:
        return _page(report.patients, report.exported, edition.login)

    def dictionary(self) -> Sequence[Sequence[str]]:
        return [("key", "français"), ("birth_name", "nom de naissance")]


def _page(*told: object) -> PageDocument:
    about = Sentence("Patient {id}", id=1)
    return PageDocument(about, "", "", (Paragraph(" ".join(map(str, told))),))


def own(_: str) -> None:
    """Nobody set anything as their own."""


def read_json(archive: zipfile.ZipFile, name: str) -> Any:
    return json.loads(archive.read(name))


def opened(data: bytes) -> zipfile.ZipFile:
    return zipfile.ZipFile(io.BytesIO(data))


@pytest.fixture
def people(register: Register, tmp_path: Path) -> Register:
    """A register with two patients, the first of whom has a note, a treatment, a document, and a
    NIR in the record and in a text."""
    with_two_patients(register)
    edit_fields(register, 1, {"nir": NIR, "comments": f"vu, {NIR}"})
    add_consultation(register, 1, GivenNote("Suivi", (GivenSection("Motif", "Toux"),)))
    add_treatment(register, 1, {"drug": "Essai 1 g"})
    keep(register, tmp_path)
    return register
