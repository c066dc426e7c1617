"""Consultations: notes whose sections are texts, or tell of allergies.

A section that tells of an allergy and the allergy come and go together, in one transaction.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from semble_cli.errors import InvalidInput
from semble_cli.patient.actions import Action
from semble_cli.patient.around.allergy_reading import GivenAllergy
from semble_cli.patient.around.consultation import Consultation, NoteSection
from semble_cli.patient.around.kinds import ALLERGY, CONSULTATION
from semble_cli.patient.around.note_text import GivenNote, GivenSection
from semble_cli.patient.json_form import plain_value
from semble_cli.services.access import Permission
from semble_cli.services.audit.noting import noted_reading
from semble_cli.services.record import keeping
from semble_cli.services.record.allergy_rules import (
    Cleared,
    add_allergy_row,
    change_allergy_row,
    section_of_allergy,
)
from semble_cli.store.patients import rows as patients
from semble_cli.store.record import rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from datetime import datetime

    from semble_cli.patient.around.allergy import Allergy
    from semble_cli.patient.record import Patient
    from semble_cli.services.register import Register
    from semble_cli.services.unit_of_work import UnitOfWork
    from semble_cli.store.database.connection import Connection

_NONE: Mapping[int, Allergy] = {}


class ShownConsultation(NamedTuple):
    """A consultation, whose it is, and the allergies that its sections tell of, by their ids; and,
    where it was just written, what was said of none being known and is taken back, and the
    allergies that are removed with it."""

    patient: Patient
    consultation: Consultation
    allergies: Mapping[int, Allergy] = _NONE
    cleared: Cleared = ()
    removed: tuple[Allergy, ...] = ()
    changed: bool = True

    @property
    def note(self) -> GivenNote:
        """The note as somebody would give it."""
        sections = (self._given(section) for section in self.consultation.sections)
        return GivenNote(self.consultation.title, tuple(sections))

    def _given(self, section: NoteSection) -> GivenSection:
        if section.allergy_id is None:
            return GivenSection(section.keyword, section.body)
        allergy = self.allergies[section.allergy_id]
        given = GivenAllergy(
            allergy.substance,
            allergy.severity,
            allergy.certainty,
            section.reaction,
            section.noted_on,
            section.body,
            section.allergy_id,
        )
        return GivenSection(section.keyword, None, given)


def consultation_document(shown: ShownConsultation) -> dict[str, Any]:
    """A consultation as JSON-ready values."""
    found = shown.consultation
    return {
        "id": found.id,
        "patient_id": found.patient_id,
        "held_at": plain_value(found.held_at),
        "author": found.author,
        "title": found.title,
        "sections": [_section_document(section) for section in shown.note.sections],
        "version": found.version,
    }


def _section_document(section: GivenSection) -> dict[str, Any]:
    allergy = section.allergy
    told = None
    if allergy:
        told = {name: plain_value(value) for name, value in allergy._asdict().items()}
    return {"keyword": section.keyword, "text": section.body, "allergy": told}


def consultations_of(register: Register, patient_id: int) -> list[ShownConsultation]:
    """The consultations of a patient, the last first.

    Raises:
        NoSuchRecord: nobody has this id. Refused: who works here may not read them.
    """
    with noted_reading(register, Permission.EDIT_CARE) as reading:
        connection = reading.connection
        patient = patients.get(connection, patient_id)
        reading.opens(patient_id)
        found = rows.select(
            connection, CONSULTATION, "patient_id = ?", (patient_id,), "held_at DESC, id DESC"
        )
        allergies = _allergies(connection, patient_id)
        return [ShownConsultation(patient, each, allergies) for each in found]


def show_consultation(register: Register, consultation_id: int) -> ShownConsultation:
    """One consultation.

    Raises:
        NoSuchRecord: there is none of this id. Refused: who works here may not read it.
    """
    with noted_reading(register, Permission.EDIT_CARE) as reading:
        found = rows.get(reading.connection, CONSULTATION, consultation_id)
        reading.opens(found.patient_id)
        return _shown(reading.connection, found)


def add_consultation(
    register: Register, patient_id: int, note: GivenNote, held_at: datetime | None = None
) -> ShownConsultation:
    """Write a new note, held now unless it is said when.

    Raises:
        NoSuchRecord: nobody has this id. Conflict: the patient has an allergy of it already.
    """
    with register.writing(Permission.EDIT_CARE) as work:
        work.patient(patient_id)
        sections, cleared = _written(work, patient_id, note)
        new = Consultation(patient_id, held_at or work.at, work.actor, note.title, sections)
        added = keeping.add(work, CONSULTATION, new, Action.CONSULTATION_ADD)
        return _shown(work.connection, added)._replace(cleared=cleared)


def edit_consultation(
    register: Register,
    consultation_id: int,
    note: GivenNote,
    held_at: datetime | None = None,
    version: int | None = None,
) -> ShownConsultation:
    """Write a note anew; an allergy whose section is gone is removed.

    Raises:
        NoSuchRecord: there is none of this id. Conflict: it is not of this *version* any more, or
            the patient has an allergy of it already. InvalidInput: an allergy is not of this note.
    """
    with register.writing(Permission.EDIT_CARE) as work:
        before = _current(work.connection, consultation_id, version)
        told = _told_of(before)
        given = {each.allergy.id for each in note.sections if each.allergy} - {None}
        if not given <= told:
            raise InvalidInput("section", "an allergy that is numbered is not of this note.")
        sections, cleared = _written(work, before.patient_id, note)
        after = before._replace(
            title=note.title, held_at=held_at or before.held_at, sections=sections
        )
        written = keeping.change(work, CONSULTATION, before, after, Action.CONSULTATION_EDIT)
        removed = _remove_allergies(work, told - given)
        shown = _shown(work.connection, written)
        changed = work.journal.has_events
        return shown._replace(cleared=cleared, removed=removed, changed=changed)


def delete_consultation(
    register: Register, consultation_id: int, version: int | None = None
) -> ShownConsultation:
    """Delete a note, and the allergies that it tells of; what it was.

    Raises:
        NoSuchRecord: there is none of this id. Conflict: it is not of this *version* any more.
    """
    with register.writing(Permission.EDIT_CARE) as work:
        before = _current(work.connection, consultation_id, version)
        shown = _shown(work.connection, before)
        keeping.remove(work, CONSULTATION, before, Action.CONSULTATION_DELETE)
        return shown._replace(removed=_remove_allergies(work, _told_of(before)))


def _current(connection: Connection, consultation_id: int, version: int | None) -> Consultation:
    found: Consultation = rows.get(connection, CONSULTATION, consultation_id)
    if version is not None and found.version != version:
        raise rows.changed_meanwhile()
    return found


def _shown(connection: Connection, consultation: Consultation) -> ShownConsultation:
    patient = patients.get(connection, consultation.patient_id)
    return ShownConsultation(patient, consultation, _allergies(connection, consultation.patient_id))


def _allergies(connection: Connection, patient_id: int) -> dict[int, Allergy]:
    return {each.id: each for each in rows.of_patient(connection, ALLERGY, patient_id)}


def _told_of(consultation: Consultation) -> set[int]:
    return {each.allergy_id for each in consultation.sections if each.allergy_id is not None}


def _written(
    work: UnitOfWork, patient_id: int, note: GivenNote
) -> tuple[tuple[NoteSection, ...], Cleared]:
    """The sections of a note, once its allergies are written."""
    sections = []
    cleared: Cleared = ()
    for given in note.sections:
        if given.allergy is None:
            sections.append(NoteSection(given.keyword, given.body))
            continue
        if given.allergy.id is None:
            allergy, taken_back = add_allergy_row(work, patient_id, given.allergy)
        else:
            before = rows.get(work.connection, ALLERGY, given.allergy.id)
            allergy, taken_back = change_allergy_row(work, before, given.allergy._asdict())
        sections.append(section_of_allergy(given.allergy, allergy.id))
        cleared += taken_back
    return tuple(sections), cleared


def _remove_allergies(work: UnitOfWork, ids: Iterable[int]) -> tuple[Allergy, ...]:
    removed = tuple(rows.get(work.connection, ALLERGY, allergy_id) for allergy_id in sorted(ids))
    for allergy in removed:
        keeping.remove(work, ALLERGY, allergy, Action.ALLERGY_REMOVE)
    return removed
