"""What a practice has to set before it issues invoices and writes letters; its numbers are made
up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from semble_cli.services.practice.settings import set_setting
from semble_cli.settings.table import BY_NAME

if TYPE_CHECKING:
    from semble_cli.services.register import Register

PRACTICE = {
    "practice.name": "Cabinet des Lilas",
    "practice.address": "1 rue de la Paix\n63000 Clermont-Ferrand",
    "practice.siret": "73282932000074",
    "practice.rpps": "10001234565",
    "practice.vat_number": "FR44732829320",
    "invoices.exemption": "Exonération de TVA, article 261-4-1° du CGI.",
}


SIGNATURE = "Docteur Alix ROUSSEL\nMédecin généraliste"


def set_up_practice(register: Register, **others: str) -> None:
    """Set all of it, and *others*, with `__` for the point of a name."""
    for name, value in {**PRACTICE, "letters.signature": SIGNATURE}.items():
        set_setting(register, BY_NAME[name], value)
    for name, value in others.items():
        set_setting(register, BY_NAME[name.replace("__", ".")], value)
