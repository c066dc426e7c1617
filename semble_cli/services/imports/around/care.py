"""Allergies, that none is known, and treatments, from a file into the register.

Each returns whether anything was written: what is there already, and says the same, is left.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from semble_cli.errors import Conflict, Sentence
from semble_cli.identity.dates import parse_past_date
from semble_cli.identity.names import fold
from semble_cli.patient.actions import Action
from semble_cli.patient.around.allergy import Certainty, NoKnownAllergy
from semble_cli.patient.around.allergy_reading import CLINICAL, GivenAllergy, read_allergy
from semble_cli.patient.around.kinds import NO_KNOWN_ALLERGY, TREATMENT
from semble_cli.patient.around.treatment import Treatment
from semble_cli.patient.around.treatment_fields import READERS, check_treatment, read_treatment
from semble_cli.patient.choices.of_records import STOP_REASONS
from semble_cli.patient.json_form import plain_value
from semble_cli.patient.texts import parse_line
from semble_cli.services.access import Permission
from semble_cli.services.record import keeping
from semble_cli.services.record.allergies import note_allergy, refuse_where_borne
from semble_cli.services.record.allergy_rules import (
    add_allergy_row,
    refuse_twice,
    require_for_clinical,
)
from semble_cli.store.patients.attached import allergies_of
from semble_cli.store.record import rows

if TYPE_CHECKING:
    from collections.abc import Mapping

    from semble_cli.services.imports.around.bringing import Bringing

_ALLERGY = ("substance", "severity", "certainty", *CLINICAL)


def bring_allergy(run: Bringing, patient_id: int, fields: Mapping[str, Any]) -> bool:
    """Note an allergy as who noted it did; with a consultation note, where a clinician did.

    Raises:
        InvalidRecord, InvalidInput: a field cannot be taken. Conflict: it is noted otherwise.
        Refused: who works here may not note it.
    """
    given = GivenAllergy(**read_allergy({name: fields[name] for name in _ALLERGY}, run.work.today))
    then = run.as_noted(fields, "noted_at", "noted_by")
    if _is_noted(run, patient_id, given):
        return False
    require_for_clinical(run.work, given._asdict())
    is_as_told = given.certainty == Certainty.UNCONFIRMED and not any(
        getattr(given, name) for name in CLINICAL
    )
    add = add_allergy_row if is_as_told else note_allergy
    _, cleared = add(then, patient_id, given)
    if cleared:
        run.note(
            Sentence("patient {id} has an allergy: that none is known is gone.", id=patient_id)
        )
    return True


def _is_noted(run: Bringing, patient_id: int, given: GivenAllergy) -> bool:
    """Whether an allergy is there, and says the same.

    Raises:
        Conflict: it says something else.
    """
    for known in allergies_of(run.work.connection, [patient_id]).get(patient_id, ()):
        if fold(known["substance"]) == fold(given.substance):
            if all(known[name] == plain_value(getattr(given, name)) for name in _ALLERGY):
                return True
            refuse_twice(run.work.connection, patient_id, given.substance)
    return False


def bring_none_known(run: Bringing, patient_id: int, fields: Mapping[str, Any]) -> bool:
    """Note that no allergy is known, who said so and when.

    Raises:
        InvalidInput: a field cannot be taken. Conflict: the patient has an allergy.
    """
    then = run.as_noted(fields, "noted_at", "noted_by")
    said = rows.of_patient(run.work.connection, NO_KNOWN_ALLERGY, patient_id)
    if any(each.scope == fields["scope"] for each in said):
        return False
    refuse_where_borne(run.work, patient_id)
    new = NoKnownAllergy(patient_id, fields["scope"], noted_at=then.at, noted_by=then.actor)
    keeping.add(run.work, NO_KNOWN_ALLERGY, new, Action.ALLERGY_NONE)
    return True


def bring_treatment(run: Bringing, patient_id: int, fields: Mapping[str, Any]) -> bool:
    """Note a treatment as it stands.

    Raises:
        InvalidInput: a field cannot be taken. Conflict: it is there, and says something else.
        Refused: who works here may not note it.
    """
    work = run.work
    work.require(Permission.EDIT_CARE)
    new = _treatment(run, patient_id, fields)
    others = [
        each
        for each in rows.of_patient(work.connection, TREATMENT, patient_id)
        if (TREATMENT.name, each.id) not in run.met
        and fold(each.drug) == fold(new.drug)
        and each.starts_on == new.starts_on
    ]
    same = [each for each in others if each._replace(id=None, version=1) == new]
    if others and not same:
        raise Conflict(
            "this treatment is noted already, and otherwise, as number {id}.", id=others[0].id
        )
    treatment = same[0] if same else keeping.add(work, TREATMENT, new, Action.TREATMENT_ADD)
    run.met.add((TREATMENT.name, treatment.id))
    return not same


def _treatment(run: Bringing, patient_id: int, fields: Mapping[str, Any]) -> Treatment:
    given = {name: fields[name] for name in READERS if fields[name] is not None}
    settled = read_treatment({"drug": "", **given})
    if fields["stop_reason"]:
        today = run.work.today
        settled["stopped_on"] = parse_past_date("stopped_on", fields["stopped_on"], today)
        settled["stop_reason"] = STOP_REASONS.read("reason", fields["stop_reason"]).value
    if fields["author"]:
        settled["author"] = parse_line("author", fields["author"])
    treatment = Treatment(patient_id, **settled)
    check_treatment(treatment, run.work.patient(patient_id).birth_date)
    return treatment
