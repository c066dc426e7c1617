"""Practitioners: whom patients have appointments with."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from semble_cli.errors import InvalidInput, InvalidRecord
from semble_cli.identity.practice_numbers import parse_rpps
from semble_cli.patient.texts import parse_line, parse_lines, plain_text

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


class Practitioner(NamedTuple):
    """A practitioner; without a time zone, the practice's holds."""

    name: str
    rpps: str | None = None
    address_lines: str | None = None
    time_zone: str | None = None
    id: int | None = None
    version: int = 1


PRACTITIONER_KEYS = ("id", "name", "rpps", "address", "time_zone", "version")
"""The keys of a practitioner's document, in order."""


def practitioner_document(practitioner: Practitioner) -> dict[str, Any]:
    """A practitioner as JSON values."""
    lines = (practitioner.address_lines or "").splitlines()
    told = practitioner._asdict() | {"address": lines}
    return {key: told[key] for key in PRACTITIONER_KEYS}


def _time_zone(field: str, text: str) -> str:
    from semble_cli.patient.agenda.wall_clock import parse_time_zone

    return parse_time_zone(field, text)


_READERS: dict[str, Callable[[str, str], str]] = {
    "name": parse_line,
    "rpps": parse_rpps,
    "address_lines": parse_lines,
    "time_zone": _time_zone,
}


def amended_practitioner(before: Practitioner | None, given: Mapping[str, Any]) -> Practitioner:
    """A new practitioner, or one with some fields changed; one given as nothing is cleared.

    Raises:
        InvalidRecord: every field that cannot be taken.
    """
    problems: list[InvalidInput] = []
    settled: dict[str, Any] = before._asdict() if before else {"name": None}
    for field, value in given.items():
        text = plain_text(field, value)
        try:
            settled[field] = _READERS[field](field, text) if text.strip() else None
        except InvalidInput as problem:
            problems.append(problem)
    if not settled["name"] and "name" not in {problem.field for problem in problems}:
        problems.append(InvalidInput("name", "it is missing, and every practitioner has one."))
    if problems:
        raise InvalidRecord(tuple(problems))
    return Practitioner(**settled)
