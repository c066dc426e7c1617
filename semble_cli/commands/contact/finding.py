"""`semble contact search` and `show`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from semble_cli.commands.contact.options import ContactWord, contact_id
from semble_cli.commands.ui.context import context_of
from semble_cli.commands.ui.options.shared import FieldsOption, FormatOption, LimitOption
from semble_cli.commands.ui.output import Format, chosen, columns_of, refuse_workbook_here
from semble_cli.commands.ui.tables import write_all, write_one, write_pairs, write_table
from semble_cli.commands.ui.words.choices import choice_option
from semble_cli.errors import NothingFound
from semble_cli.patient.around.contact import CONTACT_KEYS, ContactKind, contact_document
from semble_cli.patient.choices.of_records import CONTACT_KINDS

if TYPE_CHECKING:
    from semble_cli.services.record.contacts import ShownContact

SHOWN_KEYS = (*CONTACT_KEYS, "patients")
"""The keys of `contact show`."""

_COLUMNS = ("id", "name", "kind", "phones", "email", "city")


def search(
    ctx: typer.Context,
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="[WORDS]...", help="Names, or an RPPS, FINESS or SIRET number."),
    ] = None,
    *,
    kind: Annotated[
        ContactKind | None,
        choice_option(CONTACT_KINDS, "--kind", help_text="Only persons, or only organisations."),
    ] = None,
    limit: LimitOption = 50,
    form: FormatOption = None,
    fields: FieldsOption = None,
) -> None:
    """Find contacts by the beginnings of their names, or by a number; all of them without a word.

    Examples:
    semble contact search martin cl
    semble contact search --kind organisation
    """
    from semble_cli.services.record.contacts import find_contacts

    register = context_of(ctx).register
    found = find_contacts(register, " ".join(words or ()), kind.value if kind else None, limit)
    documents = list(map(contact_document, found))
    if chosen(form) is Format.TABLE and fields is None:
        rows = (document | {"city": document["address"]["city"]} for document in documents)
        if documents:
            write_table(rows, _COLUMNS)
    else:
        write_all(documents, CONTACT_KEYS, chosen(form), fields)
    if not found:
        raise NothingFound("No contact matches.")


def show(
    ctx: typer.Context,
    contact: ContactWord,
    *,
    form: FormatOption = None,
    fields: FieldsOption = None,
) -> None:
    """Show a contact, and the patients who have a relation to it.

    Examples:
    semble contact show 12
    semble contact show "MARTIN Claire" -f json
    """
    from semble_cli.services.record.contacts import show_contact

    refuse_workbook_here(form)
    context = context_of(ctx)
    found = show_contact(context.register, contact_id(context, contact))
    document = contact_document(found.contact) | {"patients": found.patients}
    if chosen(form) is Format.TABLE and fields is None:
        _write_summary(found, document)
    else:
        columns_of(SHOWN_KEYS, fields)
        write_one(document, chosen(form), fields)


def _write_summary(found: ShownContact, document: dict[str, Any]) -> None:
    from semble_cli.commands.patient.display.relations import relation_row

    is_person = found.contact.kind == ContactKind.PERSON
    parts = ("last_name", "first_name") if is_person else ("company_name",)  # of the name itself
    keys = [key for key in CONTACT_KEYS if key not in ("version", *parts)]
    told = {key: document[key] for key in keys if document[key] not in (None, [], "")}
    if not any(document["address"].values()):
        told.pop("address")
    write_pairs(told)
    if found.patients:
        rows = (relation_row(each, None) for each in found.patients)
        write_table(rows, ("patient_id", "name", "type", "since", "until"))
