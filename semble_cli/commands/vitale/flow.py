"""From a card that was read to the patient's record: ask, show, agree, write.

Nothing is written before the agreement. A strict trait that differs has a question of its own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from semble_cli.commands.patient.duplicate_choice import describe
from semble_cli.commands.patient.questions import ask_field
from semble_cli.commands.ui.birth_place import tell_place
from semble_cli.commands.ui.confirmations.sentences import confirm as confirm_written
from semble_cli.commands.ui.confirmations.sentences import identity_detail
from semble_cli.commands.ui.language import tr
from semble_cli.commands.ui.output import say, warn
from semble_cli.commands.ui.prompts import choose
from semble_cli.commands.ui.tables import shown_day
from semble_cli.commands.vitale.agreement import agreement, new_patient_agreement
from semble_cli.commands.vitale.asking import asked_services
from semble_cli.commands.vitale.comparison import described, write_comparison
from semble_cli.commands.vitale.completing import completions
from semble_cli.commands.vitale.names import settled_names
from semble_cli.commands.vitale.wants import NEW
from semble_cli.errors import BadUsage, NothingFound
from semble_cli.patient.actions import Action
from semble_cli.patient.identifier import is_id
from semble_cli.patient.intake import REQUIRED
from semble_cli.services.access import Permission
from semble_cli.services.insurance.apply import (
    Applied,
    apply_retrieved,
    composed,
    create_from_retrieved,
    merged,
    wrong_person,
)
from semble_cli.services.insurance.by_hand import typed_by_hand
from semble_cli.services.insurance.choices import choices_of, is_strict
from semble_cli.services.insurance.differences import differences
from semble_cli.services.insurance.matching import (
    Match,
    is_known,
    is_plausible,
    match_patient,
    who_is_it,
)
from semble_cli.services.insurance.retrieval import fitted, of_card, without_older_rights

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from semble_cli.commands.ui.context import Context
    from semble_cli.commands.vitale.wants import Wants
    from semble_cli.patient.record import Patient
    from semble_cli.patient.retrieved import Odd, Retrieved
    from semble_cli.patient.vitale_card import OnCard
    from semble_cli.services.insurance.retrieval import Retrieval
    from semble_cli.services.register import Register


def take_card(context: Context, card: OnCard, wants: Wants) -> Applied:
    """Bring a person on a card into the register.

    Raises:
        InvalidInput: a name that can be none. CardError; or as `take_retrieval`.
    """
    return take_retrieval(context, of_card(card), wants)


def take_retrieval(context: Context, found: Retrieval, wants: Wants) -> Applied:
    """Bring a person of whom a card, or billing software, told into the register.

    Raises:
        CardError, TeleserviceError, InvalidInput, InvalidRecord, Conflict: nothing was written.
        NothingFound: the person at the terminal did not agree.
    """
    found = asked_services(context, found, _match(context, found, wants), wants)
    match = _match(context, found, wants)  # a matricule from INSi says more than the card did
    patient = _whose(context, found, match, wants)
    if patient and "rights" not in wants.decided.take:
        found = without_older_rights(found, patient)
    warn(found.notes)
    if patient is None:
        done = _create(context, found, wants, [one.patient.id or 0 for one in match.likely])
    else:
        retrieved = fitted(found.retrieved, patient)
        done = update_record(context, patient, retrieved, wants, Action.VITALE_READ, found.odd)
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
    context: Context,
    patient: Patient,
    retrieved: Retrieved,
    wants: Wants,
    action: Action,
    odd: tuple[Odd, ...] = (),
) -> Applied:
    """Show what was retrieved beside a patient's record, and write what the person agrees to, with
    what they complete.

    Raises:
        BadUsage: nobody is there to agree, and not all was decided beforehand.
    """
    register = context.register
    differing = differences(patient, retrieved)
    say("{name} ({id}):", name=patient.full_name, id=patient.id)
    write_comparison(retrieved, patient, differing, odd)
    by_hand = typed_by_hand(register, patient) if differing else {}
    agreed = agreement(context, differing, wants, by_hand)
    if agreed.refused:
        say("Nothing was written.")
        return Applied(patient, {})
    given = wants.given
    if wants.completes and context.may_ask and not wants.agreed:
        taken = [one for one in differing if one.field in agreed.fields]
        after = merged(patient, retrieved, taken, register.today)
        given = given | completions(context, after, given)
    if not differing and not given:
        say("The record says the same. Nothing was written.")
        return Applied(patient, {})
    if not differing and not wants.given:  # what was completed is all there is
        action = Action.PATIENT_EDIT
    done = apply_retrieved(register, patient, retrieved, agreed.fields, given, action)
    _tell(done, action, agreed.guarded)
    return done


def _create(context: Context, found: Retrieval, wants: Wants, set_aside: list[int]) -> Applied:
    register = context.register
    say("Nobody in the register is this person. A new patient:")
    write_comparison(found.retrieved, None, [], found.odd)
    retrieved, given = found.retrieved, dict(wants.given)
    if context.may_ask and not wants.agreed:
        retrieved, given = settled_names(retrieved, given, register.today)
    if context.may_ask:
        for trait in REQUIRED:
            if trait not in retrieved and trait not in given:
                given[trait] = ask_field(trait, register.today)
    intake = composed(retrieved, given, register.today)
    warn(intake.warnings)
    if not wants.agreed:
        retrieved = _agreed(context, retrieved)
        intake = composed(retrieved, given, register.today)
    if wants.completes and context.may_ask and not wants.agreed:
        given |= completions(context, intake.patient, given)
    done = create_from_retrieved(register, retrieved, given, set_aside, Action.VITALE_READ)
    confirm_written(Action.PATIENT_ADD, done.patient, details=[identity_detail(done.patient)])
    tell_place(done.patient)
    return done


def _agreed(context: Context, retrieved: Retrieved) -> Retrieved:
    """What the person takes over for a new patient."""
    if not context.may_ask:
        raise BadUsage("Nothing was written: --yes agrees to what was retrieved.")
    agreed = new_patient_agreement(retrieved)
    if agreed is None:
        raise NothingFound("Nothing was written.")
    return agreed


def _tell(done: Applied, action: Action, guarded: Mapping[str, date]) -> None:
    warn(done.warnings)
    if done.changes:
        confirm_written(action, done.patient, done.changes)
    else:
        say("Nothing was written.")
    for one in choices_of(done.left):
        difference = "; ".join(map(described, one.differences))
        if is_strict(one):
            say(
                "Left as it was: {difference}. --take {field} takes it over.",
                difference=difference,
                field=one.name,
            )
        elif one.name in guarded:
            say(
                "Left as somebody typed it on {day}: {difference}. --take {field} takes it over.",
                day=shown_day(guarded[one.name].isoformat()),
                difference=difference,
                field=one.name,
            )
    if any(one.field == "ins_matricule" and not one.is_strict for one in done.left):
        say("The matricule INS was not taken: it goes with the traits that INSi certifies.")
