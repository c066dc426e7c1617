"""Ask ADRi again about the rights of many patients, one after the other.

Each answer is written by itself, with the day: whoever was asked about is not due any more, and a
run that was cut short goes on where it stopped.
"""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

from semble_cli.errors import Conflict, InvalidInput, InvalidRecord, NoSuchRecord
from semble_cli.patient.actions import Action
from semble_cli.patient.insurance import RightsState, rights_state
from semble_cli.patient.order import Order
from semble_cli.services.access import Permission
from semble_cli.services.insurance.apply import merged
from semble_cli.services.insurance.by_hand import typed_by_hand
from semble_cli.services.insurance.differences import differences
from semble_cli.services.insurance.questions import ask_rights_of
from semble_cli.store.patients import rows as patients
from semble_cli.store.search.insurance_rights import check_due
from semble_cli.store.search.run import Scope, sorted_ids, stream_ids
from semble_cli.store.search.strategies import tag_condition
from semble_cli.store.tags import tag_ids
from semble_cli.vitale.field_values import from_rights
from semble_cli.vitale.teleservices.errors import (
    NoAnswer,
    OddAnswer,
    TeleserviceRefusal,
    lets_nobody_in,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from semble_cli.errors import SembleError
    from semble_cli.patient.record import Patient
    from semble_cli.patient.retrieved import Retrieved
    from semble_cli.services.register import Register
    from semble_cli.vitale.teleservices.services import Adri

REFRESHED = ("regime", "fund", "fund_center", "amc_number", "rights", "rights_checked_on")
"""The fields that are brought up to date; names and address are for a person to look at."""


class RefreshOutcome(StrEnum):
    """What became of asking about a patient."""

    ASKED = "asked"
    NOT_ASKED = "not_asked"
    REFUSED = "refused"
    NO_ANSWER = "no_answer"
    NOT_WRITTEN = "not_written"


class Refreshed(NamedTuple):
    """A patient who was to be asked about, unless deleted meanwhile: the rights since, or why there
    are none."""

    patient_id: int
    patient: Patient | None
    outcome: RefreshOutcome
    state: RightsState | None
    problem: SembleError | None = None


def patients_due(
    register: Register, ids: Sequence[int], tags: Sequence[str], days: int | None, limit: int
) -> list[int]:
    """The patients to be asked about, by name: those with the ids and all the tags given, or
    everybody; *limit* 0 is no limit.

    Args:
        days: only those who live and were not asked about for so many days. `None` is what is
            usual: whoever is named is asked about, of all others those who were not today.

    Raises:
        InvalidInput: a tag does not exist. NoSuchRecord: no patient has any of the ids.
    """
    with register.reading(Permission.EDIT_PATIENTS) as connection:
        conditions = [tag_condition(connection, tag) for tag in tag_ids(connection, tags)]
        if days is not None or not ids:
            conditions.append(check_due(register.today - timedelta(days=days or 0)))
        if not ids:
            return list(stream_ids(connection, conditions, Scope(), Order.BIRTH_NAME, limit))
        scope = Scope(archived=not conditions)
        found = sorted_ids(connection, ids, conditions, scope, Order.BIRTH_NAME, limit)
        if conditions:
            return found
        if not found:
            patients.get(connection, ids[0])
        # Who is named and not there has a line too: it says so.
        missing = dict.fromkeys(ids).keys() - found if not limit else ()
        return [*found, *sorted(missing)]


def _unguarded(register: Register, before: Patient, told: Retrieved) -> Retrieved:
    """What of ADRi's answer is written though nobody is there to agree: no complementary number is
    taken away, nor replaced where somebody typed it."""
    number = told.get("amc_number")
    is_left = number and (number.value is None or "amc_number" in typed_by_hand(register, before))
    left = {"amc_number"} if is_left else set()
    return {name: told[name] for name in REFRESHED if name in told and name not in left}


def refresh_rights(register: Register, adri: Adri, patient_id: int) -> Refreshed:
    """Ask about one patient, and write the answer. What is odd about one patient, about what ADRi
    answers, or about what became of the record meanwhile is told of that patient alone.

    Raises:
        TeleserviceError: ADRi cannot be asked at all, whoever it is about.
    """
    today = register.today  # of the question, however late the answer comes
    try:
        with register.reading(Permission.EDIT_PATIENTS) as connection:
            before = patients.get(connection, patient_id)
    except NoSuchRecord as problem:
        return Refreshed(patient_id, None, RefreshOutcome.NOT_ASKED, None, problem.at_rest())
    known = rights_state(before.rights, before.rights_checked_on, today)

    def failed(outcome: RefreshOutcome, problem: SembleError) -> Refreshed:
        return Refreshed(patient_id, before, outcome, known, problem.at_rest())

    if before.merged_into:
        merged_already = Conflict(
            "This record was merged into {id}: ask about that one.", id=before.merged_into
        )
        return failed(RefreshOutcome.NOT_ASKED, merged_already)
    try:
        told = from_rights(ask_rights_of(adri, before, today), today)
        if "rights" not in told.values:
            raise OddAnswer(
                "{service} gives periods of rights that cannot be. Nothing was taken from its"
                " answer.",
                service="ADRi",
            )
    except (InvalidInput, InvalidRecord) as problem:
        return failed(RefreshOutcome.NOT_ASKED, problem)
    except NoAnswer as problem:
        return failed(RefreshOutcome.NO_ANSWER, problem)
    except (TeleserviceRefusal, OddAnswer) as problem:
        if lets_nobody_in(problem):
            raise
        return failed(RefreshOutcome.REFUSED, problem)
    retrieved = _unguarded(register, before, told.values)
    try:
        with register.writing(Permission.EDIT_PATIENTS) as work:
            stored = work.patient(patient_id, before.version)
            after = merged(stored, retrieved, differences(stored, retrieved), work.today)
            after = work.change(stored, after, Action.RIGHTS_REFRESH)
    except (Conflict, NoSuchRecord) as problem:
        return failed(RefreshOutcome.NOT_WRITTEN, problem)
    state = rights_state(after.rights, after.rights_checked_on, today)
    return Refreshed(patient_id, after, RefreshOutcome.ASKED, state)
