"""Former patients back in the register: what recovery and the redoing of a creation share."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from semble_cli.patient.actions import Action
from semble_cli.patient.around.kinds import RELATION
from semble_cli.patient.catalogue import KEPT_AFTER_DELETION
from semble_cli.patient.tags import tag_key
from semble_cli.services.access import Permission
from semble_cli.services.patients.tags import add_tag_within
from semble_cli.store import journal, ledger
from semble_cli.store.event_chain import RECORD
from semble_cli.store.record.relations import RELATIONS, join_again, that_named
from semble_cli.store.tags import find_tag

if TYPE_CHECKING:
    from semble_cli.patient.record import Patient
    from semble_cli.services.unit_of_work import UnitOfWork
    from semble_cli.store.database.connection import Connection

Step = Mapping[str, Any]
"""What was taken back by one event: changes, field by field, or what was done to a relation."""

_STEPS = "steps"
"""The key, in a content, of the steps that a creation done again brought back."""


def bring_back(
    work: UnitOfWork, patient: Patient, action: Action, steps: Mapping[str, Step] = {}
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


def steps_of(connection: Connection, patient_id: int) -> dict[str, Step]:
    """What was taken back of a patient, by the sequence of the event that did: the changes, and the
    relations, that can be done again once the creation, taken back too, is done again. Never
    medical contents."""
    steps: dict[str, Step] = {}
    for event in journal.of_patient(connection, patient_id):
        content = event.content or {}
        steps |= content.get(_STEPS, {})
        if event.action == Action.UNDO and (step := _step(content)):
            steps[str(event.seq)] = step
    return steps


def content_of_step(step: Step) -> dict[str, Any]:
    """The content that the event of a step had."""
    return dict(step) if RECORD in step else {"changes": step}


def _step(content: Mapping[str, Any]) -> Step:
    record = content.get(RECORD, {})
    if record.get("kind") == RELATION.name:
        return {RECORD: record}
    changes = content.get("changes", {})
    return {name: values for name, values in changes.items() if name in KEPT_AFTER_DELETION}


def _tag(work: UnitOfWork, name: str) -> str:
    found = find_tag(work.connection, name) or add_tag_within(work, name, None)
    return found.name
