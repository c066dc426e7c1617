"""Fill in what a record does not hold yet; what it holds is left as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from semble_cli.patient.actions import Action
from semble_cli.patient.catalogue import STRICT_TRAITS
from semble_cli.patient.consents.rules import CONSENT_OF
from semble_cli.patient.intake import amended
from semble_cli.services.access import Permission
from semble_cli.services.changes import difference

if TYPE_CHECKING:
    from collections.abc import Mapping

    from semble_cli.services.unit_of_work import Register


def complete_patient(register: Register, patient_id: int, given: Mapping[str, Any]) -> list[str]:
    """Write those of the given fields that the patient's record leaves empty; their names.

    Raises:
        NoSuchRecord, InvalidRecord
    """
    with register.writing(Permission.EDIT_PATIENTS) as work:
        before = work.patient(patient_id)
        missing = {
            name: value
            for name, value in given.items()
            if name not in (*STRICT_TRAITS, "birth_place")
            and not getattr(before, CONSENT_OF.get(name, name), True)
        }
        after = amended(before, missing, work.today).patient
        work.change(before, after, Action.PATIENT_EDIT)
        return list(difference(before, after))
