"""What holds of allergies whoever notes them, as a part of other work.

Somebody has an allergy once; with the first one that is not refuted, what was said of none being
known is taken back, of every kind; and none is said to be known of who has one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from semble_cli.errors import Conflict, NoSuchRecord, Refused
from semble_cli.identity.names import fold
from semble_cli.patient.actions import Action
from semble_cli.patient.around.allergy import Allergy, Certainty
from semble_cli.patient.around.consultation import Keyword, NoteSection
from semble_cli.patient.around.kinds import ALLERGY, NO_KNOWN_ALLERGY
from semble_cli.patient.identifier import is_id
from semble_cli.services.record import keeping
from semble_cli.store.record import rows
from semble_cli.store.record.allergies import is_in_two_states

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from semble_cli.patient.around.allergy import NoKnownAllergy
    from semble_cli.patient.around.allergy_reading import GivenAllergy
    from semble_cli.services.unit_of_work import UnitOfWork
    from semble_cli.store.database.connection import Connection

Cleared = tuple["NoKnownAllergy", ...]
"""What was said of none being known, and is taken back."""

SHARED = ("substance", "severity", "certainty")
"""The parts of an allergy that stand where everybody reads them."""


def add_allergy_row(
    work: UnitOfWork, patient_id: int, given: GivenAllergy
) -> tuple[Allergy, Cleared]:
    """Note a new allergy, without a consultation that tells of it.

    Raises:
        Conflict: the patient has it already. Refused: who works here may not.
    """
    refuse_twice(work.connection, patient_id, given.substance)
    new = Allergy(
        patient_id,
        given.substance,
        noted_at=work.at,
        noted_by=work.actor,
        severity=given.severity,
        certainty=given.certainty or Certainty.UNCONFIRMED.value,
    )
    added = keeping.add(work, ALLERGY, new, Action.ALLERGY_ADD)
    return added, clear_none_known(work, added)


def change_allergy_row(
    work: UnitOfWork, before: Allergy, given: Mapping[str, Any]
) -> tuple[Allergy, Cleared]:
    """Change what everybody reads of an allergy.

    Raises:
        Conflict: the patient has the new one already. Refused: who works here may not.
    """
    changed = {name: given[name] for name in SHARED if name in given}
    if changed.get("certainty", "") is None:
        changed["certainty"] = Certainty.UNCONFIRMED.value
    after = before._replace(**changed)
    refuse_twice(work.connection, before.patient_id, after.substance, before.id)
    written = keeping.change(work, ALLERGY, before, after, Action.ALLERGY_EDIT)
    return written, clear_none_known(work, written)


def refuse_twice(
    connection: Connection, patient_id: int, substance: str, itself: int | None = None
) -> None:
    """Let pass a substance that is noted for no allergy of a patient but *itself*.

    Raises:
        Conflict: it is.
    """
    known = allergy_to(connection, patient_id, substance, itself)
    if known is not None:
        raise Conflict(
            "This allergy is noted already, as number {id}. Change it with semble patient"
            " allergy edit {patient_id} {id}.",
            id=known.id,
            patient_id=patient_id,
        )


def allergy_to(
    connection: Connection, patient_id: int, substance: str, but: int | None = None
) -> Allergy | None:
    """The allergy of a patient to a substance, a refuted one too, *but* for one."""
    for known in rows.of_patient(connection, ALLERGY, patient_id):
        if known.id != but and fold(known.substance) == fold(substance):
            found: Allergy = known
            return found
    return None


def clear_none_known(work: UnitOfWork, allergy: Allergy) -> Cleared:
    """Take back that none is known to a patient who has an allergy."""
    if allergy.certainty == Certainty.REFUTED:
        return ()
    cleared = tuple(rows.of_patient(work.connection, NO_KNOWN_ALLERGY, allergy.patient_id))
    for said in cleared:
        keeping.remove(work, NO_KNOWN_ALLERGY, said, Action.ALLERGY_NONE)
    return cleared


def refuse_two_states(work: UnitOfWork, patient_ids: Iterable[int | None]) -> None:
    """Let nothing be written that leaves patients with an allergy, and with none said to be known.

    Raises:
        Conflict: it would.
    """
    for patient_id in patient_ids:
        if patient_id is not None and is_in_two_states(work.connection, patient_id):
            raise Conflict(
                "What is known of the allergies of patient {id} was noted again since. Take that"
                " back first.",
                id=patient_id,
            )


def require_for_clinical(work: UnitOfWork, given: Mapping[str, Any]) -> None:
    """Let who may not write medical contents note an allergy as told by the patient, and no more.

    Raises:
        Refused: more was given.
    """
    if work.connection.reads_care:
        return
    if any(given.get(name) for name in ("reaction", "noted_on", "comment")):
        raise Refused(
            "Reaction, day and comment are medical contents: a clinician notes them. Note the"
            " substance and the severity alone, or have an admin give you another role."
        )
    if given.get("certainty", Certainty.UNCONFIRMED) != Certainty.UNCONFIRMED:
        raise Refused(
            "Your role notes an allergy as told by the patient, unconfirmed; a clinician confirms"
            " or refutes it. An admin can give you another role."
        )


def find_allergy(connection: Connection, patient_id: int, which: str) -> Allergy:
    """An allergy of a patient, by its number or its substance.

    Raises:
        NoSuchRecord: the patient has none such.
    """
    for known in rows.of_patient(connection, ALLERGY, patient_id):
        if str(known.id) == which or (not is_id(which) and fold(known.substance) == fold(which)):
            found: Allergy = known
            return found
    raise NoSuchRecord(
        "Patient {id} has no such allergy. See semble patient allergy list {id}.", id=patient_id
    )


def section_of_allergy(given: GivenAllergy, allergy_id: int | None) -> NoteSection:
    """The section of a consultation that tells of an allergy."""
    return NoteSection(
        Keyword.ALLERGY.value, given.comment, allergy_id, given.reaction, given.noted_on
    )
