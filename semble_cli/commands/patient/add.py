"""`semble patient add`: a new patient, from options, JSON, or questions for what is missing."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated, Any

import typer

from semble_cli.commands.patient.duplicate_choice import choose_about_duplicates, tell_deleted
from semble_cli.commands.patient.form.ending import tell_end, tell_relations
from semble_cli.commands.ui.birth_place import with_birth_place
from semble_cli.commands.ui.context import Context, context_of
from semble_cli.commands.ui.language import tr
from semble_cli.commands.ui.options.shared import FormatOption, on_duplicate_option
from semble_cli.commands.ui.options.taken import takes_fields
from semble_cli.commands.ui.output import refuse_workbook_here, warn
from semble_cli.errors import BadUsage, Sentence
from semble_cli.patient.around.relation_intake import (
    RELATIONS,
    can_be_made,
    read_relations,
    relation_objects,
)
from semble_cli.patient.consents.rules import joined
from semble_cli.patient.document import flatten
from semble_cli.patient.intake import REQUIRED
from semble_cli.patient.on_duplicate import OnDuplicate
from semble_cli.patient.record import Patient

if TYPE_CHECKING:
    from semble_cli.services.patients.complete import Completed

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

_NOT_MADE = Sentence(
    "relations that stand in another record, or are to somebody deleted, are not taken."
)


@takes_fields
def add(
    ctx: typer.Context,
    *,
    source: JsonOption = None,
    on_duplicate: OnDuplicateOption = None,
    relations: Annotated[
        list[str] | None,
        typer.Option(
            "--relation", metavar="TYPE:CONTACT", help="A relation, such as gp:12: type and number."
        ),
    ] = None,
    resume: Annotated[
        bool, typer.Option("--resume", help="Go on with what you began to type, within a day.")
    ] = False,
    form: FormatOption = None,
    given: dict[str, Any],
) -> None:
    """Create a patient. What is missing is asked for when a person is there.

    Needed are the birth name, the first given name, the birth date, the sex and the birth place.
    A NIR that is typed first proposes three of them. Escape goes back to the question before, and
    all is looked at before it is saved. After Ctrl-C, what was typed is kept in the register for a
    day, for you alone. The new id is printed, or the whole document with --format json.

    Examples:
    semble patient add
    semble patient add --resume
    semble patient add --birth-name ADRUN --first-name Zoé --sex F --birth-date 1975
    semble patient add --json - --relation gp:12 --no-input < patient.json
    """
    refuse_workbook_here(form)
    context = context_of(ctx)
    if source is not None:
        given = joined(read_json(source), given)
    given = with_birth_place(context, given)
    related = relation_objects(
        [*relation_objects(given.pop(RELATIONS, None) or ()), *(relations or ())]
    )
    if not all(map(can_be_made, related)):
        warn([_NOT_MADE])
    given |= {RELATIONS: list(filter(can_be_made, related))} if related else {}
    if resume and not context.may_ask:
        raise BadUsage("--resume goes on with questions: there must be somebody to answer them.")
    has_asked = resume or (context.may_ask and any(each not in given for each in _asked(given)))
    if has_asked:
        from semble_cli.commands.patient.form.run import run_form

        policy = on_duplicate or OnDuplicate.ASK
        ended = run_form(context.register, given, policy, resume=resume)
    else:
        ended = _without_questions(context, given, on_duplicate)
    if ended is not None:
        context.remember((ended if isinstance(ended, Patient) else ended.edited.patient).id)
    tell_end(ended, form)
    if isinstance(ended, Patient) and (related or has_asked):
        tell_relations(context.register, ended)


def _asked(given: dict[str, Any]) -> list[str]:
    """The traits that are needed; a place may be given by its code."""
    return [
        "birth_place_code" if trait == "birth_place" and "birth_place_code" in given else trait
        for trait in REQUIRED
    ]


def read_json(source: str) -> dict[str, Any]:
    """The flat fields of a patient document in a file, or in standard input for `-`.

    Raises:
        BadUsage: it is not the JSON of one object.
        InvalidInput: a key stands twice, or holds something else.
    """
    from semble_cli.patient.reading import json_texts  # not for what is typed

    named = tr("standard input") if source == "-" else source
    try:
        if source == "-":
            text = sys.stdin.read()
        else:
            with open(source, encoding="utf-8-sig") as file:
                text = file.read()
        found = json_texts.read_json(text)
    except json_texts.KeyTwice as problem:
        raise json_texts.wrong_with_file(problem, text) from None
    except (OSError, ValueError, RecursionError) as error:
        raise BadUsage("{source} cannot be read as JSON.", source=named) from error
    if not isinstance(found, dict):
        raise BadUsage("{source} holds no patient document: one JSON object.", source=named)
    return flatten(found)


def _without_questions(
    context: Context, given: dict[str, Any], on_duplicate: OnDuplicate | None
) -> Patient | Completed | None:
    """Create the patient that was given as a whole; about a likely duplicate alone it is asked."""
    from semble_cli.services.patients.complete import complete_patient
    from semble_cli.services.patients.create import create_patient, duplicate_error, propose

    register = context.register
    relations = read_relations(given.pop(RELATIONS, ()), register.today)
    found = propose(register, given)
    warn(found.intake.warnings)
    policy = on_duplicate or (OnDuplicate.ASK if context.may_ask else OnDuplicate.REFUSE)
    asks = policy is OnDuplicate.ASK and context.may_ask
    if asks and (found.likely or found.deleted):
        decision = choose_about_duplicates(register, found)
        if decision.completes is not None:
            return complete_patient(
                register, decision.completes, found.intake.patient, relations=relations
            )
        if not decision.creates:
            return None
    elif found.likely and policy is not OnDuplicate.CREATE:
        raise duplicate_error(found.likely)
    else:
        tell_deleted(found.deleted)
    known = [other.patient.id or 0 for other in found.likely]
    return create_patient(register, found.intake.patient, known=known, relations=relations)
