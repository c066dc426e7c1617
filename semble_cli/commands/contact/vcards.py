"""`semble contact export` and `import`: contacts as vCard 4.0."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from semble_cli.commands.ui.confirmations.sentences import say_done
from semble_cli.commands.ui.context import context_of
from semble_cli.commands.ui.language import explain, tr
from semble_cli.commands.ui.options.shared import OtherPatient, OutputOption
from semble_cli.commands.ui.output import say
from semble_cli.commands.ui.safe_text import discreet
from semble_cli.commands.ui.to_file import redirected
from semble_cli.commands.ui.written import undo_hint
from semble_cli.errors import BadUsage, DoneInPart, Sentence


def export(
    ctx: typer.Context,
    *,
    patient: OtherPatient = None,
    output: OutputOption = None,
) -> None:
    """Write contacts as vCards, for an address book. Without --patient, nothing of any patient is
    in them.

    Examples:
    semble contact export -o contacts.vcf
    semble contact export --patient 1042 -o adrun.vcf
    """
    from semble_cli.services.record.contact_cards import write_cards

    register = context_of(ctx).register
    with redirected(output):
        sys.stdout.writelines(write_cards(register, discreet, patient))


def import_contacts(
    ctx: typer.Context,
    file: Annotated[
        str, typer.Argument(metavar="FILE|-", help="A file of vCards, 4.0, 3.0 or 2.1.")
    ],
    *,
    patient: OtherPatient = None,
) -> None:
    """Add the contacts of vCards. Who is a contact already is left as it is.

    Examples:
    semble contact import contacts.vcf
    semble contact import adrun.vcf --patient 1042
    """
    from semble_cli.services.record.contact_cards import import_cards

    done = import_cards(context_of(ctx).register, _text_of(file), patient)
    told = Sentence(
        "Contacts added: {added}, known already: {known}. Relations made: {related}.",
        added=done.added,
        known=done.known,
        related=done.related,
    )
    say_done(told, undo_hint())
    if done.patients:
        say("Cards of patients, who are no contacts: {count}.", count=done.patients)
    for place, problem in done.problems:
        for line in explain(problem):
            say("Card {place}: {problem}", place=place, problem=line)
    if done.problems:
        raise DoneInPart("Cards that were not taken: {count}.", count=len(done.problems))


def _text_of(file: str) -> str:
    try:
        if file == "-":
            return sys.stdin.read()
        with open(file, encoding="utf-8-sig", newline="") as opened:
            return opened.read()
    except (OSError, ValueError) as error:
        named = tr("standard input") if file == "-" else file
        raise BadUsage("{source} cannot be read as vCards.", source=named) from error
