"""A treatment in words, from its document."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from semble_cli.commands.ui.language import tr
from semble_cli.commands.ui.tables import shown_day
from semble_cli.patient.around.treatment import StopReason
from semble_cli.patient.choices.of_records import STOP_REASONS

if TYPE_CHECKING:
    from collections.abc import Iterator

_TAKEN = ("drug", "dose", "route", "frequency")


def in_words(treatment: dict[str, Any]) -> str:
    """The drug and how it is taken, on one line.

    >>> in_words({"drug": "Essai 1 g", "dose": "1", "route": None, "frequency": "3 fois par jour"})
    'Essai 1 g, 1, 3 fois par jour'
    """
    return ", ".join(str(treatment[name]) for name in _TAKEN if treatment[name])


def days_of(treatment: dict[str, Any]) -> str:
    """From when until when; and where it was stopped, when and why."""
    return ", ".join(_days(treatment))


def _days(treatment: dict[str, Any]) -> Iterator[str]:
    if treatment["starts_on"]:
        yield tr("from {day}", day=shown_day(treatment["starts_on"]))
    if treatment["ends_on"]:
        yield tr("until {day}", day=shown_day(treatment["ends_on"]))
    if treatment["stopped_on"]:
        day = shown_day(treatment["stopped_on"])
        reason = STOP_REASONS.name(StopReason(treatment["stop_reason"]))
        yield tr("stopped on {day}: {reason}", day=day, reason=reason)
