"""People whom the tests of letters write to, and what the tests ask of letters."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pypdfium2

from semble_cli.services.agenda.rules import nothing_own
from semble_cli.services.letters.mailing import prepare_mailing
from semble_cli.services.letters.writing import LetterAsked
from semble_cli.store.database.open import connected

if TYPE_CHECKING:
    from semble_cli.patient.record import Patient
    from semble_cli.services.letters.mailing import Mailing
    from semble_cli.services.register import Register


DIED = date(2026, 1, 2)
TO_SCHOOL = LetterAsked("school", "ecole")
HELLO = LetterAsked("patient", text="Bonjour {{patient.prenom}}")


def at_home(patient: Patient, **changes: Any) -> Patient:
    """A patient with an address."""
    home = {"address_lines": "1 rue de la Paix", "postal_code": "51300", "city": "Dompremy"}
    return patient._replace(**{**home, **changes})


def mailing(register: Register, asked: LetterAsked = HELLO, **how: Any) -> Mailing:
    is_care = how.pop("is_care", False)
    ids = how.pop("ids", [1, 2])
    return prepare_mailing(register, ids, asked, nothing_own, is_care=is_care)


def texts(pdf: bytes) -> list[str]:
    return [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(pdf)]


def count(register: Register) -> tuple[int, int]:
    """How many documents and contents there are."""
    with connected(register.store) as connection:
        return (
            connection.value("SELECT count(*) FROM document WHERE deleted_at IS NULL"),
            connection.value("SELECT count(*) FROM event"),
        )
