"""Fill in what a record does not hold yet; what it holds is left as it is."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from semble_cli.patient.actions import Action
from semble_cli.patient.completion import Left, completed
from semble_cli.services.access import Permission
from semble_cli.services.changes import difference
from semble_cli.store import drafts
from semble_cli.store.tags import canonical_names

if TYPE_CHECKING:
    from semble_cli.patient.record import Patient
    from semble_cli.services.unit_of_work import Register


class Completed(NamedTuple):
    """A record that was completed: as it is now, the fields that were filled in or added to, and
    what was typed and not taken over."""

    patient: Patient
    fields: tuple[str, ...]
    left: tuple[Left, ...]


def complete_patient(
    register: Register, patient_id: int, typed: Patient, *, draft: int | None = None
) -> Completed:
    """Write what was typed and the patient's record leaves empty; the *draft* it was goes with it.

    Raises:
        NoSuchRecord: nobody has this id. InvalidInput: a tag does not exist.
    """
    with register.writing(Permission.EDIT_PATIENTS) as work:
        before = work.patient(patient_id)
        tags = tuple(canonical_names(work.connection, typed.tags))
        after, left = completed(before, typed._replace(tags=tags))
        written = work.change(before, after, Action.PATIENT_EDIT)
        if draft is not None:
            drafts.remove(work.connection, work.actor, draft)
        return Completed(written, tuple(difference(before, after)), left)
