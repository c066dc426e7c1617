"""The records that are past the practice's delays. Nothing is changed."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from semble_cli.patient.actions import Action
from semble_cli.patient.around.retention import Act, Delays, Due, Step, due, years_after
from semble_cli.services.access import Permission
from semble_cli.services.audit.noting import note_export
from semble_cli.services.practice.settings import value_within
from semble_cli.store.patients import rows as patients
from semble_cli.store.retention import old_records

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping

    from semble_cli.patient.record import Patient
    from semble_cli.services.register import Register
    from semble_cli.store.database.connection import Connection

DELAYS = ("retention.active_years", "retention.archive_years")
"""The settings of the delays."""


class DueRecord(NamedTuple):
    """A patient whose record is past a delay, what is due, and after which act."""

    patient: Patient
    due: Due
    last_act: Act
    delays: Delays


def note_due_list(register: Register, form: str) -> None:
    """Note that somebody takes a list of the records that are due, in which form.

    Raises:
        Refused, StoreError: as `services.audit.noting.note_export`.
    """
    told = {"list": "retention", "form": form}
    note_export(register, Action.PATIENT_EXPORT, told, permission=Permission.EDIT_CARE)


def due_records(
    register: Register,
    own: Mapping[str, str | None],
    steps: Collection[Step] = tuple(Step),
) -> Iterator[DueRecord]:
    """The records that are due for some *steps*, by id.

    Args:
        own: of the settings of the delays, those that who works here set as their own.

    Raises:
        Refused: who works here may not read medical contents: the report tells of each patient when
            they were last cared for, and how. BadUsage: a delay of the practice's is none.
    """
    today = register.today
    with register.reading(Permission.EDIT_CARE) as connection:
        connection.read_at_length()
        delays = _delays(connection, own)
        # The day after: years before a day and years after one need not meet, in February.
        made_before = years_after(today, -delays.active) + timedelta(days=1)
        for some in old_records(connection, made_before):
            found = {
                old.id: (done, old.last_act)
                for old in some
                if (
                    done := due(
                        old.last_act.on,
                        old.birth_date,
                        delays,
                        today,
                        is_fictive=old.is_fictive,
                        is_archived=old.is_archived,
                    )
                )
                and done.step in steps
            }
            for patient in patients.get_many(connection, list(found)):
                yield DueRecord(patient, *found[patient.id or 0], delays)


def _delays(connection: Connection, own: Mapping[str, str | None]) -> Delays:
    return Delays(*(int(value_within(connection, name, own.get(name)) or 0) for name in DELAYS))
