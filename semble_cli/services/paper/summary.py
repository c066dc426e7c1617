"""Pages about patients as a PDF: the summary, the current treatments, the whole record. They are
read from the register, composed by who knows the words, laid out, and noted before they go."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple, Protocol

from semble_cli.paper.pages.layout import lay_out
from semble_cli.paper.pdf import pages_pdf
from semble_cli.patient.actions import Action
from semble_cli.services.access import Permission
from semble_cli.services.audit.noting import note_export
from semble_cli.services.patients.show import shown_in
from semble_cli.services.practice.settings import value_within

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from semble_cli.patient.pages.parts import PageDocument
    from semble_cli.services.patients.show import Shown
    from semble_cli.services.register import Register
    from semble_cli.store.database.connection import Connection

    Own = Callable[[str], str | None]
    """What who works here set for a setting, by its name; `None` for nothing."""


class PaperKind(StrEnum):
    """What the pages about a patient are; the journal notes it as the list that left."""

    SUMMARY = "summary"
    TREATMENTS = "current_treatments"
    RECORD = "whole_record"


_NEEDS = {PaperKind.TREATMENTS: Permission.EDIT_CARE}
"""What may be printed by who may read medical contents only; of the others the rest is printed."""

_TITLES = {
    PaperKind.SUMMARY: {"fr": "Synthèse", "en": "Summary"},
    PaperKind.TREATMENTS: {"fr": "Traitements en cours", "en": "Current treatments"},
    PaperKind.RECORD: {"fr": "Dossier complet", "en": "Complete record"},
}
"""Of every file of a kind: a title stands in the lists of printers and of programs."""


def title_of(kind: PaperKind, language: str) -> str:
    """What a file of pages is called, and the job that prints it: never by a patient's name."""
    return _TITLES[kind][language]


class Edition(NamedTuple):
    """When pages are made and by whom: the login, and the practice, where it has a name."""

    at: datetime
    login: str
    practice: str | None = None


class Composer(Protocol):
    """Composes the pages of one kind, in one language."""

    @property
    def kind(self) -> PaperKind:
        """What the pages are."""

    @property
    def language(self) -> str:
        """The code of the language that they speak."""

    def __call__(self, found: Shown, edition: Edition) -> PageDocument:
        """The pages about a patient, whose document is a whole one: `None` stands in it for what
        who reads may not read."""


class PagesMade(NamedTuple):
    """Pages as a PDF: how many there are, and about how many patients."""

    pdf: bytes
    patients: int
    pages: int


def print_patients(
    register: Register, ids: Sequence[int], compose: Composer, own: Own, *, reveal: bool = False
) -> PagesMade:
    """The pages about some patients in one file, those of each from page 1 on. Nothing is made
    unless all of it can be printed; that it leaves the register is noted.

    Args:
        reveal: with the NIRs in full, which is noted too.

    Raises:
        NoSuchRecord: nobody has one of the ids. Refused: who works here may not read what is
            printed. CannotBePrinted: something is in letters that paper has not. Otherwise as
            `services.audit.noting.note_export`.
    """
    permission = _NEEDS.get(compose.kind, Permission.READ)
    now = register.clock()
    pages = []
    with register.reading(permission) as connection:
        edition = edition_in(connection, now, own)
        for each in ids:
            found = shown_in(connection, each, now, reveal=reveal, whole=True)
            pages += lay_out(compose(found, edition))
    pdf = pages_pdf(pages, title_of(compose.kind, compose.language), now, compose.language)
    told = {"list": compose.kind.value, "form": "pdf", "patients": len(ids)}
    whom = ids[0] if len(ids) == 1 else None
    note_export(register, Action.PATIENT_EXPORT, told, whom, permission=permission, reveal=reveal)
    return PagesMade(pdf, len(ids), len(pages))


def edition_in(connection: Connection, now: datetime, own: Own) -> Edition:
    """Who makes pages now, by the connection; the practice as its settings name it.

    Raises:
        BadUsage: what the practice set is none of its kind.
    """
    name = value_within(connection, "practice.name", own("practice.name"))
    return Edition(now, connection.login(), name or None)
