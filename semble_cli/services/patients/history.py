"""A patient's past: every event, and what a command changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from semble_cli.identity.nir import mask_nir
from semble_cli.patient.billing.money import written_amount
from semble_cli.patient.catalogue import SECRET
from semble_cli.patient.json_form import as_kept_today
from semble_cli.services.audit.noting import noted_reading
from semble_cli.services.changes import recorded
from semble_cli.services.record.record_change import change_in
from semble_cli.store import journal
from semble_cli.store.event_chain import INVOICE, PAYMENT, SHARE
from semble_cli.store.patients import rows as patients

if TYPE_CHECKING:
    from datetime import datetime

    from semble_cli.patient.record import Patient
    from semble_cli.services.changes import Changes
    from semble_cli.services.record.record_change import RecordChange
    from semble_cli.services.register import Register
    from semble_cli.store.database.connection import Connection
    from semble_cli.store.journal import Event


class PastEvent(NamedTuple):
    """One event of a patient's past. `changes` are the fields, before and after, of the patient or
    of the `record` that hangs on one; numbers are masked. They are `None` where the content was
    erased, and none where they are medical and *hidden* from who reads."""

    batch: int
    at: datetime
    actor: str
    action: str
    changes: dict[str, list[Any]] | None
    undone_by: int | None
    record: RecordChange | None = None
    is_hidden: bool = False


def history_of(register: Register, patient_id: int) -> list[PastEvent]:
    """Everything that was done to a patient, the oldest first; of former patients too. Who opened
    the record is told by the log (`services.audit.log`).

    Raises:
        NoSuchRecord: nobody has, or had, this id.
    """
    with noted_reading(register) as reading:
        events = history_in(reading.connection, patient_id)
        if not events:
            patients.get(reading.connection, patient_id)
        reading.opens(patient_id)
        return events


def history_in(connection: Connection, patient_id: int) -> list[PastEvent]:
    """As `history_of`, in a reading that is open, which notes it; nothing of who never was."""
    events = [
        *journal.of_import(connection, patient_id),
        *journal.of_patient(connection, patient_id),
    ]
    return [_past(connection, event) for event in events]


def event_document(event: PastEvent) -> dict[str, Any]:
    """An event as scripts read it."""
    return {
        "at": event.at.strftime("%Y-%m-%dT%H:%M:%SZ"),
        "actor": event.actor,
        "action": event.action,
        "batch": event.batch,
        "record": event.record.key if event.record else None,
        "changes": event.changes,
        "hidden": event.is_hidden,
        "undone_by": event.undone_by,
    }


def _past(connection: Connection, event: Event) -> PastEvent:
    done = change_in(event)
    is_untold = (
        done is not None
        and done.kind.is_medical
        and event.medical is None
        and not done.by_field  # the page of an invoice is told in clear
    )
    changes = _changes(event) if done is None else done.by_field
    return PastEvent(
        event.batch,
        event.at,
        event.actor,
        event.action,
        None if is_untold and connection.reads_care else changes,
        journal.undone_by(connection, event.batch),
        done,
        is_untold and not connection.reads_care,
    )


def _changes(event: Event) -> Changes | None:
    content = event.content
    if content is None:
        return None
    if INVOICE in content:
        return _of_invoice(content)
    if SHARE in content:
        return _of_share(content)
    created = {name: [None, value] for name, value in content.get("created", {}).items()}
    return _masked_changes(content.get("changes", created))


def _of_invoice(content: dict[str, Any]) -> Changes:
    """What was issued, or paid on it, as text."""
    invoice, payment = content[INVOICE], content.get(PAYMENT)
    cents = payment["amount_cents"] if payment else invoice["total_cents"]
    return {"invoice": [None, invoice["number"]], "amount": [None, written_amount(cents)]}


def _of_share(content: dict[str, Any]) -> Changes:
    """Which share it was, which documents, and what became of it."""
    told = content[SHARE] | content
    names = ("documents", "outcome", "override")
    return {"share": [None, told["id"]]} | {
        name: [None, told[name]] for name in names if told.get(name)
    }


def changes_of(patient: Patient, changes: Changes | None) -> Changes:
    """What a command did to a patient, field by field, numbers masked: *changes*, or for `None` all
    that the new record holds."""
    if changes is None:
        changes = {name: [None, value] for name, value in recorded(patient).items()}
    return _masked_changes(changes)


def _masked_changes(changes: Changes) -> Changes:
    return {name: [_masked(name, value) for value in values] for name, values in changes.items()}


def _masked(name: str, value: Any) -> Any:
    if name == "former_ins":
        return [mask_nir(past["matricule"]) for past in value or ()]
    return mask_nir(value) if name in SECRET and value else as_kept_today(name, value)
