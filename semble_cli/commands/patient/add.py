"""`semble patient add`: a new patient, from options, JSON, or questions for what is missing."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from semble_cli.commands.patient.duplicate_choice import choose_about_duplicates
from semble_cli.commands.patient.questions import ask_missing
from semble_cli.commands.ui.birth_place import tell_place, with_birth_place
from semble_cli.commands.ui.context import Context, context_of
from semble_cli.commands.ui.field_options import takes_fields
from semble_cli.commands.ui.labels import status_name
from semble_cli.commands.ui.language import tr
from semble_cli.commands.ui.options import FormatOption, on_duplicate_option
from semble_cli.commands.ui.output import Format, refuse_workbook_here, say, warn, write
from semble_cli.commands.ui.tables import write_one
from semble_cli.errors import BadUsage
from semble_cli.patient.document import document, flatten
from semble_cli.patient.intake import REQUIRED
from semble_cli.patient.on_duplicate import OnDuplicate

if TYPE_CHECKING:
    from semble_cli.patient.record import Patient

JsonOption = Annotated[
    str | None,
    typer.Option("--json", metavar="FILE|-", help="Read a patient document; options win over it."),
]
OnDuplicateOption = Annotated[
    OnDuplicate | None,
    on_duplicate_option(
        "What to do about a likely duplicate.",
        *(OnDuplicate.ASK, OnDuplicate.REFUSE, OnDuplicate.CREATE),
        default="ask on a terminal, refuse elsewhere",
    ),
]


@takes_fields
def add(
    ctx: typer.Context,
    *,
    source: JsonOption = None,
    on_duplicate: OnDuplicateOption = None,
    form: FormatOption = None,
    given: dict[str, Any],
) -> None:
    """Create a patient. What is missing is asked for when a person is there.

    Needed are the birth name, the first given name, the birth date, the sex and the birth place.
    The new id is printed, or the whole document with --format json.

    Examples:
    semble patient add
    semble patient add --birth-name ADRUN --first-name Zoé --sex F --birth-date 1975
    semble patient add --json - --no-input < patient.json
    """
    refuse_workbook_here(form)
    context = context_of(ctx)
    if source is not None:
        given = read_json(source) | given
    given = with_birth_place(context, given)
    if context.may_ask and any(trait not in given for trait in REQUIRED):
        given = ask_missing(given, context.register.today)
    created = _register(context, given, on_duplicate)
    if created:
        context.remember(created.id)
        _tell(created, form)


def read_json(source: str) -> dict[str, Any]:
    """The flat fields of a patient document in a file, or in standard input for `-`.

    Raises:
        BadUsage: it is not the JSON of one object. InvalidInput: a key holds something else.
    """
    named = tr("standard input") if source == "-" else source
    try:
        if source == "-":
            text = sys.stdin.read()
        else:
            with open(source, encoding="utf-8-sig") as file:
                text = file.read()
        found = json.loads(text)
    except (OSError, ValueError, RecursionError) as error:
        raise BadUsage("{source} cannot be read as JSON.", source=named) from error
    if not isinstance(found, dict):
        raise BadUsage("{source} holds no patient document: one JSON object.", source=named)
    return flatten(found)


def _register(
    context: Context, given: dict[str, Any], on_duplicate: OnDuplicate | None
) -> Patient | None:
    from semble_cli.services.patients.create import (
        create_patient,
        duplicate_error,
        likely_duplicates,
    )

    register = context.register
    intake, likely = likely_duplicates(register, given)
    warn(intake.warnings)
    policy = on_duplicate or (OnDuplicate.ASK if context.may_ask else OnDuplicate.REFUSE)
    if likely and policy is not OnDuplicate.CREATE:
        if policy is OnDuplicate.REFUSE or not context.may_ask:
            raise duplicate_error([other.patient.id for other in likely])
        if not choose_about_duplicates(context, given, likely):
            return None
    return create_patient(
        register, intake.patient, known=[other.patient.id or 0 for other in likely]
    )


def _tell(patient: Patient, form: Format | None) -> None:
    say(
        "Created: {name} ({id}), identity {status}.",
        name=patient.full_name,
        id=patient.id,
        status=status_name(patient.standing.status.value),
    )
    tell_place(patient)
    if form is None or form is Format.TABLE:
        write(str(patient.id))
    else:
        write_one(document(patient), form)
