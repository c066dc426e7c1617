"""Phones in the words of Semble's API, which patients and contacts have alike."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

    from semble_cli.patient.around.contact import ContactPhone
    from semble_cli.patient.record import Phone

PHONE_TYPES = {"mobile": "Mobile", "home": "Home", "work": "Work", "other": "Other"}
"""The types of phones, by ours."""


def phones_told(phones: Iterable[Phone | ContactPhone]) -> list[dict[str, str]]:
    """Some phones with their types."""
    return [{"phoneType": PHONE_TYPES[phone.type], "phoneNumber": phone.number} for phone in phones]
