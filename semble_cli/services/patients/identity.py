"""How sure an identity is, and what makes it surer: a checked document, or INSi."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from semble_cli.errors import Conflict, Sentence
from semble_cli.patient.actions import Action
from semble_cli.patient.choices.of_patients import DOCUMENTS
from semble_cli.services.access import Permission
from semble_cli.services.insurance.questions import ask_identity_of, ask_verification
from semble_cli.services.insurance.retrieval import certified_by
from semble_cli.services.patients.edit import Edited, write_edited
from semble_cli.services.patients.show import open_patient, show_patient

if TYPE_CHECKING:
    from semble_cli.patient.retrieved import Retrieved
    from semble_cli.services.register import Register
    from semble_cli.vitale.teleservices.services import Insi

KEYS = (
    "id",
    "full_name",
    "identity_status",
    "identity_flags",
    "identity_source",
    "identity_document",
    "identity_checked_on",
    "ins",
    "ins_history",
)
"""What `identity_of` gives, in order."""


def identity_of(register: Register, patient_id: int) -> dict[str, Any]:
    """How sure a patient's identity is, and by what.

    Raises:
        NoSuchRecord: nobody has this id.
    """
    found = open_patient(register, patient_id)
    checked_on = found.patient.identity_checked_on
    whole = found.document | {
        "identity_document": found.patient.identity_document,
        "identity_checked_on": checked_on.isoformat() if checked_on else None,
    }
    return {key: whole[key] for key in KEYS}


def check_identity(register: Register, patient_id: int, document: str) -> Edited:
    """Note that the traits on record were compared with a high-confidence document, by its code
    or its name.

    Raises:
        NoSuchRecord; InvalidInput: no such document, or a doubtful or fictitious identity.
    """
    code = DOCUMENTS.read("identity_document", document).value
    with register.writing(Permission.EDIT_PATIENTS) as work:
        before = work.patient(patient_id)
        after = before.with_standing(before.standing.with_check())._replace(
            identity_document=code, identity_checked_on=work.today
        )
        return write_edited(work, before, after, Action.PATIENT_IDENTITY)


def unlink_ins(register: Register, patient_id: int) -> Edited:
    """Give the matricule INS up, as another's, and those before it that came with it.

    Raises:
        NoSuchRecord: nobody has this id.
    """
    with register.writing(Permission.EDIT_PATIENTS) as work:
        before = work.patient(patient_id)
        after = before.with_standing(before.standing.unlinked())._replace(former_ins=())
        return write_edited(work, before, after, Action.PATIENT_IDENTITY)


def search_insi(register: Register, insi: Insi, patient_id: int) -> Retrieved | Sentence:
    """What INSi certifies of a patient, searched by the traits on record; or why nothing.

    Raises:
        NoSuchRecord; InvalidInput: INSi is not to be asked about this identity.
        Refused: who works here may not change patients, for whom INSi is asked.
        TeleserviceError: no answer, a fault, or an answer about somebody else.
    """
    patient = show_patient(register, patient_id, Permission.EDIT_PATIENTS).patient
    identity = ask_identity_of(insi, patient)
    if isinstance(identity, Sentence):
        return identity
    return certified_by(identity, patient.first_given_name)


def verify_ins(register: Register, insi: Insi, patient_id: int) -> None:
    """Let pass a matricule that INSi knows beside the traits on record.

    Raises:
        NoSuchRecord; InvalidInput: there is no matricule. TeleserviceError: no answer, or a fault.
        Refused: who works here may not change patients, for whom INSi is asked.
        Conflict: INSi does not know the two together.
    """
    if not ask_verification(
        insi, show_patient(register, patient_id, Permission.EDIT_PATIENTS).patient
    ):
        raise Conflict(
            "INSi does not know this matricule beside these traits. Search again with --insi, or"
            " give the matricule up with --unlink."
        )
