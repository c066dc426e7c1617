"""`semble patient relate`, `relations`, `relation edit` and `unrelate`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from semble_cli.commands.contact.options import FIRST_NAME, KIND, PHONE, contact_id
from semble_cli.commands.patient.display.relations import relation_line, relation_row
from semble_cli.commands.ui.confirmations.sentences import say_done, who
from semble_cli.commands.ui.context import Context, context_of
from semble_cli.commands.ui.framework import group as make_group
from semble_cli.commands.ui.options.fields import FieldOption
from semble_cli.commands.ui.options.shared import (
    FieldsOption,
    FormatOption,
    OtherPatient,
    PatientId,
    given_id,
)
from semble_cli.commands.ui.options.taken import takes
from semble_cli.commands.ui.output import Format, chosen, refuse_workbook_here, say, write
from semble_cli.commands.ui.tables import write_all, write_one, write_table
from semble_cli.commands.ui.written import undo_hint
from semble_cli.errors import BadUsage, Sentence
from semble_cli.patient.around.relation import RELATION_KEYS
from semble_cli.patient.choices.of_records import RELATION_TYPES

if TYPE_CHECKING:
    from collections.abc import Callable

    from semble_cli.services.record.relations import Related

_OPTIONS = (
    FieldOption(
        "type", "--type", "TYPE", "What the other is to the patient.", choices=RELATION_TYPES
    ),
    FieldOption("label", "--label", "TEXT", "What a relation of type other is."),
    FieldOption("since", "--since", "DATE", "Its first day."),
    FieldOption("until", "--until", "DATE", "Its last day."),
    FieldOption("policy_number", "--policy", "NUMBER", "The policy number, of an insurer."),
    FieldOption(
        "authorization_code", "--authorisation", "NUMBER", "The authorisation, of an insurer."
    ),
    FieldOption("is_payer", "--payer/--no-payer", "", "The other pays.", is_switch=True),
    FieldOption("notes", "--notes", "TEXT", "Anything else worth knowing."),
)
_OF_NEW = (KIND, FIRST_NAME, PHONE)
_ALWAYS = ("id", "type", "name")
_WHERE_TOLD = ("phone", "since", "until", "is_payer", "policy_number")
"""The columns of relations, and those of which there is one only where a relation has something to
say in it: most have not."""

RelationId = Annotated[
    int,
    typer.Argument(metavar="RELATION", help="The number of the relation.", parser=given_id),
]

relation_group = make_group(
    "Change a relation of a patient.",
    {"edit": "semble_cli.commands.patient.relating:edit_relation"},
)


def _takes_relation(command: Callable[..., None]) -> Callable[..., None]:
    return takes(command, {None: _OPTIONS})


def _takes_new_relation(command: Callable[..., None]) -> Callable[..., None]:
    return takes(command, {None: _OPTIONS, "A new contact": _OF_NEW})


@_takes_new_relation
def relate(
    ctx: typer.Context,
    patient: PatientId,
    *,
    contact: Annotated[
        str | None,
        typer.Option("--contact", metavar="CONTACT", help="To this contact: its number or name."),
    ] = None,
    other: OtherPatient = None,
    new: Annotated[
        str | None,
        typer.Option("--new", metavar="NAME", help="To a new contact of this name."),
    ] = None,
    form: FormatOption = None,
    given: dict[str, Any],
) -> None:
    """Say who is what to a patient: a GP, a guardian, an insurer, a school. What is missing is
    asked for on a terminal.

    The other is a contact, a new contact, or another patient, from whose side the relation is shown
    as well. The number of the relation is printed, or all of it with --format json.

    Examples:
    semble patient relate 1042 --type gp --contact 12
    semble patient relate 1042 --type parent_guardian --patient 877 --payer
    semble patient relate 1042 --type insurer --new "Mutuelle Essai" --policy 00012345
    semble patient relate 1042 --type other --label marraine --new MARTIN --first-name Claire
    """
    from semble_cli.services.record.relations import relate as relate_patient

    refuse_workbook_here(form)
    context = context_of(ctx)
    if sum(each is not None for each in (contact, other, new)) > 1:
        raise BadUsage("Give one of --contact, --patient and --new.")
    about_new = {
        option.field: given.pop(option.field) for option in _OF_NEW if option.field in given
    }
    if about_new and new is None:
        raise BadUsage("--kind, --first-name and --phone are for a contact made with --new.")
    wanted = given | _other(context, contact, other, new, about_new)
    if "type" not in wanted or not {"contact_id", "patient_id", "new"} & wanted.keys():
        wanted = _asked(context, patient, wanted)
    related = relate_patient(context.register, patient, wanted)
    _confirm(Sentence("Relation noted: {who}: {relation}."), related)
    if related.made_contact is not None:
        say("  with it, a new contact: {id}", id=related.made_contact)
    if form is None or form is Format.TABLE:
        write(str(related.relation["id"]))
    else:
        write_one(related.relation, form)


def relations(
    ctx: typer.Context,
    patient: PatientId,
    *,
    form: FormatOption = None,
    fields: FieldsOption = None,
) -> None:
    """List a patient's relations, those that stand in the records of other patients among them.

    Examples:
    semble patient relations 1042
    """
    from semble_cli.services.record.relations import list_relations

    found, items = list_relations(context_of(ctx).register, patient)
    if chosen(form) is Format.TABLE and fields is None:
        if items:
            rows = [relation_row(item, found.sex) for item in items]
            told = (*_ALWAYS, *(name for name in _WHERE_TOLD if any(row[name] for row in rows)))
            write_table(rows, told)
        else:
            say("{who}: no relation is noted.", who=who(found))
    else:
        write_all(items, RELATION_KEYS, chosen(form), fields)


@_takes_relation
def edit_relation(
    ctx: typer.Context,
    patient: PatientId,
    relation: RelationId,
    *,
    form: FormatOption = None,
    given: dict[str, Any],
) -> None:
    """Change a relation. An option given as an empty text clears its field.

    Examples:
    semble patient relation edit 1042 3 --until 31/12/2026
    """
    from semble_cli.commands.patient.display.relations import relation_changes
    from semble_cli.services.record.relations import edit_relation as edit

    refuse_workbook_here(form)
    if not given:
        raise BadUsage("Say what to change: see semble patient relation edit --help.")
    edited = edit(context_of(ctx).register, patient, relation, given)
    if not edited.changes:
        say("{who}: it was so already. Nothing was written.", who=who(edited.patient))
    else:
        _confirm(Sentence("Relation changed: {who}: {relation}."), edited)
        for line in relation_changes(edited.changes):
            say("  {change}", change=line)
    if form:
        write_one(edited.relation, chosen(form))


def unrelate(
    ctx: typer.Context, patient: PatientId, relation: RelationId, *, form: FormatOption = None
) -> None:
    """Remove a relation that was noted by mistake. One that has ended gets a last day instead:
    semble patient relation edit.

    Examples:
    semble patient unrelate 1042 3
    """
    from semble_cli.services.record.relations import unrelate as remove

    refuse_workbook_here(form)
    removed = remove(context_of(ctx).register, patient, relation)
    _confirm(Sentence("Relation removed: {who}: {relation}."), removed)
    if form:
        write_one(removed.relation, chosen(form))


def _other(
    context: Context,
    contact: str | None,
    other: int | None,
    new: str | None,
    about_new: dict[str, Any],
) -> dict[str, Any]:
    """To whom the relation is, by the keys of the document; empty where nobody says it."""
    if contact is not None:
        return {"contact_id": contact_id(context, contact)}
    if other is not None:
        return {"patient_id": other}
    return {} if new is None else {"new": {"name": new, **about_new}}


def _asked(context: Context, patient: int, wanted: dict[str, Any]) -> dict[str, Any]:
    if not context.may_ask:
        raise BadUsage("Give --type, and one of --contact, --patient and --new.")
    from semble_cli.commands.patient.asking.relations import ask_relation
    from semble_cli.services.patients.show import show_patient

    shown = show_patient(context.register, patient)
    say("{done}", done=who(shown.patient))
    return ask_relation(context.register, wanted)


def _confirm(done: Sentence, related: Related) -> None:
    line = relation_line(related.relation, related.patient.sex)
    say_done(Sentence(done.text, who=who(related.patient), relation=line), undo_hint())
