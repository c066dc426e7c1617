"""`semble contact add`, `edit`, `delete` and `merge`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from semble_cli.commands.contact.options import ContactWord, contact_id, takes_contact_fields
from semble_cli.commands.ui.confirmations.changes import changed_line, shown_value
from semble_cli.commands.ui.confirmations.sentences import say_done
from semble_cli.commands.ui.context import context_of
from semble_cli.commands.ui.options.shared import FormatOption, IfVersionOption
from semble_cli.commands.ui.output import Format, chosen, refuse_workbook_here, say, write
from semble_cli.commands.ui.tables import shown, write_one
from semble_cli.commands.ui.written import undo_hint
from semble_cli.errors import BadUsage, Sentence
from semble_cli.patient.around.contact import contact_document

if TYPE_CHECKING:
    from semble_cli.patient.around.contact import Contact


@takes_contact_fields
def add(ctx: typer.Context, *, form: FormatOption = None, given: dict[str, Any]) -> None:
    """Add a contact: a person or an organisation. What is missing is asked for on a terminal.

    The number of the contact is printed, or the whole document with --format json.

    Examples:
    semble contact add --kind person --name MARTIN --first-name Claire --phone work:0199000001
    semble contact add --kind organisation --name "Mutuelle Essai" --siret 73282932000074
    """
    from semble_cli.services.record.contacts import add_contact

    refuse_workbook_here(form)
    context = context_of(ctx)
    if context.may_ask and not {"kind", "name"} <= given.keys():
        from semble_cli.commands.contact.asking import ask_missing

        given = ask_missing(given, context.register.today)
    added = add_contact(context.register, given)
    say_done(Sentence("Contact added: {name}.", name=called(added)), undo_hint())
    if form is None or form is Format.TABLE:
        write(str(added.id))
    else:
        write_one(contact_document(added), form)


@takes_contact_fields
def edit(
    ctx: typer.Context,
    contact: ContactWord,
    *,
    version: IfVersionOption = None,
    form: FormatOption = None,
    given: dict[str, Any],
) -> None:
    """Change a contact. An option given as an empty text clears its field.

    A phone takes the place of those of its type; an empty one clears all.

    Examples:
    semble contact edit 12 --phone work:0199000002 --city Lyon
    """
    from semble_cli.services.record.contacts import edit_contact

    refuse_workbook_here(form)
    if not given:
        raise BadUsage("Say what to change: see semble contact edit --help.")
    context = context_of(ctx)
    edited = edit_contact(context.register, contact_id(context, contact), given, version)
    name = called(edited.contact)
    if not edited.changes:
        say("{who}: it was so already. Nothing was written.", who=name)
    else:
        say_done(Sentence("Contact changed: {name}.", name=name), undo_hint())
        for field, (before, after) in edited.changes.items():
            line = changed_line(field, _shown(field, before), _shown(field, after))
            say("  {change}", change=line)
    if form:
        write_one(contact_document(edited.contact), chosen(form))


def delete(ctx: typer.Context, contact: ContactWord, *, form: FormatOption = None) -> None:
    """Delete a contact. Relations to it keep its name, marked as deleted.

    Examples:
    semble contact delete 12
    """
    from semble_cli.services.record.contacts import delete_contact

    refuse_workbook_here(form)
    context = context_of(ctx)
    deleted = delete_contact(context.register, contact_id(context, contact))
    done = Sentence(
        "Contact deleted: {name}. Relations that keep the name: {count}.",
        name=called(deleted.contact),
        count=len(deleted.patients),
    )
    say_done(done, undo_hint())
    if form:
        write_one(contact_document(deleted.contact), chosen(form))


def merge(
    ctx: typer.Context,
    contact: ContactWord,
    other: Annotated[
        str, typer.Argument(metavar="CONTACT", help="The contact that goes: its number, or name.")
    ],
    *,
    form: FormatOption = None,
) -> None:
    """Make one of two contacts: the first stays, and takes over what it has not of the second.

    Relations to the second are to the first then.

    Examples:
    semble contact merge 12 31
    """
    from semble_cli.services.record.contacts import merge_contacts

    refuse_workbook_here(form)
    context = context_of(ctx)
    merged = merge_contacts(
        context.register, contact_id(context, contact), contact_id(context, other)
    )
    done = Sentence(
        "Contacts merged: {gone} went into {kept}. Relations moved: {count}.",
        gone=called(merged.gone),
        kept=called(merged.kept),
        count=len(merged.moved),
    )
    say_done(done, undo_hint())
    for field, value in merged.left.items():
        line = changed_line(field, _shown(field, value), _shown(field, getattr(merged.kept, field)))
        say("  not taken over, {change}", change=line)
    if form:
        write_one(contact_document(merged.kept), chosen(form))


def called(contact: Contact) -> str:
    """A contact as confirmations name it: the name and the number."""
    return f"{contact.full_name} ({contact.id})"


def _shown(field: str, value: Any) -> str:
    if field == "phones":
        return shown_value(field, value or ())
    return " ".join(shown(field, value).split())
