"""From a card that was read to the patient's record: ask, show, agree, write.

Nothing is written before the agreement. A strict trait that differs has a question of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer

from semble_cli.commands.patient.duplicate_choice import describe
from semble_cli.commands.patient.questions import ask_field
from semble_cli.commands.ui.birth_place import tell_place
from semble_cli.commands.ui.confirmations.sentences import confirm as confirm_written
from semble_cli.commands.ui.confirmations.sentences import identity_detail
from semble_cli.commands.ui.language import field_label, tr
from semble_cli.commands.ui.output import complain, say, warn
from semble_cli.commands.ui.prompts import choose, confirm
from semble_cli.commands.ui.words.fields import field_choices
from semble_cli.commands.vitale.comparison import described, write_comparison
from semble_cli.commands.vitale.names import settled_names
from semble_cli.errors import BadUsage, CardError, InvalidInput, NothingFound, listed_fields
from semble_cli.patient.actions import Action
from semble_cli.patient.catalogue import STRICT_TRAITS
from semble_cli.patient.identifier import is_id
from semble_cli.patient.intake import REQUIRED
from semble_cli.services.access import Permission
from semble_cli.services.insurance.apply import (
    Applied,
    apply_retrieved,
    composed,
    create_from_retrieved,
    wrong_person,
)
from semble_cli.services.insurance.differences import differences
from semble_cli.services.insurance.matching import (
    Match,
    is_known,
    is_plausible,
    match_patient,
    who_is_it,
)
from semble_cli.services.insurance.questions import Coverage, coverage_of
from semble_cli.services.insurance.retrieval import fitted, of_card, with_identity, with_rights

if TYPE_CHECKING:
    from collections.abc import Callable

    from semble_cli.commands.ui.context import Context
    from semble_cli.patient.record import Patient
    from semble_cli.patient.retrieved import Retrieved
    from semble_cli.patient.vitale_card import OnCard
    from semble_cli.services.insurance.apply import Applied
    from semble_cli.services.insurance.differences import Difference
    from semble_cli.services.insurance.retrieval import Retrieval
    from semble_cli.services.register import Register

NEW = "new"

TAKEN = (*STRICT_TRAITS, "ins_matricule")
"""What `--take` may name."""

TakeOption = Annotated[
    list[str] | None,
    typer.Option("--take", metavar="TRAIT", help="Take over this strict trait, though it differs."),
]


class Wants(NamedTuple):
    """What was asked for: which services, whose record, which strict traits, agreed beforehand or
    not, and the fields given."""

    adri: bool = True
    insi: bool = True
    patient: str | None = None
    take: frozenset[str] = frozenset()
    agreed: bool = False
    given: dict[str, Any] = {}  # noqa: RUF012 - never written to


def wanted_traits(take: list[str] | None) -> frozenset[str]:
    """The strict traits that `--take` names.

    Raises:
        BadUsage: one is none.
    """
    choices = field_choices(TAKEN)
    try:
        return frozenset(choices.read("", trait) for trait in take or ())
    except InvalidInput:
        raise BadUsage("--take is one of: {traits}.", traits=listed_fields(TAKEN)) from None


def take_card(context: Context, card: OnCard, wants: Wants) -> Applied:
    """Bring a person on a card into the register.

    Raises:
        CardError, TeleserviceError, InvalidInput, InvalidRecord, Conflict: nothing was written.
        NothingFound: the person at the terminal did not agree.
    """
    found = of_card(card)
    found = _retrieved(context, found, _match(context, found, wants), wants)
    warn(found.notes)
    match = _match(context, found, wants)  # a matricule from INSi says more than the card did
    patient = _whose(context, found, match, wants)
    if patient is None:
        done = _create(context, found, wants, [one.patient.id or 0 for one in match.likely])
    else:
        retrieved = fitted(found.retrieved, patient)
        done = update_record(context, patient, retrieved, wants, Action.VITALE_READ)
    context.remember(done.patient.id)
    return done


def _match(context: Context, found: Retrieval, wants: Wants) -> Match:
    """Whom of the register it is about, so far.

    Raises:
        NoSuchRecord: the patient who was named. Conflict: it is somebody else, or no new one.
    """
    if wants.patient not in (None, NEW):
        return Match(_named(context.register, found, wants.patient or ""))
    match = match_patient(
        context.register, found.retrieved, found.card.person.nir, Permission.EDIT_PATIENTS
    )
    if wants.patient == NEW and match.patient:
        raise is_known(match.patient)
    return match


def _retrieved(context: Context, found: Retrieval, match: Match, wants: Wants) -> Retrieval:
    """What the card and the services tell."""
    if not (wants.adri or wants.insi):
        return found
    today = context.register.today
    services = context.caller.opened()
    coverage = coverage_of(match.patient, wants.given, today)
    if wants.adri and services.adri:
        coverage = _completed(context, coverage)
        found = _asked(context, "ADRi", found, with_rights(services.adri, coverage, today))
    elif wants.adri:
        say("ADRi is not configured, so rights were not asked for. See semble adri status.")
    if wants.insi and services.insi:
        if match.patient and match.patient.standing.must_stay_provisional:
            say("INSi is not called about a doubtful or fictitious identity.")
        else:
            found = _asked(
                context, "INSi", found, with_identity(services.insi, coverage.birth_rank)
            )
    return found


def _asked(
    context: Context, service: str, found: Retrieval, ask: Callable[[Retrieval], Retrieval]
) -> Retrieval:
    """What a service adds. Where it fails, a person may go on without it; a script does not."""
    say("Asking {service}…", service=service)
    try:
        return ask(found)
    except CardError as problem:
        if not context.may_ask:
            raise
        complain(problem)
        if not confirm(tr("Go on without {service}?", service=service)):
            raise NothingFound("Nothing was written.") from None
        return found


def _completed(context: Context, coverage: Coverage) -> Coverage:
    """The coverage with what ADRi has to be told, asked for where a person is there."""
    if not context.may_ask:
        return coverage
    answers = {
        name: ask_field(name, context.register.today, _USUAL[name], needed=True)
        for name in coverage.missing
    }
    return coverage._replace(**coverage_of(None, answers, context.register.today).known)


_USUAL = {"regime": "01", "birth_rank": "1"}
"""What most people have: the general regime, and nobody born on the same day in the family."""


def _whose(context: Context, found: Retrieval, match: Match, wants: Wants) -> Patient | None:
    """The record to bring up to date; `None` for a new patient."""
    if match.patient or not match.likely or wants.patient == NEW:
        return match.patient
    if not context.may_ask:
        raise who_is_it(match.likely)
    choices = [(str(one.patient.id), describe(one)) for one in match.likely]
    answer = choose(tr("Who is it?"), [*choices, (NEW, tr("none of them: a new patient"))])
    return None if answer == NEW else _named(context.register, found, answer)


def _named(register: Register, found: Retrieval, patient_id: str) -> Patient:
    from semble_cli.services.patients.show import show_patient

    if not is_id(patient_id):
        raise BadUsage("--patient takes an id, the name of one patient, or the word new.")
    patient = show_patient(register, int(patient_id)).patient
    if not is_plausible(patient, found.retrieved):
        raise wrong_person()
    return patient


def update_record(
    context: Context, patient: Patient, retrieved: Retrieved, wants: Wants, action: Action
) -> Applied:
    """Show what was retrieved beside a patient's record, and write what the person agrees to.

    Raises:
        BadUsage: nobody is there to agree, and nothing was agreed beforehand.
    """
    differing = differences(patient, retrieved)
    say("{name} ({id}):", name=patient.full_name, id=patient.id)
    write_comparison(retrieved, patient, differing)
    if not differing and not wants.given:
        say("The record says the same. Nothing was written.")
        return Applied(patient, {})
    agreed = _agreed(context, differing, wants)
    done = apply_retrieved(context.register, patient, retrieved, agreed, wants.given, action)
    _tell(done, action)
    return done


def _agreed(context: Context, differing: list[Difference], wants: Wants) -> set[str]:
    """The fields that the person agrees to take over."""
    strict = [one for one in differing if one.is_strict]
    others = {one.field for one in differing if not one.is_strict}
    if others and not wants.agreed:
        fields = ", ".join(field_label(one.field) for one in differing if not one.is_strict)
        if not _confirms(context, tr("Take over: {fields}?", fields=fields)):
            others = set()
    taken = {one.field for one in strict if one.field in wants.take}
    if context.may_ask and not wants.agreed:
        for one in strict:
            if one.field not in taken and confirm(
                tr("{difference}. Change this trait of the identity?", difference=described(one))
            ):
                taken.add(one.field)
    return others | taken


def _confirms(context: Context, question: str) -> bool:
    if not context.may_ask:
        raise BadUsage("Nothing was written: --yes agrees to what was retrieved.")
    return confirm(question)


def _create(context: Context, found: Retrieval, wants: Wants, set_aside: list[int]) -> Applied:
    register = context.register
    say("Nobody in the register is this person. A new patient:")
    write_comparison(found.retrieved, None, [])
    retrieved, given = found.retrieved, dict(wants.given)
    if context.may_ask and not wants.agreed:
        retrieved, given = settled_names(retrieved, given, register.today)
    if context.may_ask:
        for trait in REQUIRED:
            if trait not in retrieved and trait not in given:
                given[trait] = ask_field(trait, register.today)
    intake = composed(retrieved, given, register.today)
    warn(intake.warnings)
    if not (wants.agreed or _confirms(context, tr("Create this patient?"))):
        raise NothingFound("Nothing was written.")
    done = create_from_retrieved(register, retrieved, given, set_aside, Action.VITALE_READ)
    confirm_written(Action.PATIENT_ADD, done.patient, details=[identity_detail(done.patient)])
    tell_place(done.patient)
    return done


def _tell(done: Applied, action: Action) -> None:
    warn(done.warnings)
    if done.changes:
        confirm_written(action, done.patient, done.changes)
    else:
        say("Nothing was written.")
    for one in done.left:
        if one.is_strict:
            say(
                "Left as it was: {difference}. --take {field} takes it over.",
                difference=described(one),
                field=one.field,
            )
    if any(one.field == "ins_matricule" and not one.is_strict for one in done.left):
        say("The matricule INS was not taken: it goes with the traits that INSi certifies.")
