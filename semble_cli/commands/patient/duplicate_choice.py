"""What a person decides about patients who are likely to be the same one."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from semble_cli.commands.ui.confirmations.sentences import GONE_WITH_PATIENT, confirm
from semble_cli.commands.ui.language import tr, tr_about
from semble_cli.commands.ui.output import say
from semble_cli.commands.ui.patients.last import remember
from semble_cli.commands.ui.prompts import choose
from semble_cli.commands.ui.tables import messages_console, shown, shown_day
from semble_cli.errors import Conflict
from semble_cli.patient.actions import Action

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from semble_cli.commands.ui.prompts import Leaving
    from semble_cli.services.patients.create import Proposed
    from semble_cli.services.patients.duplicates import Candidate, DeletedPatient
    from semble_cli.services.register import Register


class Decision(NamedTuple):
    """To create another patient all the same, or to complete the one of an id; or neither."""

    creates: bool = False
    completes: int | None = None


def describe(candidate: Candidate) -> str:
    """A likely duplicate and the reasons, on one line."""
    patient = candidate.patient
    reasons = ", ".join(tr(reason) for reason in candidate.likeness.reasons)
    return tr(
        "{name}, {born}, {place} ({id}): {reasons}.",
        name=patient.full_name,
        born=shown_day(patient.birth_date.isoformat()),
        place=f"{patient.birth_place_code} {patient.birth_place}",
        id=patient.id,
        reasons=reasons,
    )


def tell_likely(likely: Sequence[Candidate]) -> None:
    """Say who of the register is likely to be the same person, and who of them is archived."""
    for candidate in likely:
        say("A close patient exists: {patient}", patient=describe(candidate))
        patient = candidate.patient
        if patient.archived_on:
            day = shown_day(patient.archived_on.isoformat())
            reason = patient.archive_reason
            told = reason and shown("archive_reason", reason.value, sex=patient.sex)
            archived = tr_about(
                "{id} is archived since {day}: {reason}.",
                patient.sex,
                id=patient.id,
                day=day,
                reason=told or tr("no reason noted"),
            )
            say("{done}", done=archived)


def tell_deleted(deleted: Sequence[DeletedPatient]) -> None:
    """Say which deleted patients are likely to be the same person."""
    for each in deleted:
        patient = each.patient
        told = tr_about(
            "A deleted patient is likely to be the same person: {name}, {born} ({id}), deleted on "
            "{day} by {who}. Bring the record back: semble patient recover {id}",
            patient.sex,
            name=patient.full_name,
            born=shown_day(patient.birth_date.isoformat()),
            id=patient.id,
            day=shown_day(each.deleted_at.date().isoformat()),
            who=each.deleted_by,
        )
        say("{done}", done=told)


def choose_about_duplicates(
    register: Register, found: Proposed, leaving: Leaving | None = None
) -> Decision:
    """Show who is likely to be the same person, and ask what to do.

    A record can be looked at before that is decided, completed, or brought back and completed.

    Raises:
        KeyboardInterrupt: the person gave up. GoBack: the person went back.
    """
    tell_likely(found.likely)
    tell_deleted(found.deleted)
    choices = [
        *_choices(found),
        ("create", tr("Create all the same")),
        ("stop", tr("Give up")),
    ]
    while True:
        answer, _, number = choose(tr("What now?"), choices, leaving=leaving).partition(" ")
        if answer == "show":
            _show(register, int(number))
            continue
        if answer == "recover":
            _recover(register, int(number))
        patient_id = int(number) if number else None
        return Decision(creates=answer == "create", completes=patient_id)


def _choices(found: Proposed) -> Iterator[tuple[str, str]]:
    for candidate in found.likely:
        patient_id = candidate.patient.id
        yield f"show {patient_id}", tr("Show {id}", id=patient_id)
        yield f"complete {patient_id}", tr("Complete {id}", id=patient_id)
    for deleted in found.deleted if found.may_recover else ():
        patient_id = deleted.patient.id
        yield f"recover {patient_id}", tr("Bring {id} back and complete it", id=patient_id)


def _show(register: Register, patient_id: int) -> None:
    from semble_cli.commands.patient.display.summary import write_summary
    from semble_cli.services.patients.show import open_patient

    write_summary(open_patient(register, patient_id), on=messages_console())
    remember(register, patient_id)


def _recover(register: Register, patient_id: int) -> None:
    from semble_cli.services.patients.recover import (
        RecoveryResult,
        from_ledger,
        recover_patients,
    )

    wanted = from_ledger(register, [patient_id])
    (outcome,) = recover_patients(register, wanted, [patient_id])
    if outcome.result not in (RecoveryResult.RECOVERED, RecoveryResult.PRESENT):
        raise Conflict("Patient {id} could not be brought back.", id=patient_id)
    if outcome.result is RecoveryResult.RECOVERED and (patient := outcome.wanted.patient):
        confirm(Action.PATIENT_RECOVER, patient)
        say(GONE_WITH_PATIENT)
