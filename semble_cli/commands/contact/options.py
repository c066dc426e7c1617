"""The options that fill in a contact, and the argument that names one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from semble_cli.commands.ui.options.fields import FieldOption
from semble_cli.commands.ui.options.taken import takes
from semble_cli.patient.choices.of_records import CONTACT_KINDS

if TYPE_CHECKING:
    from collections.abc import Callable

    from semble_cli.commands.ui.context import Context

ContactWord = Annotated[
    str, typer.Argument(metavar="CONTACT", help="The contact: its number, or the name of one.")
]

KIND = FieldOption(
    "kind", "--kind", "", "What the contact is: a person or an organisation.", choices=CONTACT_KINDS
)
FIRST_NAME = FieldOption("first_name", "--first-name", "NAME", "A person's first name.")
PHONE = FieldOption(
    "phones", "--phone", "TYPE:NUMBER", "A phone: mobile, home, work or other.", several=True
)

CONTACT_OPTIONS = (
    KIND,
    FieldOption("name", "--name", "NAME", "A person's last name, or an organisation's name."),
    FIRST_NAME,
    FieldOption("title", "--title", "TEXT", "A person's title: Mme, M., Dr ..."),
    FieldOption("company_name", "--company", "NAME", "The company a person is at."),
    PHONE,
    FieldOption("email", "--email", "ADDRESS", "The e-mail address."),
    FieldOption("mssante", "--mssante", "ADDRESS", "The MSSanté address."),
    FieldOption("address_lines", "--address", "TEXT", "The lines of the postal address."),
    FieldOption("postal_code", "--postal-code", "CODE", "The postal code."),
    FieldOption("city", "--city", "NAME", "The city."),
    FieldOption("country", "--country", "NAME", "The country."),
    FieldOption("rpps", "--rpps", "NUMBER", "The RPPS number of a health professional."),
    FieldOption("finess", "--finess", "NUMBER", "The FINESS number of an establishment."),
    FieldOption("siren", "--siren", "NUMBER", "The SIREN number of a company."),
    FieldOption("siret", "--siret", "NUMBER", "The SIRET number of an establishment."),
    FieldOption("notes", "--notes", "TEXT", "Anything else worth knowing."),
)


def takes_contact_fields(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options of `CONTACT_OPTIONS`: those given come by field, as `given`."""
    return takes(command, {None: CONTACT_OPTIONS})


def contact_id(context: Context, word: str) -> int:
    """The number of the contact that a word means.

    Raises:
        NoSuchRecord: none is called so. Refused: several are.
    """
    from semble_cli.services.record.contacts import contact_named

    return contact_named(context.register, word)
