"""What the register keeps of a patient by itself, as files bring it: death, block, archive."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from semble_cli.errors import InvalidInput, InvalidRecord
from semble_cli.identity.dates import parse_past_date
from semble_cli.patient.choices import of_patients as words
from semble_cli.patient.texts import parse_reason, plain_text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from semble_cli.patient.record import Patient


def _day(field: str, given: Any, today: date) -> dict[str, Any]:
    return {field: parse_past_date(field, plain_text(field, given), today)}


def _archive_reason(field: str, given: Any, today: date) -> dict[str, Any]:
    del today
    return {field: words.ARCHIVE_REASONS.read(field, plain_text(field, given))}


def _block_reason(field: str, given: Any, today: date) -> dict[str, Any]:
    del today
    return {field: parse_reason(field, given)}


STATE_READERS: dict[str, Callable[[str, Any, date], dict[str, Any]]] = {
    "blocked_on": _day,
    "blocked_reason": _block_reason,
    "archived_on": _day,
    "archive_reason": _archive_reason,
    "deceased_on": _day,
}
"""The fields that nobody types into a record, for commands of their own set them; and how files
give them. They are read as those of `patient.fields`."""

_SINCE = {"blocked_reason": "blocked_on", "archive_reason": "archived_on"}


def read_states(given: Mapping[str, Any], today: date) -> dict[str, Any]:
    """The states among the fields that a file gives of one patient.

    Raises:
        InvalidRecord: every one that cannot be taken.
    """
    states: dict[str, Any] = {}
    problems: list[InvalidInput] = []
    for name, read in STATE_READERS.items():
        if given.get(name):
            try:
                states |= read(name, given[name], today)
            except InvalidInput as problem:
                problems.append(problem)
    if problems:
        raise InvalidRecord(tuple(problems))
    return states


def with_states(patient: Patient, states: Mapping[str, Any]) -> Patient:
    """The patient with states that were read.

    Raises:
        InvalidRecord: they contradict themselves, or the birth.
    """
    whole = patient._replace(**states)
    problems = [
        InvalidInput(since, "its reason is there, and the day is missing.")
        for reason, since in _SINCE.items()
        if getattr(whole, reason) and not getattr(whole, since)
    ]
    if whole.deceased_on and whole.deceased_on < whole.birth_date:
        problems.append(
            InvalidInput("deceased_on", "this day is before the patient's birth. Check both dates.")
        )
    if problems:
        raise InvalidRecord(tuple(problems))
    return whole
