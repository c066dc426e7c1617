"""The allergies of a patient, and that none is known.

What a clinician notes makes a consultation that tells of it, in the same transaction; what others
note is as told by the patient, and stands alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from semble_cli.errors import Conflict, NoSuchRecord
from semble_cli.patient.actions import Action
from semble_cli.patient.around.allergy import Certainty, NoKnownAllergy
from semble_cli.patient.around.allergy_reading import CLINICAL, GivenAllergy, read_allergy
from semble_cli.patient.around.allergy_state import allergy_status, is_borne
from semble_cli.patient.around.consultation import Consultation
from semble_cli.patient.around.kinds import ALLERGY, CONSULTATION, NO_KNOWN_ALLERGY
from semble_cli.services.access import Permission
from semble_cli.services.audit.noting import noted_reading
from semble_cli.services.record import keeping
from semble_cli.services.record.allergy_rules import (
    Cleared,
    add_allergy_row,
    change_allergy_row,
    find_allergy,
    require_for_clinical,
    section_of_allergy,
)
from semble_cli.store.patients import rows as patients
from semble_cli.store.patients.attached import allergies_of, none_known_of
from semble_cli.store.record import rows
from semble_cli.store.record.allergies import note_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from semble_cli.patient.around.allergy import Allergy
    from semble_cli.patient.around.consultation import NoteSection
    from semble_cli.patient.record import Patient
    from semble_cli.services.register import Register
    from semble_cli.services.unit_of_work import UnitOfWork


class AllergyDone(NamedTuple):
    """A patient, and what was done: the allergy as the document gives it, as it is or was, and what
    was said of none being known and is taken back. `changed` is whether anything was written."""

    patient: Patient
    allergy: dict[str, Any]
    cleared: Cleared = ()
    changed: bool = True


class KnownAllergies(NamedTuple):
    """A patient, the allergies as the document gives them, what is known of them, and whether who
    asks notes medical contents."""

    patient: Patient
    allergies: list[dict[str, Any]]
    status: dict[str, Any]
    is_clinician: bool


def known_allergies(
    register: Register, patient_id: int, permission: Permission = Permission.READ
) -> KnownAllergies:
    """What is known of the allergies of a patient.

    Args:
        permission: what is needed for what comes after.

    Raises:
        NoSuchRecord: nobody has this id. Refused: who works here has not that permission.
    """
    with noted_reading(register, permission) as reading:
        connection = reading.connection
        patient = patients.get(connection, patient_id)
        reading.opens(patient_id)
        allergies = allergies_of(connection, [patient_id]).get(patient_id, [])
        none_known = none_known_of(connection, [patient_id]).get(patient_id, [])
        status = allergy_status(allergies, none_known)
        return KnownAllergies(patient, allergies, status, connection.reads_care)


def add_allergy(register: Register, patient_id: int, given: Mapping[str, Any]) -> AllergyDone:
    """Note an allergy, unconfirmed unless it is said.

    Raises:
        InvalidRecord: a field cannot be taken. Conflict: the patient has it already.
        Refused: more was given than who works here may note.
    """
    fields = read_allergy({"substance": None, **given}, register.today)
    with register.writing(Permission.EDIT_PATIENTS) as work:
        patient = work.patient(patient_id)
        require_for_clinical(work, fields)
        allergy, cleared = note_allergy(work, patient_id, GivenAllergy(**fields))
        return AllergyDone(patient, _document(work, allergy), cleared)


def note_allergy(work: UnitOfWork, patient_id: int, given: GivenAllergy) -> tuple[Allergy, Cleared]:
    """Note an allergy as a part of other work; a clinician's has a note.

    Raises:
        Conflict: the patient has it already. Refused: who works here may not.
    """
    allergy, cleared = add_allergy_row(work, patient_id, given)
    if work.connection.reads_care:
        _make_note(work, allergy, given)
    return allergy, cleared


def edit_allergy(
    register: Register, patient_id: int, which: str, given: Mapping[str, Any]
) -> AllergyDone:
    """Change an allergy, named by its number or its substance; an empty value clears its field.
    What a clinician changes has a note from then on.

    Raises:
        InvalidRecord: a field cannot be taken. NoSuchRecord: the patient has no such allergy.
        Conflict: it would be noted twice. Refused: who works here may not.
    """
    fields = read_allergy(given, register.today)
    with register.writing(Permission.EDIT_PATIENTS) as work:
        patient = work.patient(patient_id)
        require_for_clinical(work, fields)
        before = find_allergy(work.connection, patient_id, which)
        allergy, cleared = change_allergy(work, before, fields)
        changed = work.journal.has_events
        return AllergyDone(patient, _document(work, allergy), cleared, changed)


def change_allergy(
    work: UnitOfWork, before: Allergy, fields: Mapping[str, Any]
) -> tuple[Allergy, Cleared]:
    """Change an allergy as a part of other work, by its fields, checked; a clinician's has a note.

    Raises:
        Conflict: it would be noted twice. Refused: who works here may not.
    """
    allergy, cleared = change_allergy_row(work, before, fields)
    if work.connection.reads_care:
        _tell_in_note(work, allergy, fields)
    return allergy, cleared


def confirm_allergy(
    register: Register, patient_id: int, which: str, given: Mapping[str, Any]
) -> AllergyDone:
    """Confirm an allergy, as a clinician: it has a note from then on.

    Raises:
        As `edit_allergy`.
    """
    confirmed = {**given, "certainty": Certainty.CONFIRMED.value}
    return edit_allergy(register, patient_id, which, confirmed)


def remove_allergy(register: Register, patient_id: int, which: str) -> AllergyDone:
    """Remove an allergy and the section that tells of it, with a note that holds nothing else.

    Raises:
        NoSuchRecord: the patient has no such allergy. Refused: who works here may not.
    """
    with register.writing(Permission.EDIT_PATIENTS) as work:
        patient = work.patient(patient_id)
        allergy = find_allergy(work.connection, patient_id, which)
        document = _document(work, allergy)
        if work.connection.reads_care and (note := note_of(work.connection, allergy.id or 0)):
            left = tuple(each for each in note.sections if each.allergy_id != allergy.id)
            if left:
                after = note._replace(sections=left)
                keeping.change(work, CONSULTATION, note, after, Action.CONSULTATION_EDIT)
            else:
                keeping.remove(work, CONSULTATION, note, Action.CONSULTATION_DELETE)
        keeping.remove(work, ALLERGY, allergy, Action.ALLERGY_REMOVE)
        return AllergyDone(patient, document)


class NoneKnownDone(NamedTuple):
    """A patient, what was said of none being known, and whether anything was written."""

    patient: Patient
    said: NoKnownAllergy
    changed: bool = True


def say_none_known(register: Register, patient_id: int, scope: str) -> NoneKnownDone:
    """Note that no allergy is known, of a kind; said again, who and when are those of today.

    Raises:
        Conflict: the patient has an allergy.
    """
    with register.writing(Permission.EDIT_PATIENTS) as work:
        patient = work.patient(patient_id)
        refuse_where_borne(work, patient_id)
        said = NoKnownAllergy(patient_id, scope, noted_at=work.at, noted_by=work.actor)
        for before in _said_before(work, patient_id, scope):
            after = said._replace(id=before.id, version=before.version)
            written = keeping.change(work, NO_KNOWN_ALLERGY, before, after, Action.ALLERGY_NONE)
            return NoneKnownDone(patient, written, work.journal.has_events)
        new = keeping.add(work, NO_KNOWN_ALLERGY, said, Action.ALLERGY_NONE)
        return NoneKnownDone(patient, new)


def refuse_where_borne(work: UnitOfWork, patient_id: int) -> None:
    """Let pass a patient who has no allergy, or refuted ones alone.

    Raises:
        Conflict: the patient has one.
    """
    borne = [
        each["id"]
        for each in allergies_of(work.connection, [patient_id]).get(patient_id, ())
        if is_borne(each)
    ]
    if borne:
        raise Conflict(
            "Allergies are noted for patient {id}: {numbers}. Remove or refute them first, if"
            " they are none.",
            id=patient_id,
            numbers=", ".join(map(str, borne)),
        )


def take_back_none_known(register: Register, patient_id: int, scope: str) -> NoneKnownDone:
    """Note that nobody was asked after all, of a kind.

    Raises:
        NoSuchRecord: nobody said that none is known.
    """
    with register.writing(Permission.EDIT_PATIENTS) as work:
        patient = work.patient(patient_id)
        for said in _said_before(work, patient_id, scope):
            keeping.remove(work, NO_KNOWN_ALLERGY, said, Action.ALLERGY_NONE)
            return NoneKnownDone(patient, said)
    raise NoSuchRecord(NO_KNOWN_ALLERGY.missing.text)


def _said_before(work: UnitOfWork, patient_id: int, scope: str) -> list[NoKnownAllergy]:
    return rows.select(
        work.connection, NO_KNOWN_ALLERGY, "patient_id = ? AND scope = ?", (patient_id, scope)
    )


def _make_note(work: UnitOfWork, allergy: Allergy, given: GivenAllergy) -> None:
    section = section_of_allergy(given, allergy.id)
    note = Consultation(allergy.patient_id, work.at, work.actor, sections=(section,))
    keeping.add(work, CONSULTATION, note, Action.CONSULTATION_ADD)


def _tell_in_note(work: UnitOfWork, allergy: Allergy, given: Mapping[str, Any]) -> None:
    """Write what is medical of an allergy into its note, made where there is none."""
    clinical = {name: given[name] for name in CLINICAL if name in given}
    note = note_of(work.connection, allergy.id or 0)
    if note is None:
        _make_note(work, allergy, GivenAllergy(allergy.substance, **clinical))
        return
    sections = tuple(
        _changed(each, clinical) if each.allergy_id == allergy.id else each
        for each in note.sections
    )
    after = note._replace(sections=sections)
    keeping.change(work, CONSULTATION, note, after, Action.CONSULTATION_EDIT)


def _changed(section: NoteSection, clinical: Mapping[str, Any]) -> NoteSection:
    names = {"comment": "body"}
    return section._replace(**{names.get(name, name): value for name, value in clinical.items()})


def _document(work: UnitOfWork, allergy: Allergy) -> dict[str, Any]:
    """An allergy as the document gives it."""
    return next(
        each
        for each in allergies_of(work.connection, [allergy.patient_id])[allergy.patient_id]
        if each["id"] == allergy.id
    )
