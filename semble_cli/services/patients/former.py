"""Former patients back in the register: what recovery and the redoing of a creation share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from semble_cli.patient.actions import Action
from semble_cli.patient.catalogue import KEPT_AFTER_DELETION
from semble_cli.patient.tags import tag_key
from semble_cli.services.access import Permission
from semble_cli.services.patients.tags import add_tag_within
from semble_cli.store import journal, ledger
from semble_cli.store.record.relations import RELATIONS, join_again, that_named
from semble_cli.store.tags import find_tag

if TYPE_CHECKING:
    from collections.abc import Mapping

    from semble_cli.patient.record import Patient
    from semble_cli.services.changes import Changes
    from semble_cli.services.unit_of_work import UnitOfWork
    from semble_cli.store.database.connection import Connection

_STEPS = "steps"
"""The key, in a content, of the steps that a creation done again brought back."""


def bring_back(
    work: UnitOfWork, patient: Patient, action: Action, steps: Mapping[str, Changes] = {}
) -> None:
    """Write a former patient with the id of before, and take the entry out of the ledger. Tags that
    are no more are added again; the relations of others that kept the name are joined again.

    Raises:
        Refused: who works here may not recover.
    """
    work.require(Permission.RECOVER)
    tags = tuple(sorted({_tag(work, name) for name in patient.tags}, key=tag_key))
    ledger.remove(work.connection, patient.id or 0)
    details: dict[str, Any] = {_STEPS: steps} if steps else {}
    if named := that_named(work.connection, patient.id or 0):
        details[RELATIONS] = named
    work.add(patient._replace(tags=tags), action, **details)
    join_again(work.connection, patient.id or 0)


def steps_of(connection: Connection, patient_id: int) -> dict[str, Changes]:
    """What was taken back of a patient, by the sequence of the event that did: the changes that can
    be done again once the creation, taken back too, is done again. Never medical contents."""
    steps: dict[str, Changes] = {}
    for event in journal.of_patient(connection, patient_id):
        content = event.content or {}
        steps |= content.get(_STEPS, {})
        if event.action == Action.UNDO and "changes" in content:
            steps[str(event.seq)] = content["changes"]
    kept = {
        seq: {name: values for name, values in changes.items() if name in KEPT_AFTER_DELETION}
        for seq, changes in steps.items()
    }
    return {seq: changes for seq, changes in kept.items() if changes}


def _tag(work: UnitOfWork, name: str) -> str:
    found = find_tag(work.connection, name) or add_tag_within(work, name, None)
    return found.name
