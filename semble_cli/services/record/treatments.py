"""Treatments: noted, changed, stopped, deleted, listed, by clinicians alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from semble_cli.identity.dates import parse_past_date
from semble_cli.patient.actions import Action
from semble_cli.patient.around.allergy import Allergy, Certainty
from semble_cli.patient.around.allergy_reading import GivenAllergy
from semble_cli.patient.around.kinds import ALLERGY, TREATMENT
from semble_cli.patient.around.substances import holds_substance
from semble_cli.patient.around.treatment import StopReason, Treatment
from semble_cli.patient.around.treatment_fields import check_treatment, read_treatment
from semble_cli.patient.texts import parse_line
from semble_cli.services.access import Permission
from semble_cli.services.record import keeping
from semble_cli.services.record.allergies import change_allergy, note_allergy
from semble_cli.services.record.allergy_rules import allergy_to
from semble_cli.store.patients import rows as patients
from semble_cli.store.record import rows

if TYPE_CHECKING:
    from collections.abc import Mapping

    from semble_cli.patient.record import Patient
    from semble_cli.services.changes import Changes
    from semble_cli.services.record.allergy_rules import Cleared
    from semble_cli.services.register import Register
    from semble_cli.services.unit_of_work import UnitOfWork
    from semble_cli.store.database.connection import Connection


class Intolerance(NamedTuple):
    """The allergy that was noted where a treatment was stopped for an intolerance, what was said of
    none being known and is taken back by it, and whether it is new."""

    allergy: Allergy
    cleared: Cleared = ()
    is_new: bool = True


class TreatmentOf(NamedTuple):
    """A treatment and its patient; what a command changed; the allergies to what the drug's name
    holds, but for those that were refuted; and the one that was noted."""

    patient: Patient
    treatment: Treatment
    changes: Changes = {}  # noqa: RUF012 - never written to
    allergies: tuple[Allergy, ...] = ()
    noted: Intolerance | None = None


def find_treatment(register: Register, treatment_id: int) -> TreatmentOf:
    """A treatment as it stands.

    Raises:
        NoSuchRecord. Refused: who works here may not read medical contents.
    """
    with register.reading(Permission.EDIT_CARE) as connection:
        treatment = rows.get(connection, TREATMENT, treatment_id)
        patient = patients.get(connection, treatment.patient_id)
        return TreatmentOf(patient, treatment, allergies=_held(connection, treatment))


def add_treatment(register: Register, patient_id: int, given: Mapping[str, Any]) -> TreatmentOf:
    """Note a treatment of a patient, by the names of its fields.

    Raises:
        NoSuchRecord: nobody has this id. InvalidInput: a field cannot be taken, or none is a drug.
        Refused: who works here may not change medical contents.
    """
    fields = {"drug": ""} | read_treatment(given)
    with register.writing(Permission.EDIT_CARE) as work:
        patient = work.patient(patient_id)
        treatment = Treatment(patient_id, author=work.actor, **fields)
        check_treatment(treatment, patient.birth_date)
        new = keeping.add(work, TREATMENT, treatment, Action.TREATMENT_ADD)
        return TreatmentOf(patient, new, allergies=_held(work.connection, new))


def edit_treatment(
    register: Register,
    treatment_id: int,
    given: Mapping[str, Any],
    version: int | None = None,
    *,
    goes_on: bool = False,
) -> TreatmentOf:
    """Change a treatment; nothing clears a field. One that *goes on* was not stopped after all.

    Raises:
        NoSuchRecord; InvalidInput, Refused: as `add_treatment`.
        Conflict: it is not *version* any more.
    """
    fields = read_treatment(given)
    with register.writing(Permission.EDIT_CARE) as work:
        before = rows.get(work.connection, TREATMENT, treatment_id)
        if version is not None and before.version != version:
            raise rows.changed_meanwhile()
        after = before._replace(**fields)
        if goes_on:
            after = after._replace(stopped_on=None, stop_reason=None)
        return _changed(work, before, after, Action.TREATMENT_EDIT)


def stop_treatment(
    register: Register,
    treatment_id: int,
    reason: StopReason,
    on: str | None = None,
    allergy: str | None = None,
) -> TreatmentOf:
    """Stop a treatment, today or on an earlier day; where it is stopped already, day and reason are
    mended. For an intolerance, an *allergy* to some substance may be noted with it.

    Raises:
        NoSuchRecord; InvalidInput: the day is to come or before the treatment began, or the
            substance cannot be taken. Refused: as `add_treatment`.
    """
    substance = parse_line("substance", allergy or "")
    day = register.today if on is None else parse_past_date("stopped_on", on, register.today)
    with register.writing(Permission.EDIT_CARE) as work:
        before = rows.get(work.connection, TREATMENT, treatment_id)
        after = before._replace(stopped_on=day, stop_reason=reason.value)
        stopped = _changed(work, before, after, Action.TREATMENT_STOP)
        if not substance or reason is not StopReason.INTOLERANCE:
            return stopped
        noted = note_intolerance(work, before.patient_id, substance)
        return stopped._replace(noted=noted)


def delete_treatment(register: Register, treatment_id: int) -> TreatmentOf:
    """Delete a treatment that was noted by mistake.

    Raises:
        NoSuchRecord; Refused: as `add_treatment`.
    """
    with register.writing(Permission.EDIT_CARE) as work:
        treatment = rows.get(work.connection, TREATMENT, treatment_id)
        keeping.remove(work, TREATMENT, treatment, Action.TREATMENT_DELETE)
        return TreatmentOf(work.patient(treatment.patient_id), treatment)


def note_intolerance(work: UnitOfWork, patient_id: int, substance: str) -> Intolerance:
    """Note an allergy that showed itself when a drug was taken, to be confirmed; one that is there
    already stays as it is, unless it was refuted: it is to be confirmed again."""
    known = allergy_to(work.connection, patient_id, substance)
    if known is None:
        return Intolerance(*note_allergy(work, patient_id, GivenAllergy(substance)))
    if known.certainty != Certainty.REFUTED:
        return Intolerance(known, is_new=False)
    doubted = {"certainty": Certainty.UNCONFIRMED.value}
    return Intolerance(*change_allergy(work, known, doubted))


def _changed(work: UnitOfWork, before: Treatment, after: Treatment, action: Action) -> TreatmentOf:
    patient = work.patient(before.patient_id)
    check_treatment(after, patient.birth_date)
    written = keeping.change(work, TREATMENT, before, after, action)
    changes = keeping.difference(TREATMENT, before, written)
    return TreatmentOf(patient, written, changes, _held(work.connection, written))


def _held(connection: Connection, treatment: Treatment) -> tuple[Allergy, ...]:
    return tuple(
        allergy
        for allergy in _allergies(connection, treatment.patient_id)
        if holds_substance(treatment.drug, allergy.substance)
    )


def _allergies(connection: Connection, patient_id: int) -> list[Allergy]:
    """The allergies of a patient that were not refuted."""
    found = rows.of_patient(connection, ALLERGY, patient_id)
    return [each for each in found if each.certainty != Certainty.REFUTED]
