"""A list of patients as a PDF, such as the morning's of those whose rights are closed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from semble_cli.paper.pages.layout import lay_out
from semble_cli.paper.pdf import pages_pdf
from semble_cli.patient.actions import Action
from semble_cli.services.audit.noting import note_export
from semble_cli.services.paper.summary import PagesMade, edition_in
from semble_cli.services.patients.show import shown_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from semble_cli.patient.pages.parts import PageDocument
    from semble_cli.services.paper.summary import Edition, Own
    from semble_cli.services.patients.show import Shown
    from semble_cli.services.register import Register

TITLES = {"fr": "Liste de patients", "en": "List of patients"}
"""What the file is called, and the job that prints it: by no patient's name."""


class ListComposer(Protocol):
    """Composes the pages of a list, in one language."""

    @property
    def language(self) -> str:
        """The code of the language that they speak."""

    def __call__(self, found: Sequence[Shown], edition: Edition) -> PageDocument:
        """The pages of the list."""


def print_list(
    register: Register, ids: Sequence[int], compose: ListComposer, own: Own
) -> PagesMade:
    """The list of some patients, in this order; that it leaves the register is noted.

    Raises:
        NoSuchRecord: nobody has one of the ids. CannotBePrinted: a name is in letters that paper
            has not. Otherwise as `services.audit.noting.note_export`.
    """
    now = register.clock()
    with register.reading() as connection:
        edition = edition_in(connection, now, own)
        found = [shown_in(connection, each, now, reveal=False, whole=False) for each in ids]
    pages = lay_out(compose(found, edition))
    pdf = pages_pdf(pages, TITLES[compose.language], now, compose.language)
    told = {"list": "patients", "form": "pdf", "patients": len(ids)}
    note_export(register, Action.PATIENT_EXPORT, told, ids[0] if len(ids) == 1 else None)
    return PagesMade(pdf, len(ids), len(pages))
